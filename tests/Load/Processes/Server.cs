using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using OrleansRetro.Load.Wire;
using OrleansRetro.Tests;

namespace OrleansRetro.Load.Processes;

/// <summary>A server in a process of its own, on ports and a data directory that outlive a kill.</summary>
/// <param name="dll">The program.</param>
/// <param name="address">Where it is told to listen.</param>
/// <param name="data">Its own.</param>
/// <param name="environment">Its settings.</param>
/// <param name="log">Takes all that it prints; null keeps the last lines only.</param>
sealed class Server(string dll, Uri address, DirectoryInfo data, IReadOnlyDictionary<string, string> environment, string? log = null) : IServer
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    const int LinesKept = 30;

    readonly ConcurrentQueue<string> output = new();
    readonly StreamWriter? all = log is null ? null : new(log) { AutoFlush = true };
    Process? process;
    long launched;

    public Uri Address => address;
    public DirectoryInfo Data => data;

    /// <summary>Leaves the data directory behind, to be looked into.</summary>
    public bool KeepData { get; set; }

    /// <summary><see cref="Clock"/> ticks of the last start.</summary>
    public long Launched => launched;

    public int Pid => process?.Id ?? throw new InvalidOperationException("the server is not running");

    public void Launch()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(dll),
        };
        start.ArgumentList.Add(dll);
        Sockets.LeaveOut(start.Environment);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        launched = Clock.Now;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Launches, and waits until it says that it is ready.</summary>
    public async Task<TimeSpan> Start(CancellationToken stop)
    {
        Launch();
        return await Answers("/health/ready", stop);
    }

    /// <summary>Since the launch, until the path answers 200.</summary>
    public async Task<TimeSpan> Answers(string path, CancellationToken stop)
    {
        using var wire = new HttpWire(address);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await Status(wire, path, stop) != 200)
        {
            if (process!.HasExited) throw new ServerFailedException($"{dll} ended with {process.ExitCode}", output);
            if (Clock.Since(launched) > StartLimit) throw new ServerFailedException($"{path} did not answer 200 within {StartLimit.TotalSeconds} s", output);
            await timer.WaitForNextTickAsync(stop);
        }
        return Clock.Since(launched);
    }

    /// <summary>Asks again and again; false if the path has not answered this status in time.</summary>
    public async Task<bool> Says(string path, int status, TimeSpan atMost, CancellationToken stop)
    {
        using var wire = new HttpWire(address);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var start = Clock.Now; await Status(wire, path, stop) != status; await timer.WaitForNextTickAsync(stop))
            if (Clock.Since(start) > atMost) return false;
        return true;
    }

    /// <summary>Nothing when nobody answers.</summary>
    static async Task<int?> Status(HttpWire wire, string path, CancellationToken stop)
    {
        try
        {
            return (await wire.Send("GET", path, null, null, stop)).Status;
        }
        catch (Exception silent) when (silent is IOException or SocketException)
        {
            return null;
        }
    }

    /// <summary>It was started and has ended by itself.</summary>
    public bool HasEnded => process is { HasExited: true };

    /// <summary>The last lines that it printed.</summary>
    public void Print() => Console.WriteLine($"{Path.GetFileName(dll)} at {address.Authority}:\n{string.Join('\n', output.Select(line => "  | " + line))}");

    /// <summary>SIGSTOP, or SIGCONT.</summary>
    public Task Signal(string name) => Tool.Run("kill", $"-{name}", $"{Pid}");

    /// <summary>kill -9: nothing is flushed, nobody is told.</summary>
    public async Task Kill()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    void Keep(string? line)
    {
        if (line is null) return;
        if (all is not null) lock (all) all.WriteLine(line);
        output.Enqueue(line);
        if (output.Count > LinesKept) output.TryDequeue(out _);
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        if (all is not null) await all.DisposeAsync();
        if (!KeepData) data.Delete(recursive: true);
    }
}
