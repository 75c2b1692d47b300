using System.Text.Json;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Grouping over HTTP.</summary>
[Trait("Row", "R12")]
public sealed class GroupsTests(SharedProgram shared)
{
    [Fact]
    public async Task Cards_are_added_titles_set_and_none_removed()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Grouping(api, 3);
        var group = Guid.NewGuid();
        (await retro.Facilitator.PutGroup(group, "Speed", cards[0], cards[1])).Is(200);
        var added = (await retro.Facilitator.PutGroup(group, null, cards[2])).Is(200);
        Assert.Equal(added.Version, (await retro.Facilitator.PutGroup(group, null, cards[2])).Is(200).Version);
        (await retro.Facilitator.PutGroup(group, "Tempo")).Is(200);
        var seen = Assert.Single((await retro.Facilitator.Board()).GetProperty("groups").EnumerateArray());
        Assert.Equal("Tempo", seen.GetProperty("title").GetString());
        Assert.Equal(cards.Order(), Cards(seen).Order());
        Assert.All(cards, card => Assert.Equal(group, retro.Facilitator.See(card).Result!.Value.GetProperty("group").GetGuid()));
    }

    [Fact]
    public async Task One_card_is_put_into_a_group_and_out_of_it()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Grouping(api, 3);
        var group = Guid.NewGuid();
        (await retro.Facilitator.PutGroup(group, "Speed", cards[0], cards[1])).Is(200);
        (await retro.Facilitator.PutCardGroup(cards[2], group)).Is(200);
        Assert.Equal(3, Cards(Assert.Single((await retro.Facilitator.Board()).GetProperty("groups").EnumerateArray())).Count());
        var alone = (await retro.Facilitator.PutCardGroup(cards[2], null)).Is(200);
        Assert.Equal(alone.Version, (await retro.Facilitator.PutCardGroup(cards[2], null)).Is(200).Version);
        Assert.Equal(2, Cards(Assert.Single((await retro.Facilitator.Board()).GetProperty("groups").EnumerateArray())).Count());
    }

    [Fact]
    public async Task Groups_are_merged_by_moving_their_cards_and_no_card_is_lost()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Grouping(api, 4);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        (await retro.Facilitator.PutGroup(one, "One", cards[0], cards[1])).Is(200);
        (await retro.Facilitator.PutGroup(other, "Other", cards[2], cards[3])).Is(200);
        (await retro.Facilitator.PutGroup(one, null, cards[2], cards[3])).Is(200);
        var left = Assert.Single((await retro.Facilitator.Board()).GetProperty("groups").EnumerateArray());
        Assert.Equal(one, left.GetProperty("id").GetGuid());
        Assert.Equal(cards.Order(), Cards(left).Order());
    }

    [Fact]
    public async Task Several_people_at_once_lose_no_card()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Grouping(api, 24);
        var people = new[] { retro.Facilitator, await retro.Join("Ben"), await retro.Join("Cleo"), await retro.Join("Dan") };
        Guid[] groups = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        foreach (var (group, card) in groups.Zip(cards))
            (await retro.Facilitator.PutGroup(group, "", card)).Is(200);
        await Task.WhenAll(people.SelectMany((person, number) => cards.Select(async (card, index) =>
            (await person.PutCardGroup(card, groups[(index + number) % groups.Length])).Is(200))));
        var board = await retro.Facilitator.Board();
        Assert.Equal(cards.Order(), board.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).Order());
        Assert.Equal(cards.Order(), board.GetProperty("groups").EnumerateArray().SelectMany(Cards).Order());
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Grouping(api, 2);
        (await retro.Facilitator.PutGroup(Guid.NewGuid(), "None")).Is(404, "unknown-group");
        (await retro.Facilitator.PutGroup(Guid.NewGuid(), "Ghost", cards[0], Guid.NewGuid())).Is(404, "unknown-card");
        (await retro.Facilitator.PutCardGroup(cards[0], Guid.NewGuid())).Is(404, "unknown-group");
        (await retro.Facilitator.PutGroup(Guid.NewGuid(), new string('t', 121), cards)).Is(400, "text-too-long");
        var path = $"/api/v1/retros/{retro.Id}";
        (await api.Put($"{path}/cards/{cards[0]}/group", new { }, retro.Facilitator.Token)).Is(400, "malformed");
        (await api.Put($"{path}/cards/{cards[0]}/group", new { group = 7 }, retro.Facilitator.Token)).Is(400, "malformed");
        (await api.Put($"{path}/cards/{cards[0]}/group", new { group = "x" }, retro.Facilitator.Token)).Is(400, "malformed");
        (await api.Put($"{path}/groups/{Guid.NewGuid()}", new { cards = new[] { "x" } }, retro.Facilitator.Token)).Is(400, "malformed");
        (await api.Put($"{path}/groups/{Guid.NewGuid()}", new { cards = new string?[] { null } }, retro.Facilitator.Token)).Is(400, "malformed");
        (await api.Put($"{path}/groups/x", new { cards }, retro.Facilitator.Token)).Is(400, "malformed");
        Assert.Empty((await retro.Facilitator.Board()).GetProperty("groups").EnumerateArray());
    }

    static async Task<(TestRetro Retro, Guid[] Cards)> Grouping(ApiClient api, int count)
    {
        var retro = await TestRetro.Start(api);
        var cards = await Task.WhenAll(Enumerable.Range(0, count).Select(number => retro.Facilitator.Card($"Card {number}")));
        await retro.Facilitator.Enter("group");
        return (retro, cards);
    }

    static IEnumerable<Guid> Cards(JsonElement group) => group.GetProperty("cards").EnumerateArray().Select(card => card.GetGuid());
}
