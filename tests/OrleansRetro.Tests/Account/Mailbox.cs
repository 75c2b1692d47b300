using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace OrleansRetro.Tests.Account;

/// <summary>A mail server that takes everything and shows it, on loopback.</summary>
sealed class Mailbox : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Channel<string> _mails = Channel.CreateUnbounded<string>();
    readonly CancellationTokenSource _end = new();
    readonly Task _accepting;

    public Mailbox()
    {
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>It hangs up on whoever comes.</summary>
    public bool IsDown { get; set; }

    /// <summary>It takes nothing for now, as servers do with whom they don't know yet.</summary>
    public bool IsWary { get; set; }

    /// <summary>What the product is told of it.</summary>
    public (string, string)[] Settings =>
    [
        ("Retro__Smtp__Host", "127.0.0.1"), ("Retro__Smtp__Port", $"{((IPEndPoint)_listener.LocalEndpoint).Port}"), ("Retro__Smtp__From", "retro@example.org"), ("Retro__Smtp__Security", "None"),
    ];

    /// <summary>The next mail as it came, with its envelope before it.</summary>
    public async Task<string> Next() => await _mails.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Whether another has come.</summary>
    public bool IsEmpty => !_mails.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                if (!IsDown)
                    await Talk(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    async Task Talk(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mailbox");
        var mail = new List<string>();
        while (await reader.ReadLineAsync(_end.Token) is { } said)
        {
            if (said.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync(_end.Token) is { } line and not ".")
                    mail.Add(line);
                _mails.Writer.TryWrite(string.Join('\n', mail));
                mail.Clear();
            }
            else if (IsWary && said.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("451 not now");
                continue;
            }
            else if (said.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase))
                mail.Add(said);
            await writer.WriteLineAsync(said.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 bye" : "250 yes");
        }
    }
}
