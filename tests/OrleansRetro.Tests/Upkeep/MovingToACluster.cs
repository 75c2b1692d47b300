using System.Security.Cryptography;
using System.Text;
using OrleansRetro.EventSourcing;
using OrleansRetro.Tests.Contracts;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using OrleansRetro.Upkeep;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>From one process to a cluster by one command: the same boards, the same people, the same open vote.</summary>
[Collection(nameof(Alone)), Trait("Row", "Fault-R35"), Trait("Row", "Fault-R32")]
public sealed class MovingToACluster(Postgres postgres)
{
    [Fact]
    public async Task Everything_goes_along_and_means_the_same()
    {
        using var scratch = new ScratchDirectory();
        await using var database = await postgres.Database();
        (string, string)[] environment = [("Retro__DataDirectory", scratch.File("data")), ("ConnectionStrings__Postgres", database.ConnectionString)];
        await using var program = await RetroProgram.Start(scratch.File("data"), ("Retro__Limits__Enabled", "false"));
        using var api = new ApiClient(program.Address);
        using var visitor = new PageVisitor(program.Address);
        var own = await visitor.StartRetro();
        var gone = (await visitor.Post("/sample", "/")).Is(302).Header("Location")!["/retros/".Length..];
        (await visitor.Post($"/retros/{gone}/remove-sample", $"/retros/{gone}/summary")).Is(302);
        await visitor.SignUp("Ana who moves along", "ana@example.org", $"?keep={own}");
        var (token, codes) = (await visitor.Token(), await visitor.Codes());
        var voting = await TestRetro.Start(api);
        var (one, other) = (await voting.Facilitator.Card("One"), await voting.Facilitator.Card("Another"));
        await voting.Facilitator.Enter("vote");
        (await voting.Facilitator.PutVotes(one, 2)).Is(200);
        await using (var busy = await Busy.Begin(api, boards: 4))
        {
            await busy.End();
            await program.Stop();
            var (before, last) = (Files(), LogContents.Of(program.DataDirectory).Last);
            var state = (await Command.Run(["verify"], ("Retro__DataDirectory", program.DataDirectory))).State;

            Assert.Equal(state, (await Readme.Run("-- move", environment)).State);

            Assert.Equal(before, Files());
            Assert.Equal(state, (await Command.Run(["verify"], environment[1])).State);
            Assert.Contains("in use already", (await Command.Run(["move"], environment)).Refused(), StringComparison.Ordinal);
            await using (var connection = await database.Connect())
                Assert.Equal(LogContents.Of(program.DataDirectory).Events, (await LogContents.Of(connection)).Events);
            Assert.Equal(Keys(), await database.Run("SELECT string_agg(name || ' ' || upper(encode(secret, 'hex')), ',' ORDER BY name) FROM phase_keys"));

            await using var silo = await RetroProgram.StartSilo(database.ConnectionString);
            await using var web = await RetroProgram.Start(null, environment[1], ("Retro__Limits__Enabled", "false"));
            using var there = new ApiClient(web.Address);
            foreach (var board in busy.Acknowledged.GroupBy(written => written.Retro))
                Assert.Equal(
                    board.Select(written => written.Card).Order(),
                    (await (board.Key.Facilitator with { Api = there }).Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).Order());
            var seat = voting.Facilitator with { Api = there };
            Assert.Equal(0, (await seat.PutVotes(other, 1)).Is(200).Json.GetProperty("left").GetInt32());
            Assert.Equal(2, (await seat.Board()).GetProperty("votes").GetProperty("mine").GetProperty($"{one}").GetInt32());
            (await visitor.SeatIn(there, gone).GetBoard()).Is(404);
            (await there.Get($"/retros/{own}", null, ("Cookie", visitor.Cookies), ("Accept", "text/html"))).Is(200);
            Assert.Contains("Ana who moves along", (await there.Get("/account", null, ("Cookie", visitor.Cookies), ("Accept", "text/html"))).Is(200).Text, StringComparison.Ordinal);
            (await there.Get("/api/v1/me", token)).Is(200);
            using var elsewhere = new PageVisitor(web.Address);
            (await elsewhere.TryCode(codes[0])).Is(302);
            Assert.DoesNotContain(web.Said, line => line.StartsWith("Operator code", StringComparison.Ordinal));
            await Reminders(database, busy.Retros.Count + 2);
            Assert.True((long)(await database.Run("SELECT min(position) FROM events WHERE position > (SELECT max(position) - 1 FROM events)"))! > last);
        }

        string Keys()
        {
            using var keys = new SqliteStoredLog(Path.Combine(program.DataDirectory, "keys.db"));
            return string.Join(',', keys.Query("SELECT name || ' ' || hex(secret) FROM keys WHERE secret <> zeroblob(32) ORDER BY name", row => row.GetString(0)));
        }

        IEnumerable<(string, string)> Files() => Directory.EnumerateFiles(program.DataDirectory).Where(file => file.EndsWith(".db", StringComparison.Ordinal))
            .Select(file => (Path.GetFileName(file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))).Order().ToArray();
    }

    [Fact]
    public async Task A_damaged_log_is_not_moved_and_leaves_nothing_behind()
    {
        using var scratch = new ScratchDirectory();
        await using var database = await postgres.Database();
        await using (var log = scratch.OpenLog())
            await log.Append([new("retro/q7Jx2mWv9sKd4hTn8yLpRA", 0, ["{}"u8.ToArray()])]);

        var ran = await Command.Run(["move"], ("Retro__DataDirectory", scratch.Path), ("ConnectionStrings__Postgres", database.ConnectionString));

        Assert.Contains("retro/q7Jx2mWv9sKd4hTn8yLpRA can't be read from event 1 on", ran.Refused(), StringComparison.Ordinal);
        Assert.Equal(0L, await database.Run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_log_that_no_program_was_started_on_goes_alone_and_its_numbers_go_on()
    {
        using var scratch = new ScratchDirectory();
        await using var database = await postgres.Database();
        await using (var log = scratch.OpenLog())
        {
            await log.Append([new("retro/q7Jx2mWv9sKd4hTn8yLpRA", 0, [.. Golden.Log("v1/logs/retro.jsonl").Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))], ["due", "pm:a"])]);
            await log.Rewrite("retro/q7Jx2mWv9sKd4hTn8yLpRA", 2, """{"$t":"retro-renamed","title":"Erased"}"""u8.ToArray());
            await log.Delete("pm/gone");
        }

        var ran = await Command.Run(["move"], ("Retro__DataDirectory", scratch.Path), ("ConnectionStrings__Postgres", database.ConnectionString));

        Assert.Equal((await Command.Run(["verify"], ("Retro__DataDirectory", scratch.Path))).State, ran.State);
        await using (var log = database.OpenLog())
        {
            await Assert.ThrowsAsync<StreamDeletedException>(() => log.Append([new("pm/gone", 0, ["{}"u8.ToArray()])]));
            var last = (await log.ReadTopic("pm:a").ToListAsync(TestContext.Current.CancellationToken))[^1];
            await log.Append([new(last.Stream, last.Version, ["{}"u8.ToArray()], ["pm:a"])]);
            Assert.Equal(last.Position + 1, Assert.Single(await log.ReadTopic("pm:a", last.Position).ToListAsync(TestContext.Current.CancellationToken)).Position);
        }
    }

    /// <summary>Returns when there are so many reminders.</summary>
    static async Task Reminders(TestDatabase database, int count)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (await database.Run("SELECT count(*) FROM OrleansRemindersTable") is not long found || found != count)
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60), $"There were never {count} reminders.");
    }
}
