using Npgsql;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>What may be opened, and how.</summary>
public sealed class PostgresSchemaTests(Postgres postgres) : IAsyncLifetime
{
    TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.Database();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Of_several_that_start_at_once_one_makes_the_tables_and_the_others_find_them()
    {
        // On threads of their own: together they would take all there are from the other tests.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => PostgresDatabase.Prepare(_database.ConnectionString), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(1L, await _database.Run("SELECT count(*) FROM migrations WHERE number = 1"));
        Assert.Equal(1L, await _database.Run("SELECT count(*) FROM positions"));
    }

    [Fact]
    public async Task Preparing_again_changes_nothing()
    {
        PostgresDatabase.Prepare(_database.ConnectionString);
        var before = await Catalogue();
        PostgresDatabase.Prepare(_database.ConnectionString);
        Assert.Equal(before, await Catalogue());
    }

    Task<object?> Catalogue() => _database.Run(
        "SELECT string_agg(c.oid::text || c.xmin::text, ' ' ORDER BY c.oid) || (SELECT string_agg(m.xmin::text, ' ') FROM migrations m) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace");

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_with_its_name_and_what_helps()
    {
        var refusal = await RefusalAfter("INSERT INTO migrations VALUES (917, '917-log-future.sql', 'x')");
        Assert.Contains("127.0.0.1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("917-log-future.sql", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_made_by_a_changed_script_is_refused()
    {
        var refusal = await RefusalAfter("UPDATE migrations SET checksum = 'other' WHERE number = 1");
        Assert.Contains("001-log.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind()
    {
        await _database.Run("CREATE TABLE snapshots (mine text)");
        Assert.Throws<CannotStartException>(() => PostgresDatabase.Prepare(_database.ConnectionString));
        Assert.Equal("snapshots", await _database.Run("SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=retro;Password=hunter2", "127.0.0.1")]
    [InlineData("Host=127.0.0.1;Password=hunter2;Colour=blue", "ConnectionStrings__Postgres")]
    [InlineData("nonsense", "ConnectionStrings__Postgres")]
    public void A_database_that_can_not_be_met_is_named_and_its_password_is_not(string connectionString, string named)
    {
        var refusal = Assert.Throws<CannotStartException>(() => PostgresDatabase.Prepare(connectionString));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    /// <summary>Of several servers only the one that takes writes has all that was acknowledged.</summary>
    [Fact]
    public void Of_several_hosts_the_primary_is_asked()
    {
        Assert.Equal("primary", PostgresDatabase.Read("Host=one,two").TargetSessionAttributes);
        Assert.Null(PostgresDatabase.Read("Host=one").TargetSessionAttributes);
        // Orleans' own tables are where the log is.
        Assert.Equal("primary", new NpgsqlConnectionStringBuilder(PostgresDatabase.Shared("Host=one,two")).TargetSessionAttributes);
        Assert.Equal("Host=one", PostgresDatabase.Shared("Host=one"));
    }

    [Theory]
    [InlineData("", 5, 10)]
    [InlineData(";Timeout=0;Command Timeout=0", 5, 10)]
    [InlineData(";Timeout=2;Command Timeout=3", 2, 3)]
    public void Nobody_waits_for_ever(string wish, int connecting, int asking)
    {
        var read = PostgresDatabase.Read("Host=one" + wish);
        Assert.Equal((connecting, asking), (read.Timeout, read.CommandTimeout));
    }

    [Fact, Trait("Row", "R10")]
    public async Task No_table_of_the_log_knows_a_time()
    {
        PostgresDatabase.Prepare(_database.ConnectionString);
        Assert.Equal("", await _database.Run("""
            SELECT coalesce(string_agg(table_name || '.' || column_name, ' '), '') FROM information_schema.columns
            WHERE table_name IN ('positions', 'streams', 'events', 'topics', 'snapshots', 'probe') AND data_type NOT IN ('bigint', 'integer', 'text', 'bytea', 'boolean')
            """));
    }

    [Fact, Trait("Row", "R10")]
    public async Task A_server_that_keeps_the_time_of_every_commit_is_refused()
    {
        await using var server = await PostgresServer.Start("track_commit_timestamp=on");
        await using var database = await TestDatabase.On(server);
        var refusal = Assert.Throws<CannotStartException>(() => PostgresDatabase.Prepare(database.ConnectionString));
        Assert.Contains("track_commit_timestamp", refusal.Message, StringComparison.Ordinal);
    }

    async Task<CannotStartException> RefusalAfter(string change)
    {
        PostgresDatabase.Prepare(_database.ConnectionString);
        await _database.Run(change);
        return Assert.Throws<CannotStartException>(() => PostgresDatabase.Prepare(_database.ConnectionString));
    }
}
