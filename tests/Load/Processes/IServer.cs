namespace OrleansRetro.Load.Processes;

/// <summary>What a run is aimed at: a process started for it, or one that ran before.</summary>
interface IServer : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>0: unknown, so its CPU and memory are not read.</summary>
    int Pid { get; }

    /// <summary>How long it took to be ready.</summary>
    Task<TimeSpan> Start(CancellationToken stop);
}

/// <summary>A server that somebody else started and will stop.</summary>
sealed class RunningServer(Uri address, int pid) : IServer
{
    public Uri Address => address;
    public int Pid => pid;

    public Task<TimeSpan> Start(CancellationToken stop) => Task.FromResult(TimeSpan.Zero);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
