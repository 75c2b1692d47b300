using System.Net.Sockets;

namespace OrleansRetro.Load.Wire;

static class Sockets
{
    const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Lets the thread that sees a socket ready also read and parse it: the driver shares the machine with what it
    /// measures, and a hop per read is most of its cost. To be called before the first socket.
    /// </summary>
    public static void CompleteInline() => Environment.SetEnvironmentVariable(Inline, "1");

    /// <summary>The servers keep their own habits.</summary>
    public static void LeaveOut(IDictionary<string, string?> environment) => environment.Remove(Inline);

    public static async ValueTask<Socket> Connect(Uri target, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, stop);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static async ValueTask SendAll(this Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, stop)..];
    }

    /// <summary>Fills what is free in the buffer; an end of the stream is a failure.</summary>
    public static async ValueTask<int> ReceiveSome(this Socket socket, Memory<byte> free, CancellationToken stop)
    {
        var received = await socket.ReceiveAsync(free, stop);
        return received > 0 ? received : throw new IOException("the server closed the connection");
    }
}
