using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Keys;
using OrleansRetro.Sql;

namespace OrleansRetro.Hosting;

/// <summary>Several silos and webs that share one PostgreSQL database, and find each other in it.</summary>
static class PostgresHosting
{
    const string Invariant = "Npgsql";

    // Quick to notice a silo that died: nobody listens there any more, and probes fail at once. Between silos that answer promptly they come
    // twice as often. A false alarm costs a restart, and the log's versions fence off whoever did not notice.
    static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);
    const int MissedProbes = 2;

    // One that only stands still keeps its connections, and is not given up before all of them were silent for so long: as many of the
    // longest probes as may be missed. By then it knows itself that it stood still.
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(6);

    // So long does a silo that stood still, and was given up meanwhile, go on before it learns of it.
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <exception cref="CannotStartException">The database can't be used.</exception>
    public static void AddPostgresStores(this IServiceCollection services, string postgres)
    {
        PostgresDatabase.Prepare(postgres);
        services.AddSingleton(_ => new Standstill());
        services.AddSingleton(provider => new PostgresEventLog(postgres, provider.GetRequiredService<ILogger<PostgresEventLog>>(), provider.GetRequiredService<Standstill>()));
        services.AddSingleton<IEventLog>(provider => provider.GetRequiredService<PostgresEventLog>());
        services.AddSingleton<IStoreCondition>(provider => provider.GetRequiredService<PostgresEventLog>());
        services.AddSingleton<IKeys>(_ => new PostgresKeys(postgres));
    }

    /// <summary>What webs keep there.</summary>
    public static void AddPostgresWeb(this IServiceCollection services, string postgres)
    {
        services.Configure<KeyManagementOptions>(ring => ring.XmlRepository = new PostgresKeyRing(postgres));
        services.AddSingleton<IOperatorToken>(new PostgresOperatorToken(postgres)).AddSingleton(SiteDatabase.At(postgres));
    }

    public static void UsePostgres(this ISiloBuilder silo, string postgres)
    {
        silo.Configure<ClusterOptions>(Name).UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = Invariant;
            clustering.ConnectionString = PostgresDatabase.Shared(postgres);
        });
        silo.UseAdoNetReminderService(reminders =>
        {
            reminders.Invariant = Invariant;
            reminders.ConnectionString = PostgresDatabase.Shared(postgres);
        });
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            (membership.MinProbeTimeout, membership.ProbeTimeout, membership.MaxProbeTimeout) = (Probe / 2, Probe, Silence / MissedProbes);
            membership.TableRefreshTimeout = Look;
            membership.NumMissedProbesLimit = MissedProbes;
        });
        // Orleans would wait until a silo that died can't act any more. Here the log's versions see to that.
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
        // Without it a silo that ends takes watches of retros on other silos with it.
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }

    public static void UsePostgres(this IClientBuilder client, string postgres) => client
        .Configure<ClusterOptions>(Name)
        .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1))
        .UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = Invariant;
            clustering.ConnectionString = PostgresDatabase.Shared(postgres);
        });

    static void Name(ClusterOptions cluster) => (cluster.ServiceId, cluster.ClusterId) = (SiloHosting.ServiceId, SiloHosting.ServiceId);
}
