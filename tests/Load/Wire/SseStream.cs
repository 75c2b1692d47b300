using System.Text;

namespace OrleansRetro.Load.Wire;

/// <summary>One open change stream: real bytes off the socket, counted, then given to the listener.</summary>
sealed class SseStream(Uri target, ISseListener listener)
{
    long bytes;
    byte[] buffer = new byte[16 * 1024];

    /// <summary>All bytes of the answer so far: head, chunk framing, heartbeats and all.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Listens until the stream breaks (<see cref="IOException"/>) or is stopped.</summary>
    public async Task Follow(string path, string token, long after, CancellationToken stop)
    {
        using var socket = await Sockets.Connect(target, stop);
        var resume = after > 0 ? $"Last-Event-ID: {after}\r\n" : "";
        var request = $"GET {path} HTTP/1.1\r\nHost: {target.Authority}\r\nAuthorization: Bearer {token}\r\nAccept: text/event-stream\r\n{resume}\r\n";
        await socket.SendAll(Encoding.UTF8.GetBytes(request), stop);
        var filled = 0;
        ResponseHead head;
        while (!ResponseHead.TryParse(buffer.AsSpan(0, filled), out head))
        {
            if (filled == buffer.Length) throw new IOException("the answer's head is too long");
            filled += await socket.ReceiveSome(buffer.AsMemory(filled), stop);
        }
        Volatile.Write(ref bytes, bytes + filled);
        if (head.Status != 200 || !head.EventStream) throw new IOException($"{path} answered {head.Status}, not an event stream");

        var reader = new SseReader(listener);
        var chunks = head.Chunked ? new Chunks() : null;
        buffer.AsSpan(head.Length..filled).CopyTo(buffer);
        var (content, fresh) = (0, filled - head.Length);
        while (true)
        {
            var at = Clock.Now;
            content += chunks?.Decode(buffer.AsSpan(content, fresh)) ?? fresh;
            var done = reader.Read(buffer.AsSpan(0, content), at);
            buffer.AsSpan(done..content).CopyTo(buffer);
            content -= done;
            if (chunks?.Ended == true) throw new IOException("the server ended the stream");
            if (buffer.Length - content < buffer.Length / 4) Array.Resize(ref buffer, buffer.Length * 2);
            fresh = await socket.ReceiveSome(buffer.AsMemory(content), stop);
            Volatile.Write(ref bytes, bytes + fresh);
        }
    }
}
