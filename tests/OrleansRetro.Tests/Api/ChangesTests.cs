using System.Globalization;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>A retro's changes as server-sent events.</summary>
public sealed class ChangesTests(SharedProgram shared)
{
    [Fact, Trait("Row", "R26")]
    public async Task First_comes_the_board_as_everyone_sees_it_then_one_event_per_version()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var before = await retro.Facilitator.Card("here before");
        await using var changes = await retro.Facilitator.Watch();
        var snapshot = (await changes.Next())!;
        Assert.Equal("snapshot", snapshot.Name);
        Assert.Equal(snapshot.Id, snapshot.Data.GetProperty("version").GetInt64());
        Assert.Equal(before, Assert.Single(snapshot.Data.GetProperty("cards").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.False(snapshot.Data.GetProperty("cards")[0].TryGetProperty("mine", out _));

        var version = snapshot.Id!.Value;
        foreach (var text in new[] { "one", "two", "three" })
        {
            var card = await retro.Facilitator.Card(text);
            var change = await changes.Next("change");
            Assert.Equal(++version, change.Id);
            var put = Assert.Single(change.Changes);
            Assert.Equal("card", put.GetProperty("type").GetString());
            Assert.Equal(card, put.GetProperty("id").GetGuid());
            Assert.Equal(text, put.GetProperty("text").GetString());
            Assert.Equal("went-well", put.GetProperty("column").GetString());
            Assert.Equal("1", put.GetProperty("author").GetString());
        }
    }

    [Fact, Trait("Row", "R26")]
    public async Task A_card_is_on_everybodys_wire_at_once()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var ben = await retro.Join("Ben");
        await using var his = await ben.Watch();
        await using var hers = await retro.Facilitator.Watch();
        await his.Next("snapshot");
        await hers.Next("snapshot");
        var card = await ben.Card("Now");
        Assert.Equal("Now", (await his.Change("card", card)).GetProperty("text").GetString());
        Assert.Equal("Now", (await hers.Change("card", card)).GetProperty("text").GetString());
    }

    [Theory, Trait("Row", "R26")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Watching_goes_on_after_a_version_without_a_gap_or_a_repeat(bool byHeader)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        long seen;
        await using (var first = await retro.Facilitator.Watch())
        {
            seen = (await first.Next("snapshot")).Id!.Value;
            await retro.Facilitator.Card("seen");
            Assert.Equal(++seen, (await first.Next("change")).Id);
        }
        foreach (var number in Enumerable.Range(0, 40))
            await retro.Facilitator.Card($"missed {number}");

        await using var again = byHeader
            ? await retro.Facilitator.Watch(after: 1, lastEventId: seen.ToString(CultureInfo.InvariantCulture))
            : await retro.Facilitator.Watch(after: seen);
        foreach (var number in Enumerable.Range(0, 40))
        {
            var next = await again.Next("change");
            Assert.Equal(++seen, next.Id);
            Assert.Equal($"missed {number}", Assert.Single(next.Changes).GetProperty("text").GetString());
        }
        await retro.Facilitator.Card("new");
        Assert.Equal(seen + 1, (await again.Next("change")).Id);
    }

    [Theory, Trait("Row", "R26")]
    [InlineData(0)]
    [InlineData(1_000_000)]
    [InlineData(-5)]
    public async Task Who_has_seen_nothing_or_something_else_begins_with_the_board(long after)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        await retro.Facilitator.Card("a");
        await using var changes = await retro.Facilitator.Watch(after);
        Assert.Equal("snapshot", (await changes.Next())!.Name);
        var card = await retro.Facilitator.Card("b");
        await changes.Change("card", card);
    }

    [Fact, Trait("Row", "R26")]
    public async Task A_gap_too_wide_is_answered_by_the_board()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var people = new[] { retro.Facilitator, await retro.Join("A"), await retro.Join("B"), await retro.Join("C"), await retro.Join("D"), await retro.Join("E") };
        await using var kept = await retro.Facilitator.Watch();
        var seen = (await kept.Next("snapshot")).Id!.Value;
        foreach (var person in people)
            await Task.WhenAll(Enumerable.Range(0, 200).Select(number => person.Card($"{number}")));
        while (seen < people.Length * 200)
            seen = (await kept.Next("change")).Id!.Value;

        await using var late = await retro.Facilitator.Watch(after: 1);
        var board = (await late.Next())!;
        Assert.Equal("snapshot", board.Name);
        Assert.Equal(1_200, board.Data.GetProperty("cards").GetArrayLength());
        var card = await retro.Facilitator.Card("more");
        var next = await late.Next("change");
        Assert.Equal(board.Id + 1, next.Id);
        Assert.Equal(card, Assert.Single(next.Changes).GetProperty("id").GetGuid());
    }

    [Fact, Trait("Row", "R26")]
    public async Task Who_has_just_sat_down_hears_everything_from_then_on()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        await using var first = await retro.Facilitator.Watch();
        await first.Next("snapshot");
        var streams = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var stream = await (await retro.Join($"Person {number}")).Watch();
            await stream.Next("snapshot");
            return stream;
        }));
        var card = await retro.Facilitator.Card("For all of them");
        foreach (var stream in streams)
        {
            await stream.Change("card", card);
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_has_no_seat_hears_nothing()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var other = await TestRetro.Start(api);
        var path = $"/api/v1/retros/{retro.Id}/changes";
        (await api.Get(path)).Is(401, "no-token");
        (await api.Get(path, other.Facilitator.Token)).Is(404, "not-found");
    }

    [Fact]
    public async Task What_is_no_version_is_malformed()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        (await api.Get($"/api/v1/retros/{retro.Id}/changes?after=soon", retro.Facilitator.Token)).Is(400, "malformed");
    }

    [Fact]
    public async Task The_stream_is_kept_by_nobody_on_the_way()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        await using var changes = await retro.Facilitator.Watch();
        Assert.Equal(["no"], changes.Response.Headers.GetValues("X-Accel-Buffering"));
        Assert.True(changes.Response.Headers.CacheControl?.NoStore);
    }
}
