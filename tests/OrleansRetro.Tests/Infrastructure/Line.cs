using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>The way from a browser to the program, as a proxy of bytes: it can be cut, kept cut, and made slow.</summary>
sealed class Line : IAsyncDisposable
{
    readonly TcpListener _listener;
    readonly TimeSpan _oneWay;
    readonly CancellationTokenSource _end = new();
    readonly ConcurrentDictionary<TcpClient, bool> _open = [];
    readonly ConcurrentBag<Task> _carrying = [];
    readonly Task _accepting;
    volatile Uri _to;
    volatile bool _isCut;

    /// <param name="to">The program.</param>
    /// <param name="roundTrip">How much later an answer comes.</param>
    public Line(Uri to, TimeSpan roundTrip = default)
    {
        (_to, _oneWay) = (to, roundTrip / 2);
        Address = new($"http://127.0.0.1:{FreePort.Next()}");
        _listener = new(IPAddress.Loopback, Address.Port);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where it leads those who come from now on.</summary>
    public Uri To
    {
        get => _to;
        set => _to = value;
    }

    /// <summary>Where a browser finds it.</summary>
    public Uri Address { get; }

    /// <summary>Breaks every connection, and every new one until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var socket in _open.Keys)
            Break(socket);
    }

    public void Mend() => _isCut = false;

    /// <summary>Breaks every connection; new ones lead elsewhere.</summary>
    public void Lead(Uri elsewhere)
    {
        _to = elsewhere;
        foreach (var socket in _open.Keys)
            Break(socket);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
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
            {
                var browser = await _listener.AcceptTcpClientAsync(_end.Token);
                if (_isCut)
                    Break(browser);
                else
                    _carrying.Add(Carry(browser));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    async Task Carry(TcpClient browser)
    {
        using var program = new TcpClient { NoDelay = true };
        browser.NoDelay = true;
        var isOver = false;
        (_open[browser], _open[program]) = (true, true);
        try
        {
            var to = To;
            await program.ConnectAsync(to.Host, to.Port, _end.Token);
            await Task.WhenAny(Pass(browser, program, 2 * _oneWay), Pass(program, browser, TimeSpan.Zero));
            // An end is handed on as an end.
            isOver = !_isCut;
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // There is nobody at the other end, which is what the browser is to see.
        }
        _open.Remove(browser, out _);
        _open.Remove(program, out _);
        if (!isOver)
            Break(browser);
        browser.Dispose();
    }

    /// <summary>Carries bytes one way, each as much later as the way is long; the first also by the handshake.</summary>
    async Task Pass(TcpClient from, TcpClient to, TimeSpan handshake)
    {
        var under = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var arriving = Deliver(under.Reader, to);
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var count)
            {
                await under.Writer.WriteAsync((TimeProvider.System.GetTimestamp() + Ticks(_oneWay + handshake), buffer[..count]), _end.Token);
                handshake = TimeSpan.Zero;
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut: what was under way is lost.
        }
        under.Writer.Complete();
        await arriving;
    }

    async Task Deliver(ChannelReader<(long Due, byte[] Bytes)> under, TcpClient to)
    {
        try
        {
            await foreach (var (due, bytes) in under.ReadAllAsync(_end.Token))
            {
                // The way itself, as long as it is, in whole milliseconds as a clock ticks.
                if (_oneWay > TimeSpan.Zero && Math.Ceiling((due - TimeProvider.System.GetTimestamp()) * 1_000.0 / TimeProvider.System.TimestampFrequency) is >= 1 and var left)
                {
                    using var way = new PeriodicTimer(TimeSpan.FromMilliseconds(left));
                    await way.WaitForNextTickAsync(_end.Token);
                }
                await to.GetStream().WriteAsync(bytes, _end.Token);
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);

    static void Break(TcpClient socket)
    {
        try
        {
            if (socket.Client is { } client)
                client.Close(timeout: 0);
        }
        catch (SocketException)
        {
            // It broke by itself.
        }
    }
}
