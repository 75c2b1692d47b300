using System.Net.WebSockets;

namespace OrleansRetro.Load.Circuits;

/// <summary>The WebSocket below a circuit: whole messages in, whole messages out.</summary>
sealed class HubSocket : IDisposable
{
    readonly ClientWebSocket socket = new();
    readonly SemaphoreSlim sending = new(1);
    byte[] buffer = new byte[16 * 1024];
    int filled;

    public async Task Connect(Browser browser, CancellationToken stop)
    {
        var token = await browser.Negotiate(stop);
        socket.Options.SetRequestHeader("Origin", browser.Origin);
        socket.Options.SetRequestHeader("Cookie", browser.Cookies);
        await socket.ConnectAsync(new Uri($"ws://{browser.Target.Authority}/_blazor?id={Uri.EscapeDataString(token)}"), stop);
        await socket.SendAsync(HubMessage.Handshake, WebSocketMessageType.Text, endOfMessage: true, stop);
        var answer = await socket.ReceiveAsync(buffer.AsMemory(), stop);
        if (!buffer.AsSpan(0, answer.Count).SequenceEqual(HubMessage.Agreed)) throw new IOException("the hub does not speak blazorpack");
    }

    public async Task Send(byte[] message, CancellationToken stop)
    {
        await sending.WaitAsync(stop);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, stop);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Waits for more of the messages; nothing when the server has closed. Valid until the next.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Receive(CancellationToken stop)
    {
        for (filled = 0; ;)
        {
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var part = await socket.ReceiveAsync(buffer.AsMemory(filled), stop);
            if (part.MessageType == WebSocketMessageType.Close) return default;
            filled += part.Count;
            if (part.EndOfMessage) return buffer.AsMemory(0, filled);
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
    }
}
