using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace OrleansRetro.Retros;

/// <summary>How this computer is called on the local network.</summary>
public static class Lan
{
    /// <summary>The address other devices would use: one with a gateway first; loopback where there is no network.</summary>
    public static IPAddress Address() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(network => network.GetIPProperties())
            .OrderByDescending(network => network.GatewayAddresses.Count)
            .SelectMany(network => network.UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;
}
