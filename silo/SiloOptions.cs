using System.Net;
using Microsoft.Extensions.Configuration;

namespace OrleansRetro;

/// <summary>Where a silo keeps its data and where it listens.</summary>
public sealed record SiloOptions
{
    /// <summary>
    /// Holds <c>log.db</c>, <c>site.db</c> and <c>keys.db</c>; made for this user alone when it is needed and not there. Where a database is shared
    /// nothing is, and there may be no place to write at all.
    /// </summary>
    public string DataDirectory { get; init; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "OrleansRetro");

    /// <summary>The connection string of the database that a cluster shares; null keeps everything in this process and its data directory.</summary>
    public string? Postgres { get; init; }

    /// <summary>Where silos reach this one. Whoever reaches either port has full trust.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>Where clients reach it.</summary>
    public int GatewayPort { get; init; } = 30000;

    public IPAddress AdvertisedIP { get; init; } = IPAddress.Loopback;

    /// <summary>Whether Orleans' dashboard measures every call; costs a tenth of a card.</summary>
    public bool Dashboard { get; init; }

    public string LogFile => Path.Combine(DataDirectory, "log.db");
    public string SiteFile => Path.Combine(DataDirectory, "site.db");
    public string KeysFile => Path.Combine(DataDirectory, "keys.db");

    /// <summary>Takes <c>ConnectionStrings:Postgres</c>, <c>Retro:DataDirectory</c>, <c>Orleans:SiloPort</c>, <c>Orleans:GatewayPort</c>, <c>Orleans:AdvertisedIP</c> and <c>Orleans:Dashboard</c>; the rest stays as it is.</summary>
    /// <exception cref="CannotStartException">A value can't be read.</exception>
    public static SiloOptions From(IConfiguration configuration)
    {
        var options = new SiloOptions();
        return options with
        {
            Postgres = configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres ? postgres : null,
            DataDirectory = configuration["Retro:DataDirectory"] is { Length: > 0 } directory ? Path.GetFullPath(directory) : options.DataDirectory,
            SiloPort = Port(configuration, "SiloPort", options.SiloPort),
            GatewayPort = Port(configuration, "GatewayPort", options.GatewayPort),
            AdvertisedIP = configuration["Orleans:AdvertisedIP"] is not { Length: > 0 } text ? options.AdvertisedIP
                : IPAddress.TryParse(text, out var address) ? address
                : throw new CannotStartException($"Orleans__AdvertisedIP must be an IP address, not '{text}'."),
            Dashboard = configuration["Orleans:Dashboard"] is not { Length: > 0 } wanted ? options.Dashboard
                : bool.TryParse(wanted, out var isWanted) ? isWanted
                : throw new CannotStartException($"Orleans__Dashboard must be true or false, not '{wanted}'."),
        };
    }

    static int Port(IConfiguration configuration, string name, int normal) =>
        configuration["Orleans:" + name] is not { Length: > 0 } text ? normal
            : ushort.TryParse(text, out var port) && port > 0 ? port
            : throw new CannotStartException($"Orleans__{name} must be a port from 1 to 65535, not '{text}'.");
}
