using System.Net;
using System.Net.Sockets;

namespace OrleansRetro.Tests;

/// <summary>The way from the program to PostgreSQL. It can lose the answer to a commit, break, and fall silent.</summary>
sealed class CommitLine : IAsyncDisposable
{
    // The server's word that a transaction is done: a letter, a length, a text.
    static ReadOnlySpan<byte> Committed => "C\0\0\0\u000bCOMMIT\0"u8;

    readonly TcpListener _listener = new(IPAddress.Loopback, FreePort.Next());
    readonly Uri _to;
    readonly CancellationTokenSource _end = new();
    readonly List<Task> _carrying = [];
    readonly Task _accepting;
    CancellationTokenSource _cut = new();
    volatile bool _isSilent;
    int _losing, _lost;

    /// <param name="server">The other end.</param>
    /// <param name="connectionString">The direct way there.</param>
    public CommitLine(PostgresServer server, string connectionString)
    {
        _to = server.Address;
        _listener.Start();
        ConnectionString = connectionString.Replace($"Port={_to.Port}", $"Port={((IPEndPoint)_listener.LocalEndpoint).Port}", StringComparison.Ordinal);
        _accepting = Accept();
    }

    /// <summary>The database, at the other end of this.</summary>
    public string ConnectionString { get; }

    /// <summary>Answers lost so far.</summary>
    public int Lost => Volatile.Read(ref _lost);

    /// <summary>Cuts the connection when the server has committed and before anybody is told, once.</summary>
    public void LoseNextCommit() => Volatile.Write(ref _losing, 1);

    /// <summary>Takes <see cref="LoseNextCommit"/> back; false if it was too late.</summary>
    public bool KeepNextCommit() => Interlocked.Exchange(ref _losing, 0) == 1;

    /// <summary>Breaks every connection there is; new ones are carried.</summary>
    public void Cut() => Interlocked.Exchange(ref _cut, new()).Cancel();

    /// <summary>Keeps connections open and carries nothing more.</summary>
    public void FallSilent() => _isSilent = true;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_carrying);
        _end.Dispose();
        _cut.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true)
                _carrying.Add(Carry(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    async Task Carry(TcpClient program)
    {
        using var server = new TcpClient { NoDelay = true };
        using (program)
            try
            {
                program.NoDelay = true;
                using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, Volatile.Read(ref _cut).Token);
                await server.ConnectAsync(_to.Host, _to.Port, over.Token);
                Task[] ways = [Pass(program, server, isAnswer: false, over.Token), Pass(server, program, isAnswer: true, over.Token)];
                await Task.WhenAny(ways);
                await over.CancelAsync();
                await Task.WhenAll(ways);
            }
            catch (Exception broken) when (broken is SocketException or IOException or OperationCanceledException)
            {
                // Cut, by whichever side; both hear of it when their sockets close.
            }
    }

    async Task Pass(TcpClient from, TcpClient to, bool isAnswer, CancellationToken over)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, over) is > 0 and var count)
        {
            if (isAnswer && buffer.AsSpan(0, count).IndexOf(Committed) >= 0 && Interlocked.Exchange(ref _losing, 0) == 1)
            {
                Interlocked.Increment(ref _lost);
                return;
            }
            if (!_isSilent)
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), over);
        }
    }
}
