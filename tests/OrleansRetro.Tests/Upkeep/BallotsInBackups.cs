using System.Text.RegularExpressions;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using OrleansRetro.Tests.Unmasking;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>Ballots can't be brought back: not from a backup that was taken while people voted, and not with all that is left when it is over.</summary>
[Collection(nameof(Alone)), Trait("Row", "R10"), Trait("Row", "Attack-A67")]
public sealed partial class BallotsInBackups
{
    [Fact]
    public async Task Whoever_restores_one_after_the_end_finds_totals_and_no_voters()
    {
        using var scratch = new ScratchDirectory();
        await using var program = await RetroProgram.Start(scratch.File("data"));
        using var api = new ApiClient(program.Address);
        var retro = await TestRetro.Start(api, anonymous: true);
        TestSeat[] people = [retro.Facilitator, await retro.Join("Ben"), await retro.Join("Cleo")];
        var card = await people[1].Card("Whoever votes for this is known to nobody");
        await retro.Facilitator.Enter("vote");
        for (var count = 1; count <= 3; count++)
            (await people[count - 1].PutVotes(card, count)).Is(200);
        await Run("backup", "--to", "during", "data");
        // With the key of that time the three can be found: the search is good.
        Assert.Equal(3, Voters("during").Count);

        await retro.Facilitator.Enter("commit");
        await retro.Facilitator.Enter("close");
        await Run("backup", "--to", "after", "data");

        foreach (var backup in new[] { "during", "after" })
        {
            Assert.Empty(Voters(backup));
            await Run("restore", "--from", backup, $"{backup} restored");
            Assert.Empty(Keys($"{backup} restored"));
            await using var again = await RetroProgram.Start(scratch.File($"{backup} restored"));
            using var there = new ApiClient(again.Address);
            foreach (var who in people)
            {
                var board = await (who with { Api = there }).Board();
                Assert.False(board.GetProperty("votes").TryGetProperty("mine", out var mine) && mine.EnumerateObject().Any());
                Assert.Equal(backup == "after" ? 6 : null, board.GetProperty("topics")[0].TryGetProperty("votes", out var votes) ? votes.GetInt32() : (int?)null);
            }
            await again.Stop();
        }

        async Task Run(string command, string option, string folder, string data) =>
            Assert.Equal(0, (await Command.Run([command, option, scratch.File(folder)], ("Retro__DataDirectory", scratch.File(data)))).Code);

        // Who can be found with any key that there is at this moment.
        HashSet<string> Voters(string backup)
        {
            var rows = Evidence.Rows(Path.Combine(scratch.File(backup), "log.db"));
            string[] tags = [.. rows.Select(row => Tag().Match(row.Text)).Where(tag => tag.Success).Select(tag => tag.Groups[1].Value)];
            Assert.NotEmpty(tags);
            var persons = rows.Select(row => Person().Match(row.Text)).Where(person => person.Success).Select(person => person.Groups[1].Value).ToArray();
            return [.. persons.Where(person => Keys("data").Concat(Keys(backup)).Any(key => tags.Contains(Secret.Hmac(key, person))))];
        }

        List<byte[]> Keys(string folder) => Path.Combine(scratch.File(folder), "keys.db") is var path && File.Exists(path)
            ? [.. Evidence.Query(path, "SELECT secret FROM keys", row => row.GetFieldValue<byte[]>(0)).Where(key => key.Any(part => part != 0))]
            : [];
    }

    [GeneratedRegex("\"voterTag\":\"([^\"]+)\"")]
    private static partial Regex Tag();

    [GeneratedRegex("\"seat-taken\".*\"person\":\"([^\"]+)\"")]
    private static partial Regex Person();
}
