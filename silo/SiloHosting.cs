using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using OrleansRetro.Auditing;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Sql;
using OrleansRetro.Teams;

namespace OrleansRetro;

/// <summary>The way into this project.</summary>
public static class SiloHosting
{
    // A reminder belongs to the service of this name, so it stays as it is for ever.
    internal const string ServiceId = "orleans-retro";

    // A watch that idles is kept alive at half the silo's time; a client with less patience would lose it.
    static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds a whole silo to any host: grains, reminders, event log and keys. Without a database it is alone in its process and
    /// data directory; with one it joins the others that share it.
    /// </summary>
    /// <exception cref="CannotStartException">Something forbids starting: the directory is in use, a port is taken, a store is of a newer version or can't be reached.</exception>
    public static IHostApplicationBuilder AddRetroSilo(this IHostApplicationBuilder builder, SiloOptions options)
    {
        var limits = Settings.Read<RetroLimits>(builder.Configuration, "Retro:Limits");
        var teamLimits = Settings.Read<TeamLimits>(builder.Configuration, "Retro:Limits");
        Ports.AssertFree(options.AdvertisedIP, options.SiloPort, "Orleans__SiloPort");
        Ports.AssertFree(options.AdvertisedIP, options.GatewayPort, "Orleans__GatewayPort");
        if (options.Postgres is { } postgres)
            builder.Services.AddPostgresStores(postgres);
        else
            builder.Services.AddSqliteStores(options);
        builder.Services.AddSingleton(Options.Create(limits));
        builder.Services.AddSingleton<TurnedAway>();
        builder.Services.AddSingleton(Options.Create(teamLimits));
        builder.Services.TryAddKeyedSingleton("domain", TimeProvider.System);
        builder.Services.AddHealthChecks().AddCheck<LogReadiness>("log", tags: ["ready"]);
        // Counts the machine's uptime as a stall when the silo starts.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            if (options.Postgres is { } shared)
                silo.UsePostgres(shared);
            else
                silo.UseSqlite(options);
            silo.ConfigureEndpoints(options.AdvertisedIP, options.SiloPort, options.GatewayPort)
                .AddIncomingGrainCallFilter<Gatekeeper>()
                .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout)
                .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout)
                .AddStartupTask((services, _) => Task.FromResult(services.GetRequiredService<IEventLog>()));
            if (Telemetry.IsOn(builder.Configuration))
                silo.AddActivityPropagation();
            if (options.Dashboard)
                silo.AddDashboard(dashboard => dashboard.HideTrace = true);
        });
        // Begins when the silo is there, for it was added after it.
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<LostReminders>();
        return builder;
    }

    /// <summary>Adds what a process without a silo needs to reach those that share <paramref name="postgres"/>.</summary>
    /// <exception cref="CannotStartException">The database can't be used.</exception>
    public static IHostApplicationBuilder AddRetroClient(this IHostApplicationBuilder builder, string postgres, bool dashboard)
    {
        PostgresDatabase.Prepare(postgres);
        builder.Services.AddPostgresWeb(postgres);
        builder.Services.AddHealthChecks().AddCheck<SiloReadiness>("silo", tags: ["ready"]);
        builder.UseOrleansClient(client =>
        {
            client.UsePostgres(postgres);
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
            if (Telemetry.IsOn(builder.Configuration))
                client.AddActivityPropagation();
            if (dashboard)
                client.AddDashboard(shown => shown.HideTrace = true);
            // Until a silo is there, the pages say that nothing can be reached.
            client.UseConnectionRetryFilter(async (_, cancellation) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
                return true;
            });
        });
        return builder;
    }
}
