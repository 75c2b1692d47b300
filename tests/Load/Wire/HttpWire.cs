using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OrleansRetro.Load.Wire;

/// <summary>One kept-alive HTTP/1.1 connection on a bare socket; one request at a time, reconnected after a failure.</summary>
sealed class HttpWire(Uri target) : IDisposable
{
    byte[] buffer = new byte[2048];
    Socket? socket;
    int filled;

    /// <summary>The body is valid until the next request.</summary>
    public readonly record struct Answer(int Status, ReadOnlyMemory<byte> Body)
    {
        public JsonElement Json => JsonElement.Parse(Body.Span);
        public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, 200)])}";
    }

    public ValueTask<Answer> Send(string method, string path, string? token, object? body, CancellationToken stop) =>
        Send(Request(target, method, path, token, body is null ? null : JsonSerializer.Serialize(body)), stop);

    public async ValueTask<Answer> Send(ReadOnlyMemory<byte> request, CancellationToken stop)
    {
        var answered = false;
        try
        {
            socket ??= await Sockets.Connect(target, stop);
            await socket.SendAll(request, stop);
            filled = 0;
            ResponseHead head;
            while (!ResponseHead.TryParse(buffer.AsSpan(0, filled), out head)) await Receive(stop);
            var body = head.Chunked ? await ChunkedBody(head.Length, stop) : await Body(head, stop);
            answered = !head.Close;
            return new Answer(head.Status, body);
        }
        finally
        {
            if (!answered) Dispose();
        }
    }

    public static byte[] Request(Uri target, string method, string path, string? token, string? body)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {target.Authority}\r\n");
        if (token is not null) head.Append($"Authorization: Bearer {token}\r\n");
        if (body is not null) head.Append($"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        return Encoding.UTF8.GetBytes($"{head}\r\n{body}");
    }

    async ValueTask<ReadOnlyMemory<byte>> Body(ResponseHead head, CancellationToken stop)
    {
        if (head.Status is 204 or 304) return default;
        if (head.ContentLength < 0) throw new IOException("an answer of unknown length");
        while (filled < head.Length + head.ContentLength) await Receive(stop);
        return buffer.AsMemory(head.Length, head.ContentLength);
    }

    async ValueTask<ReadOnlyMemory<byte>> ChunkedBody(int start, CancellationToken stop)
    {
        var chunks = new Chunks();
        var end = start + chunks.Decode(buffer.AsSpan(start..filled));
        while (!chunks.Ended)
        {
            filled = end;
            await Receive(stop);
            end += chunks.Decode(buffer.AsSpan(end..filled));
        }
        return buffer.AsMemory(start..end);
    }

    async ValueTask Receive(CancellationToken stop)
    {
        if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        filled += await socket!.ReceiveSome(buffer.AsMemory(filled), stop);
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }
}
