using System.Text.Json;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using OrleansRetro.Upkeep;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>What a restore leaves out, and what comes into being again.</summary>
[Collection(nameof(Alone))]
public sealed class BroughtBack(Postgres postgres)
{
    [Fact, Trait("Row", "Fault-R21")]
    public async Task What_was_deleted_after_the_backup_is_deleted_again_when_the_list_is_at_hand()
    {
        using var data = new ScratchDirectory();
        using var scratch = new ScratchDirectory();
        await using var database = await postgres.Database();
        SqliteFile.Prepare(data.File("site.db"), "site");
        await using (var log = data.OpenLog())
        {
            await log.Append(People);
            Assert.Equal(0, (await Command.Run(["backup", "--to", scratch.File("backup")], ("Retro__DataDirectory", data.Path))).Code);
            await log.Delete("pm/gone");
        }
        await using (var log = database.OpenLog())
            await log.Append(People);
        await File.WriteAllTextAsync(scratch.File("list"), (await Command.Run(["deletions"], ("Retro__DataDirectory", data.Path))).Said, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Command.Run(["restore", "--from", scratch.File("backup")], ("Retro__DataDirectory", scratch.File("restored")))).Code);
        Assert.Equal(["pm/kept", "pm/gone"], LogContents.Of(scratch.File("restored")).Events.Select(entry => entry.Stream));

        foreach (var where in new[] { ("Retro__DataDirectory", scratch.File("restored")), ("ConnectionStrings__Postgres", database.ConnectionString) })
        {
            var ran = await Command.Run(["delete", "--listed-in", scratch.File("list")], where);
            Assert.Equal((0, ""), (ran.Code, ran.Complained));
            Assert.Equal("pm/gone\n", (await Command.Run(["deletions"], where)).Said);
        }

        Assert.Equal(["pm/kept"], LogContents.Of(scratch.File("restored")).Events.Select(entry => entry.Stream));
        Assert.Equal("pm/kept", await database.Run("SELECT string_agg(s.name, ' ') FROM events e JOIN streams s ON s.id = e.stream"));
        Directory.Delete(scratch.File("backup"), recursive: true);
        var found = await scratch.Holds("Nobody any more"u8.ToArray(), "Somebody"u8.ToArray());
        Assert.Equal([false, true], found);
    }

    [Fact, Trait("Row", "Fault-R21")]
    public async Task A_list_with_a_line_that_names_no_stream_deletes_nothing()
    {
        using var data = new ScratchDirectory();
        await using (var log = data.OpenLog())
            await log.Append(People);
        await File.WriteAllTextAsync(data.File("list"), "pm/gone\nretros/x\n", TestContext.Current.CancellationToken);

        Assert.Contains("'retros/x'", (await Command.Run(["delete", "--listed-in", data.File("list")], ("Retro__DataDirectory", data.Path))).Refused(), StringComparison.Ordinal);
        Assert.Equal(2, LogContents.Of(data.Path).Events.Count);
    }

    static StreamWrite[] People =>
        [.. from person in new[] { ("kept", "Somebody"), ("gone", "Nobody any more") } select new StreamWrite($"pm/{person.Item1}", 0, [JsonSerializer.SerializeToUtf8Bytes<PmEvent>(new PersonNamed(person.Item2), PmJson.Default.PmEvent)])];

    [Fact, Trait("Row", "Fault-R32")]
    public async Task Snapshots_and_reminders_that_were_thrown_away_are_made_from_the_log_again()
    {
        using var scratch = new ScratchDirectory();
        (string, string)[] settings = [("Retro__Limits__Enabled", "false"), ("Retro__Limits__CardsPerRetro", "5000")];
        TestSeat seat;
        await using (var program = await RetroProgram.Start(scratch.Path, settings))
        {
            using var api = new ApiClient(program.Address);
            await Task.WhenAll(TestRetro.Start(api), TestRetro.Start(api));
            seat = (await TestRetro.Start(api)).Facilitator;
            await Task.WhenAll(Enumerable.Range(0, 1_100).Select(number => seat.Card($"Card {number}")));
            await program.Stop();
        }
        Assert.Equal(1, Count("log.db", "snapshots"));
        var before = (await Command.Run(["verify"], ("Retro__DataDirectory", scratch.Path))).State;
        var (seen, reminders) = (await Board(), Reminders());
        Assert.Equal(3, reminders.Count);

        Empty("log.db", "snapshots");
        Empty("site.db", "OrleansRemindersTable");

        Assert.Equal(before, (await Command.Run(["verify"], ("Retro__DataDirectory", scratch.Path))).State);
        Assert.Equal(seen, await Board(whenever: () => Reminders().SetEquals(reminders)));

        async Task<string> Board(Func<bool>? whenever = null)
        {
            await using var program = await RetroProgram.Start(scratch.Path, settings);
            using var api = new ApiClient(program.Address);
            var since = TimeProvider.System.GetTimestamp();
            while (whenever?.Invoke() is false)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60), "The reminders never came back.");
                await Task.Yield();
            }
            var board = (await (seat with { Api = api }).GetBoard()).Is(200).Text;
            await program.Stop();
            return board;
        }

        HashSet<string> Reminders()
        {
            using var site = new SqliteStoredLog(scratch.File("site.db"));
            return [.. site.Query("SELECT GrainId || ' ' || ReminderName || ' ' || GrainHash || ' ' || ServiceId FROM OrleansRemindersTable", row => row.GetString(0))];
        }

        long Count(string file, string table)
        {
            using var stored = new SqliteStoredLog(scratch.File(file));
            return stored.Query($"SELECT count(*) FROM {table}", row => row.GetInt64(0)).Single();
        }

        void Empty(string file, string table)
        {
            using var connection = SqliteFile.OpenWriter(scratch.File(file));
            connection.Run($"DELETE FROM {table}");
        }
    }
}
