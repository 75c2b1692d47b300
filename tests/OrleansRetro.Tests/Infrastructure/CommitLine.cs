using System.Net;
using System.Net.Sockets;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>The way from the program to PostgreSQL. It can lose the answer to a commit, and it can fall silent.</summary>
sealed class CommitLine : IAsyncDisposable
{
    // The server's word that a transaction is done: a letter, a length, a text.
    static ReadOnlySpan<byte> Committed => "C\0\0\0\u000bCOMMIT\0"u8;

    readonly TcpListener _listener = new(IPAddress.Loopback, FreePort.Next());
    readonly Uri _to;
    readonly CancellationTokenSource _end = new();
    readonly List<Task> _carrying = [];
    readonly Task _accepting;
    volatile bool _isLosing, _isSilent;
    int _lost;

    public CommitLine(TestDatabase database)
    {
        _to = database.Server.Address;
        _listener.Start();
        ConnectionString = database.ConnectionString.Replace($"Port={_to.Port}", $"Port={((IPEndPoint)_listener.LocalEndpoint).Port}", StringComparison.Ordinal);
        _accepting = Accept();
    }

    /// <summary>The database, at the other end of this.</summary>
    public string ConnectionString { get; }

    /// <summary>Answers lost so far.</summary>
    public int Lost => _lost;

    /// <summary>Cuts the connection when the server has committed and before anybody is told, once.</summary>
    public void LoseNextCommit() => _isLosing = true;

    /// <summary>Keeps connections open and carries nothing more.</summary>
    public void FallSilent() => _isSilent = true;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_carrying);
        _end.Dispose();
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
                await server.ConnectAsync(_to.Host, _to.Port, _end.Token);
                using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
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
            if (isAnswer && _isLosing && buffer.AsSpan(0, count).IndexOf(Committed) >= 0)
            {
                _isLosing = false;
                Interlocked.Increment(ref _lost);
                return;
            }
            if (!_isSilent)
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), over);
        }
    }
}
