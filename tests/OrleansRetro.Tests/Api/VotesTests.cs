using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Votes over HTTP: a budget that holds, blind until they are closed.</summary>
[Trait("Row", "R13")]
public abstract class VotesTests(SharedInstallation shared)
{
    [Fact]
    public async Task Each_answer_says_what_is_left_and_a_repeat_costs_nothing()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Voting(api, 2);
        var two = (await retro.Facilitator.PutVotes(cards[0], 2)).Is(200);
        Assert.Equal(1, two.Json.GetProperty("left").GetInt32());
        Assert.Equal(two.Text, (await retro.Facilitator.PutVotes(cards[0], 2)).Is(200).Text);
        Assert.Equal(0, (await retro.Facilitator.PutVotes(cards[1], 1)).Is(200).Json.GetProperty("left").GetInt32());
        Assert.Equal(2, (await retro.Facilitator.PutVotes(cards[0], 0)).Is(200).Json.GetProperty("left").GetInt32());
        var votes = (await retro.Facilitator.Board()).GetProperty("votes");
        Assert.Equal(2, votes.GetProperty("left").GetInt32());
        Assert.Equal(1, votes.GetProperty("mine").GetProperty(cards[1].ToString()).GetInt32());
    }

    [Fact]
    public async Task They_are_blind_until_closed_and_then_everybody_reads_the_same()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Voting(api, 3);
        var ben = await retro.Join("Ben");
        await using var wire = await retro.Facilitator.Watch();
        Assert.DoesNotContain("\"totals\"", (await wire.Next("snapshot")).Raw, StringComparison.Ordinal);
        (await ben.PutVotes(cards[1], 3)).Is(200);
        (await retro.Facilitator.PutVotes(cards[2], 1)).Is(200);
        Assert.All((await retro.Facilitator.Board()).GetProperty("topics").EnumerateArray(), topic => Assert.False(topic.TryGetProperty("votes", out _)));
        Assert.DoesNotContain(cards[1].ToString(), (await retro.Facilitator.Board()).GetProperty("votes").GetRawText(), StringComparison.Ordinal);

        await retro.Facilitator.Enter("discuss");
        foreach (var seat in new[] { retro.Facilitator, ben })
        {
            var topics = (await seat.Board()).GetProperty("topics").EnumerateArray().Select(topic => (topic.GetProperty("id").GetGuid(), topic.GetProperty("votes").GetInt32())).ToArray();
            Assert.Equal([(cards[1], 3), (cards[2], 1), (cards[0], 0)], topics);
        }
    }

    [Fact]
    public async Task Grouping_is_closed_while_votes_are_given()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Voting(api, 2);
        (await retro.Facilitator.PutGroup(Guid.NewGuid(), "Both", cards)).Is(409, "wrong-phase");
        (await retro.Facilitator.PutCardGroup(cards[0], null)).Is(200);
    }

    [Fact]
    public async Task A_merge_sums_and_a_split_leaves_them_where_they_were_given()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Voting(api, 3);
        var ben = await retro.Join("Ben");
        (await retro.Facilitator.PutVotes(cards[0], 2)).Is(200);
        (await ben.PutVotes(cards[1], 3)).Is(200);
        await retro.Facilitator.Enter("group");
        var group = Guid.NewGuid();
        (await retro.Facilitator.PutGroup(group, "Both", cards[0], cards[1])).Is(200);
        await retro.Facilitator.Enter("discuss");
        Assert.Equal(5, await VotesOn(retro, group));

        await retro.Facilitator.Enter("group");
        (await retro.Facilitator.PutCardGroup(cards[1], null)).Is(200);
        await retro.Facilitator.Enter("discuss");
        Assert.Equal(3, await VotesOn(retro, cards[1]));
        Assert.Equal(2, await VotesOn(retro, group));
    }

    [Fact, Trait("Row", "R05")]
    public async Task Going_back_to_vote_finds_the_votes_as_they_were_until_promises_begin()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Voting(api, 2);
        (await retro.Facilitator.PutVotes(cards[0], 2)).Is(200);
        await retro.Facilitator.Enter("discuss");
        await retro.Facilitator.Enter("vote");
        Assert.Equal(1, (await retro.Facilitator.PutVotes(cards[0], 2)).Is(200).Json.GetProperty("left").GetInt32());

        await retro.Facilitator.Enter("commit");
        await retro.Facilitator.Enter("vote");
        var votes = (await retro.Facilitator.Board()).GetProperty("votes");
        Assert.Equal(2, votes.GetProperty("round").GetInt32());
        Assert.Equal(3, votes.GetProperty("left").GetInt32());
    }

    [Theory, Trait("Row", "Attack-A38")]
    [InlineData(4, 409, "votes-cap")]
    [InlineData(-1, 409, "votes-negative")]
    [InlineData(int.MaxValue, 409, "votes-cap")]
    [InlineData(1.5, 400, "malformed")]
    [InlineData("1", 400, "malformed")]
    [InlineData(99999999999L, 400, "malformed")]
    [InlineData(null, 400, "malformed")]
    public async Task What_is_no_number_of_votes_changes_nothing(object? count, int status, string code)
    {
        using var api = await shared.Client();
        var (retro, cards) = await Voting(api, 1);
        (await retro.Facilitator.PutVotes(cards[0], count!)).Is(status, code);
        Assert.Equal(3, (await retro.Facilitator.Board()).GetProperty("votes").GetProperty("left").GetInt32());
    }

    [Fact, Trait("Row", "Attack-A38")]
    public async Task The_budget_holds_over_topics_removed_cards_and_other_boards()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Voting(api, 3);
        var (other, foreign) = await Voting(api, 1);
        (await retro.Facilitator.PutVotes(cards[0], 3)).Is(200);
        (await retro.Facilitator.PutVotes(cards[1], 1)).Is(409, "votes-spent");
        (await retro.Facilitator.PutVotes(foreign[0], 1)).Is(409, "unknown-topic");
        (await retro.Facilitator.PutVotes(Guid.NewGuid(), 1)).Is(409, "unknown-topic");
        (await api.Put($"/api/v1/retros/{other.Id}/votes/{foreign[0]}", new { count = 1 }, retro.Facilitator.Token)).Is(404, "not-found");

        await retro.Facilitator.Enter("group");
        (await retro.Facilitator.DeleteCard(cards[0])).Is(200);
        await retro.Facilitator.Enter("vote");
        (await retro.Facilitator.PutVotes(cards[0], 1)).Is(409, "deleted");
        Assert.Equal(0, (await retro.Facilitator.PutVotes(cards[1], 3)).Is(200).Json.GetProperty("left").GetInt32());
    }

    [Fact, Trait("Row", "Attack-A38"), Trait("Row", "Fault-R13")]
    public async Task No_crowd_of_requests_at_once_gives_more_than_the_budget()
    {
        using var api = await shared.Client();
        var (retro, cards) = await Voting(api, 6);
        var voters = new List<TestSeat> { retro.Facilitator };
        foreach (var name in new[] { "Ben", "Cleo", "Dan" })
            voters.Add(await retro.Join(name));
        using var second = new ApiClient(api.Address);
        await Task.WhenAll(voters.SelectMany(voter => Enumerable.Range(0, 60).Select(async number =>
        {
            var seat = number % 2 == 0 ? voter : voter with { Api = second };
            var answer = await seat.PutVotes(cards[Random.Shared.Next(cards.Length)], Random.Shared.Next(0, 4));
            if ((int)answer.Status == 200)
                Assert.InRange(answer.Json.GetProperty("left").GetInt32(), 0, 3);
            else
                answer.Is(409, "votes-spent");
        })));
        foreach (var voter in voters)
        {
            var votes = (await voter.Board()).GetProperty("votes");
            var given = votes.GetProperty("mine").EnumerateObject().Sum(vote => vote.Value.GetInt32());
            Assert.InRange(given, 0, 3);
            Assert.Equal(3 - given, votes.GetProperty("left").GetInt32());
        }
    }

    static async Task<int> VotesOn(TestRetro retro, Guid topic) =>
        (await retro.Facilitator.Board()).GetProperty("topics").EnumerateArray().Single(found => found.GetProperty("id").GetGuid() == topic).GetProperty("votes").GetInt32();

    static async Task<(TestRetro Retro, Guid[] Cards)> Voting(ApiClient api, int count)
    {
        var retro = await TestRetro.Start(api);
        var cards = new Guid[count];
        for (var number = 0; number < count; number++)
            cards[number] = await retro.Facilitator.Card($"Card {number}");
        await retro.Facilitator.Enter("vote");
        return (retro, cards);
    }
}

public sealed class VotesTestsInFiles(SharedProgram shared) : VotesTests(shared);

public sealed class VotesTestsInADatabase(Postgres postgres) : VotesTests(postgres.Shared);
