using System.Net;
using System.Net.Sockets;

namespace OrleansRetro.Hosting;

static class Ports
{
    /// <summary>Orleans would tell it too, after the stores are open and in many lines.</summary>
    /// <exception cref="CannotStartException">Somebody else listens there.</exception>
    public static void AssertFree(IPAddress address, int port, string setting)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new CannotStartException($"Port {port} on {address} is taken. Stop the program that listens there, or set {setting} to a free port.", failure);
        }
        catch (SocketException failure)
        {
            throw new CannotStartException($"Can't listen on {address}:{port}: {failure.Message} Check {setting} and Orleans__AdvertisedIP.", failure);
        }
    }
}
