using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Keys;
using OrleansRetro.Retros;
using OrleansRetro.Sql;

namespace OrleansRetro;

/// <summary>The way into this project.</summary>
public static class SiloHosting
{
    // A reminder belongs to the service of this name, so it stays as it is for ever.
    const string ServiceId = "orleans-retro";

    // A watch that idles is kept alive at half the silo's time; a client with less patience would lose it.
    static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds a whole silo to any host: grains, reminders, event log and keys, in one process and one data directory.</summary>
    /// <exception cref="CannotStartException">Something forbids starting: the directory is in use, a port is taken, a file is of a newer version.</exception>
    public static IHostApplicationBuilder AddRetroSilo(this IHostApplicationBuilder builder, SiloOptions options)
    {
        var limits = Settings.Read<RetroLimits>(builder.Configuration, "Retro:Limits");
        var directory = new DataDirectory(options.DataDirectory);
        try
        {
            Ports.AssertFree(options.AdvertisedIP, options.SiloPort, "Orleans__SiloPort");
            Ports.AssertFree(options.AdvertisedIP, options.GatewayPort, "Orleans__GatewayPort");
            SqliteFile.Prepare(options.LogFile, "log");
            SqliteFile.Prepare(options.KeysFile, "keys");
            SqliteFile.Prepare(options.SiteFile, "site");
        }
        catch
        {
            directory.Dispose();
            throw;
        }
        builder.Services.AddStores(options, directory);
        builder.Services.AddSingleton(Options.Create(limits));
        builder.Services.TryAddKeyedSingleton("domain", TimeProvider.System);
        builder.Services.AddHealthChecks().AddCheck<LogReadiness>("log", tags: ["ready"]);
        // Counts the machine's uptime as a stall when the silo starts.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.AddRetro(options);
            if (options.Dashboard)
                silo.AddDashboard(dashboard => dashboard.HideTrace = true);
        });
        return builder;
    }

    static void AddStores(this IServiceCollection services, SiloOptions options, DataDirectory directory)
    {
        // By factories, for the container closes only what it made, the last one first.
        services.AddSingleton(_ => directory);
        services.AddSingleton(provider =>
        {
            provider.GetRequiredService<DataDirectory>();
            return new SqliteEventLog(options.LogFile, provider.GetRequiredService<ILogger<SqliteEventLog>>());
        });
        services.AddSingleton<IEventLog>(provider => provider.GetRequiredService<SqliteEventLog>());
        services.AddSingleton<IStoreCondition>(provider => provider.GetRequiredService<SqliteEventLog>());
        services.AddSingleton<IKeys>(provider =>
        {
            provider.GetRequiredService<DataDirectory>();
            return new SqliteKeys(options.KeysFile);
        });
        services.Configure<KeyManagementOptions>(ring => ring.XmlRepository = new SqliteKeyRing(options.SiteFile));
    }

    static void AddRetro(this ISiloBuilder silo, SiloOptions options) => silo
        .UseLocalhostClustering(serviceId: ServiceId, clusterId: ServiceId)
        .ConfigureEndpoints(options.AdvertisedIP, options.SiloPort, options.GatewayPort)
        .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout)
        .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout)
        .UseAdoNetReminderService(reminders =>
        {
            // The name by which Orleans knows SQLite; the driver it loads is Microsoft's.
            reminders.Invariant = "System.Data.SQLite";
            reminders.ConnectionString = SqliteFile.Shared(options.SiteFile);
        })
        .AddStartupTask((services, _) => Task.FromResult(services.GetRequiredService<IEventLog>()));
}
