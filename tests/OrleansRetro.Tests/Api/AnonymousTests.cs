using System.Text.Json;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Anonymous boards over HTTP: no author anywhere, and nothing that tells when somebody wrote.</summary>
[Trait("Row", "R10"), Trait("Row", "Attack-A64")]
public abstract class AnonymousTests(SharedInstallation shared)
{
    [Fact]
    public async Task No_answer_and_no_event_says_who_wrote()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, anonymous: true);
        var ben = await retro.Join("Ben");
        await using var wire = await retro.Facilitator.Watch();
        await wire.Next("snapshot");
        Guid[] cards = [await ben.Card("one"), await ben.Card("two"), await ben.Card("three")];
        foreach (var _ in cards)
            Assert.False((await wire.Change("card")).TryGetProperty("author", out var _));
        await retro.Facilitator.Enter("group");
        foreach (var seat in new[] { retro.Facilitator, ben })
        {
            Assert.All((await seat.Board()).GetProperty("cards").EnumerateArray(), card => Assert.False(card.TryGetProperty("author", out _)));
            Assert.All(JsonSerializer.Deserialize<JsonElement>((await seat.Export("json")).Bytes).GetProperty("cards").EnumerateArray(), card => Assert.False(card.TryGetProperty("author", out _)));
            Assert.DoesNotContain("Ben", (await seat.Export("csv")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Ben", (await seat.Export("md")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Their_author_sees_them_at_once_and_the_others_all_of_them_soon()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, anonymous: true);
        var ben = await retro.Join("Ben");
        await using var wire = await retro.Facilitator.Watch();
        var before = (await wire.Next("snapshot")).Data.GetProperty("version").GetInt64();
        Guid[] two = [await ben.Card("one"), await ben.Card("two")];
        Assert.Equal(two.Order(), Cards(await ben.Board()));

        var third = await retro.Facilitator.Card("three");
        List<Guid> left = [];
        while (left.Count < 3)
            left.Add((await wire.Change("card")).GetProperty("id").GetGuid());

        var board = await ben.Board();
        Assert.Equal(before + 3, board.GetProperty("version").GetInt64());
        Assert.Equal([.. two.Append(third).Order()], left.Order());
        Assert.Equal([.. two.Append(third).Order()], Cards(board));
    }

    static IEnumerable<Guid> Cards(JsonElement board) => board.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).Order();

    [Fact]
    public async Task A_lone_card_leaves_within_ten_seconds_and_at_the_reveal_at_once()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, anonymous: true);
        await using var wire = await retro.Facilitator.Watch();
        await wire.Next("snapshot");
        var began = TimeProvider.System.GetTimestamp();
        var lone = await retro.Facilitator.Card("alone");
        await wire.Change("card", lone);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 20);

        var last = await retro.Facilitator.Card("the last");
        began = TimeProvider.System.GetTimestamp();
        await retro.Facilitator.Enter("group");
        await wire.Change("card", last);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task A_batch_does_not_leave_in_the_order_in_which_it_was_written()
    {
        using var api = await shared.Client();
        var asWritten = 0;
        for (var round = 0; round < 12; round++)
        {
            var retro = await TestRetro.Start(api, anonymous: true);
            await using var wire = await retro.Facilitator.Watch();
            await wire.Next("snapshot");
            Guid[] written = [await retro.Facilitator.Card("one"), await retro.Facilitator.Card("two"), await retro.Facilitator.Card("three")];
            Guid[] left = [Id(await wire.Change("card")), Id(await wire.Change("card")), Id(await wire.Change("card"))];
            Assert.Equal(written.Order(), left.Order());
            asWritten += written.SequenceEqual(left) ? 1 : 0;
        }
        // One in six by chance; all twelve once in two thousand million.
        Assert.True(asWritten < 12, "Twelve batches left in the order of writing.");
    }

    [Fact, Trait("Row", "Attack-A66")]
    public async Task Programs_are_told_whether_there_is_enough_company()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, anonymous: true);
        List<string?> companies = [];
        for (var people = 1; people <= 5; people++)
        {
            companies.Add((await retro.Facilitator.Board()).GetProperty("company").GetString());
            await retro.Join($"Person {people}");
        }

        Assert.Equal(["too-small", "too-small", "small", "small", "enough"], companies);
        Assert.False((await (await TestRetro.Start(api)).Facilitator.Board()).TryGetProperty("company", out _));
    }

    static Guid Id(JsonElement change) => change.GetProperty("id").GetGuid();
}

public sealed class AnonymousTestsInFiles(SharedProgram shared) : AnonymousTests(shared);

public sealed class AnonymousTestsInADatabase(Postgres postgres) : AnonymousTests(postgres.Shared);
