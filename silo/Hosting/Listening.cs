using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace OrleansRetro.Hosting;

/// <summary>Where the program is to listen; looked at before anything starts, for the server would find out last and in many lines.</summary>
public static class Listening
{
    /// <summary>Where the web listens when nothing says where.</summary>
    public const string Default = "http://localhost:5000";

    /// <exception cref="CannotStartException">An address can't be read, or somebody else listens there.</exception>
    public static void AssertPossible(IConfiguration configuration)
    {
        foreach (var address in Urls(configuration).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse))
        {
            if (address is { IsUnixPipe: false, Port: > 0 })
                AssertFree(address);
        }
    }

    /// <summary>One line that says what to do, or null for what nobody foresaw.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        CannotStartException known => known.Message,
        IOException { InnerException: AddressInUseException taken } => $"{taken.Message} Choose another with ASPNETCORE_URLS.",
        NpgsqlException lost => $"The database was lost while this started: {lost.Message.ReplaceLineEndings(" ")} Start it again.",
        AggregateException { InnerException: { } inner } => Explain(inner),
        _ => null,
    };

    static string Urls(IConfiguration configuration) =>
        configuration["urls"] is { Length: > 0 } urls ? urls
        : configuration["http_ports"] is { Length: > 0 } ports ? string.Join(';', ports.Split(';').Select(port => $"http://*:{port}"))
        : configuration.GetSection("Kestrel:Endpoints").Exists() ? ""
        : Default;

    internal static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Port <= IPEndPoint.MaxPort ? address : throw new FormatException($"There is no port {address.Port}.");
        }
        catch (FormatException failure)
        {
            throw new CannotStartException($"ASPNETCORE_URLS must be like {Default}, not '{url}'.", failure);
        }
    }

    static void AssertFree(BindingAddress address)
    {
        var ip = address.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host.Trim('[', ']'), out var exact) ? exact : IPAddress.Any;
        try
        {
            using var listener = new TcpListener(ip, address.Port);
            listener.Start();
        }
        catch (SocketException failure)
        {
            throw new CannotStartException($"Can't listen on {address}: {failure.Message}. Choose another address with ASPNETCORE_URLS.", failure);
        }
    }
}
