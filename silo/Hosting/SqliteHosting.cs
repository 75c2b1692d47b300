using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Keys;
using OrleansRetro.Sql;

namespace OrleansRetro.Hosting;

/// <summary>One process that holds everything: files in a data directory, and a silo that nobody else joins.</summary>
static class SqliteHosting
{
    /// <exception cref="CannotStartException">The directory is in use, or a file can't be used.</exception>
    public static void AddSqliteStores(this IServiceCollection services, SiloOptions options)
    {
        var directory = new DataDirectory(options.DataDirectory);
        try
        {
            SqliteFile.Prepare(options.LogFile, "log");
            SqliteFile.Prepare(options.KeysFile, "keys");
            SqliteFile.Prepare(options.SiteFile, "site");
        }
        catch
        {
            directory.Dispose();
            throw;
        }
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
        services.AddSingleton<IOperatorToken>(new SqliteOperatorToken(options.SiteFile)).AddSingleton(SiteDatabase.In(options.SiteFile));
        services.Configure<KeyManagementOptions>(ring => ring.XmlRepository = new SqliteKeyRing(options.SiteFile));
    }

    public static void UseSqlite(this ISiloBuilder silo, SiloOptions options) => silo
        .UseLocalhostClustering(serviceId: SiloHosting.ServiceId, clusterId: SiloHosting.ServiceId)
        .UseAdoNetReminderService(reminders =>
        {
            // The name by which Orleans knows SQLite; the driver it loads is Microsoft's.
            reminders.Invariant = "System.Data.SQLite";
            reminders.ConnectionString = SqliteFile.Shared(options.SiteFile);
        });
}
