using System.Text.Json;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using OrleansRetro.Upkeep;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>The README's commands for a program that keeps everything in files, on one that is being written to.</summary>
[Collection(nameof(Alone)), Trait("Row", "Fault-R21"), Trait("Row", "Fault-R35")]
public sealed class BackupOfFiles
{
    [Fact]
    public async Task A_backup_under_load_comes_back_as_a_beginning_of_the_log()
    {
        using var scratch = new ScratchDirectory();
        var (backup, restored) = (scratch.File("backup"), scratch.File("restored"));
        await using var program = await RetroProgram.Start(scratch.File("data"), ("Retro__Limits__Enabled", "false"));
        using var api = new ApiClient(program.Address);
        using var visitor = new PageVisitor(program.Address);
        var gone = (await visitor.Post("/sample", "/")).Is(302).Header("Location")!["/retros/".Length..];
        (await visitor.Post($"/retros/{gone}/remove-sample", $"/retros/{gone}/summary")).Is(302);
        await using var busy = await Busy.Begin(api, boards: 4);

        var before = busy.Acknowledged;
        var taken = (await Readme.Run("backup --to", ("Retro__DataDirectory", program.DataDirectory), ("BACKUP", backup))).State;
        Assert.NotEqual(before.Count, busy.Acknowledged.Count);
        await busy.End();
        await program.Stop();

        Assert.Equal(taken, (await Readme.Run("restore --from", ("RESTORED", restored), ("BACKUP", backup))).State);
        Assert.Equal(["log.db", "site.db"], Directory.EnumerateFiles(backup).Select(Path.GetFileName).Order());
        var (original, kept) = (LogContents.Of(program.DataDirectory), LogContents.Of(restored));
        Assert.InRange(kept.Events.Count, before.Count, original.Events.Count - 1);
        Assert.Equal(original.Events.Take(kept.Events.Count), kept.Events);
        Assert.Equal(LogContents.States(original.Events.TakeWhile(entry => entry.Position <= kept.Last)), LogContents.States(kept.Events));
        Assert.Equal([$"retro/{gone}"], kept.Deleted.Where(stream => stream.StartsWith("retro/", StringComparison.Ordinal)));

        await using var again = await RetroProgram.Start(restored, ("Retro__Limits__Enabled", "false"));
        using var there = new ApiClient(again.Address);
        foreach (var board in before.GroupBy(written => written.Retro))
        {
            var seat = board.Key.Facilitator with { Api = there };
            var version = (await seat.GetBoard()).Is(200).Version;
            Assert.Superset(board.Select(written => written.Card).ToHashSet(), Cards(await seat.Board()));
            Assert.Equal(version + 1, (await seat.PutCard(Guid.NewGuid(), "After the restore")).Is(200).Version);
        }
        (await visitor.SeatIn(there, gone).GetBoard()).Is(404);
        await again.Stop();
        Assert.All(LogContents.Of(restored).Events.Skip(kept.Events.Count), entry => Assert.True(entry.Position > original.Last));
    }

    [Fact]
    public async Task Whoever_was_signed_in_still_is_and_an_open_vote_opens_again()
    {
        using var scratch = new ScratchDirectory();
        var (backup, restored) = (scratch.File("backup"), scratch.File("restored"));
        await using var program = await RetroProgram.Start(scratch.File("data"));
        using var visitor = new PageVisitor(program.Address);
        var own = await visitor.StartRetro();
        await visitor.SignUp("Ana", "ana@example.org");
        (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", OperatorToken(program)))).Is(302);
        using var api = new ApiClient(program.Address);
        var retro = await TestRetro.Start(api);
        var card = await retro.Facilitator.Card("Votes for it are secret");
        await retro.Facilitator.Enter("vote");
        Assert.Equal(1, (await retro.Facilitator.PutVotes(card, 2)).Is(200).Json.GetProperty("left").GetInt32());

        await Readme.Run("backup --to", ("Retro__DataDirectory", program.DataDirectory), ("BACKUP", backup));
        await Readme.Run("restore --from", ("RESTORED", restored), ("BACKUP", backup));

        var secrets = Secrets(program.DataDirectory);
        Assert.NotEmpty(secrets);
        using var kept = new ScratchDirectory();
        await Tool.Run("cp", "-r", backup, restored, kept.Path);
        Assert.DoesNotContain(true, await kept.Holds(secrets));

        await using var again = await RetroProgram.Start(restored);
        using var there = new ApiClient(again.Address);
        foreach (var path in new[] { $"/retros/{own}", "/ops/dashboard" })
        {
            (await there.Get(path, null, ("Cookie", visitor.Cookies), ("Accept", "text/html"))).Is(200);
            Assert.NotEqual(200, (int)(await there.Get(path, null, ("Accept", "text/html"))).Status);
        }
        // A form that was open when the program stopped can still be sent.
        (await visitor.PostAt(again.Address, "/start", null, ("__RequestVerificationToken", await visitor.ForgeryToken()))).Is(302);
        // Codes and links that somebody has are good.
        await (retro with { Api = there }).Join("Ben");
        using var ben = new PageVisitor(again.Address);
        var link = new Uri(retro.JoinUrl).AbsolutePath;
        (await ben.Post(link, link, ("_handler", "join"), ("Name", "Cleo"))).Is(302);
        var seat = retro.Facilitator with { Api = there };
        Assert.Equal(2, (await seat.PutVotes(card, 1)).Is(200).Json.GetProperty("left").GetInt32());
        await seat.Enter("discuss");
        Assert.Equal(1, Assert.Single((await seat.Board()).GetProperty("topics").EnumerateArray()).GetProperty("votes").GetInt32());
    }

    static HashSet<Guid> Cards(JsonElement board) => [.. board.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid())];

    static string OperatorToken(RetroProgram program) =>
        program.Said.Single(line => line.StartsWith("Operator code", StringComparison.Ordinal)).Split(": ")[1].Split(' ')[0];

    static byte[][] Secrets(string folder)
    {
        using var keys = new SqliteStoredLog(Path.Combine(folder, "keys.db"));
        return [.. keys.Query("SELECT secret FROM keys WHERE name LIKE 'round/%'", row => row.GetFieldValue<byte[]>(0))];
    }
}
