using Microsoft.Data.Sqlite;
using OrleansRetro.Sql;

namespace OrleansRetro.Tests.Log;

/// <summary>What may be opened, and how.</summary>
public sealed class SqliteFileTests : IDisposable
{
    readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_bundled_sqlite_is_free_of_the_wal_reset_bug()
    {
        SqliteFile.Prepare(_scratch.File("log.db"), "log");
        using var connection = SqliteFile.OpenWriter(_scratch.File("log.db"));
        Assert.True(Version.Parse(connection.ServerVersion) >= new Version(3, 51, 3), connection.ServerVersion);
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("secure_delete", "1")]
    [InlineData("wal_autocheckpoint", "4000")]
    [InlineData("mmap_size", "0")]
    [InlineData("busy_timeout", "5000")]
    public void The_writer_is_durable_and_forgetful(string pragma, string expected)
    {
        SqliteFile.Prepare(_scratch.File("log.db"), "log");
        using var connection = SqliteFile.OpenWriter(_scratch.File("log.db"));
        Assert.Equal(expected, Text(connection, $"PRAGMA {pragma}"));
    }

    [Theory]
    [InlineData("log")]
    [InlineData("keys")]
    [InlineData("site")]
    public void Preparing_again_changes_nothing(string database)
    {
        var file = _scratch.File($"{database}.db");
        SqliteFile.Prepare(file, database);
        var before = File.ReadAllBytes(file);
        SqliteFile.Prepare(file, database);
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused_with_its_name_and_what_helps()
    {
        var refusal = RefusalAfter("INSERT INTO migrations VALUES (917, '917-log-future.sql', 'x')");
        Assert.Contains(_scratch.File("log.db"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("917-log-future.sql", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_made_by_a_changed_script_is_refused()
    {
        var refusal = RefusalAfter("UPDATE migrations SET checksum = 'other' WHERE number = 1");
        Assert.Contains("001-log.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "Fault-R16")]
    public void An_empty_file_is_refused_and_left_alone()
    {
        File.WriteAllBytes(_scratch.File("log.db"), []);
        var refusal = Assert.Throws<CannotStartException>(() => SqliteFile.Prepare(_scratch.File("log.db"), "log"));
        Assert.Contains(_scratch.File("log.db"), refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(_scratch.File("log.db")).Length);
    }

    [Fact, Trait("Row", "Fault-R16")]
    public void A_garbled_file_is_refused_by_name()
    {
        File.WriteAllText(_scratch.File("log.db"), new string('x', 8192));
        var refusal = Assert.Throws<CannotStartException>(() => SqliteFile.Prepare(_scratch.File("log.db"), "log"));
        Assert.Contains(_scratch.File("log.db"), refusal.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Row", "Fault-R1")]
    [InlineData("")]
    [InlineData("half a database")]
    public void What_a_first_start_cut_short_left_behind_is_thrown_away(string left)
    {
        File.WriteAllText(_scratch.File("log.db.new"), left);
        SqliteFile.Prepare(_scratch.File("log.db"), "log");
        Assert.Equal(["log.db"], Directory.GetFiles(_scratch.Path).Select(Path.GetFileName));
        SqliteFile.Prepare(_scratch.File("log.db"), "log");
    }

    [Fact]
    public void A_script_that_fails_leaves_nothing_behind()
    {
        using (var connection = SqliteFile.OpenWriter(_scratch.File("log.db")))
            connection.Run("CREATE TABLE snapshots (mine TEXT)");
        Assert.Throws<CannotStartException>(() => SqliteFile.Prepare(_scratch.File("log.db"), "log"));

        using var after = SqliteFile.OpenWriter(_scratch.File("log.db"));
        Assert.Equal("snapshots", Text(after, "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table'"));
    }

    CannotStartException RefusalAfter(string change)
    {
        SqliteFile.Prepare(_scratch.File("log.db"), "log");
        using (var connection = SqliteFile.OpenWriter(_scratch.File("log.db")))
            connection.Run(change);
        return Assert.Throws<CannotStartException>(() => SqliteFile.Prepare(_scratch.File("log.db"), "log"));
    }

    static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
