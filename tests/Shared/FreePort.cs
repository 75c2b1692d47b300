using System.Net;
using System.Net.Sockets;

namespace OrleansRetro.Tests;

/// <summary>Ports that nobody listens on, below those that the system gives to outgoing connections.</summary>
static class FreePort
{
    static int _next = Random.Shared.Next(11_000, 30_000);

    public static int Next()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _next);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                continue;
            }
        }
    }
}
