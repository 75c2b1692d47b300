using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using OrleansRetro.Auditing;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Keys;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Cluster;

[CollectionDefinition(nameof(RetroCluster))]
public sealed class ClusterCollection : ICollectionFixture<RetroCluster>;

[CollectionDefinition(nameof(RetroClusterInADatabase))]
public sealed class DatabaseCollection : ICollectionFixture<RetroClusterInADatabase>;

/// <summary>One silo for all of its tests: real grains over a real log, whose faults and whose time the tests decide.</summary>
public class RetroCluster : IAsyncLifetime
{
    /// <summary>How long a test waits for what must come before it gives up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ScratchDirectory _scratch = new();
    GroupCommitLog _store = null!;
    SqliteKeys? _keys;
    InProcessTestCluster _cluster = null!;

    public FaultyEventLog Log { get; private set; } = null!;

    /// <summary>The same log as another silo sees it.</summary>
    public IEventLog Elsewhere => _store;

    public SlowKeys Keys { get; private set; } = null!;

    /// <summary>What has passed the gate.</summary>
    public Doorbell Doorbell { get; } = new();

    public FaultyReminders Reminders => (FaultyReminders)_cluster.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();

    /// <summary>The domain's clock; it only goes on when a test says so.</summary>
    public FakeTimeProvider Time { get; } = new(new(2030, 1, 7, 10, 0, 0, TimeSpan.Zero));

    public IGrainFactory Grains => _cluster.Client;

    private protected virtual short Silos => 1;

    /// <summary>Transactions of the log so far.</summary>
    public long Commits => _store.Commits;

    /// <summary>When this grain's reminder is due to come first, by the machine's clock; null when it has none.</summary>
    public async Task<DateTime?> Reminder(IAddressable grain) =>
        (await Reminders.ReadRows(grain.GetGrainId())).Reminders is [var only] ? only.StartAt : null;

    /// <summary>Ends the activation; the next call starts another, from the log.</summary>
    public Task Reload(IAddressable grain) => _cluster.DeactivateAsync(grain).WaitAsync(Patience);

    /// <summary>Waits until a broken activation has ended.</summary>
    public Task Gone(IAddressable grain) => _cluster.WaitForDeactivationAsync(grain).WaitAsync(Patience);

    /// <summary>Ends one of several silos as a power cut does.</summary>
    public Task Kill() => _cluster.KillSiloAsync(_cluster.Silos[^1]);

    public async ValueTask InitializeAsync()
    {
        (_store, var keys) = await Open();
        (Log, Keys) = (new(_store), new(keys));
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo
            .UseInMemoryReminderService()
            .AddIncomingGrainCallFilter<Gatekeeper>()
            .AddIncomingGrainCallFilter(Doorbell)
            .ConfigureServices(services =>
            {
                var reminders = services.Last(service => service.ServiceType == typeof(IReminderTable)).ImplementationFactory!;
                services
                    .AddSingleton<IEventLog>(Log)
                    .AddSingleton<IStoreCondition>(_store)
                    .AddSingleton<TurnedAway>()
                    .AddSingleton<IKeys>(Keys)
                    .AddSingleton<IReminderTable>(provider => new FaultyReminders((IReminderTable)reminders(provider)))
                    .AddKeyedSingleton<TimeProvider>("domain", Time);
            }));
        builder.ConfigureSiloHost((_, host) => host.Logging.SetMinimumLevel(LogLevel.Critical));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cluster.DisposeAsync();
        await _store.DisposeAsync();
        await Close();
        _scratch.Dispose();
    }

    /// <summary>What its grains' events and keys are kept in.</summary>
    private protected virtual Task<(GroupCommitLog Log, IKeys Keys)> Open() =>
        Task.FromResult<(GroupCommitLog, IKeys)>((_scratch.OpenLog(), _keys = new(_scratch.File("keys.db"))));

    private protected virtual ValueTask Close()
    {
        _keys?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>The same over a log and keys in a database.</summary>
public class RetroClusterInADatabase(Postgres postgres) : RetroCluster
{
    TestDatabase _database = null!;
    PostgresKeys _keys = null!;

    private protected override async Task<(GroupCommitLog Log, IKeys Keys)> Open()
    {
        _database = await postgres.Database();
        PostgresDatabase.Prepare(_database.ConnectionString);
        _keys = new(_database.ConnectionString);
        return (_database.OpenLog(), _keys);
    }

    private protected override async ValueTask Close()
    {
        await _keys.DisposeAsync();
        await _database.DisposeAsync();
    }
}
