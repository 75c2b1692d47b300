using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

[Trait("Row", "R13")]
public abstract class SecretBallots(RetroCluster cluster)
{
    [Fact]
    public async Task A_vote_is_kept_under_a_tag_and_counted()
    {
        var (retro, card, other) = await InVote();
        Assert.Equal(1, (await retro.Grain.SetVotes(retro.Ben.Caller, card, 2)).Left);
        Assert.Equal(0, (await retro.Grain.SetVotes(retro.Ben.Caller, other, 1)).Left);
        Assert.Equal(2, (await retro.Grain.SetVotes(retro.Cleo.Caller, card, 1)).Left);

        var votes = (await retro.Events()).OfType<VotesSet>().ToArray();

        Assert.Equal(2, votes.Select(vote => vote.VoterTag).Distinct().Count());
        Assert.DoesNotContain(await retro.Texts(), text => text.Contains("votes-set", StringComparison.Ordinal) && text.Contains($"{retro.Ben.Caller.Person}", StringComparison.Ordinal));
        Assert.Equal((2, 0), ((await retro.Seat(retro.Ben)).Votes[card], (await retro.Seat(retro.Ben)).VotesLeft));
        Assert.Null((await retro.Board()).Votes.Totals);
        await retro.Enter(Phase.Discuss);
        Assert.Equal((3, 1), ((await retro.Board()).Votes.Totals![card], (await retro.Board()).Votes.Totals![other]));
    }

    [Fact, Trait("Row", "R05")]
    public async Task Own_votes_can_be_changed_after_another_activation_and_after_a_look_at_the_totals()
    {
        var (retro, card, _) = await InVote();
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 2);
        await retro.Enter(Phase.Discuss);
        await retro.Reload();
        await retro.Enter(Phase.Vote);

        Assert.Equal(0, (await retro.Grain.SetVotes(retro.Ben.Caller, card, 3)).Left);
        Assert.Equal(1, (await retro.Board()).Votes.Round);
    }

    [Fact, Trait("Row", "Fault-R13"), Trait("Row", "Attack-A38")]
    public async Task Fifty_people_vote_at_once_in_one_round_within_their_budgets()
    {
        var (retro, card, other) = await InVote();
        var people = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => retro.Join($"Person {number}")));

        var clicks = people.SelectMany(who => new[] { (card, 1), (card, 3), (other, 1), (other, 2), (card, 2) }.Select(vote => Try(retro, who, vote.Item1, vote.Item2)));
        await Task.WhenAll(clicks);

        var state = (await retro.Events()).Aggregate(Retro.Empty, (retro, @event) => retro.Evolve(@event));
        Assert.Equal((1, 50), (state.Voting.Round, state.Voting.Ballots.Count));
        Assert.All(state.Voting.Ballots.Values, ballot => Assert.InRange(ballot.Values.Sum(), 1, 3));
        await retro.Enter(Phase.Discuss);
        Assert.Equal(state.Voting.Ballots.Values.Sum(ballot => ballot.Values.Sum()), (await retro.Board()).Votes.Totals!.Values.Sum());
    }

    [Fact, Trait("Row", "R10")]
    public async Task The_key_is_gone_when_promises_begin_and_only_totals_stay()
    {
        var (retro, card, _) = await InVote();
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 2);
        await retro.Enter(Phase.Discuss);
        Assert.NotNull(await Key(retro, 1));

        await retro.Enter(Phase.Commit);

        Assert.Null(await Key(retro, 1));
        Assert.Equal(2, (await retro.Board()).Votes.Totals![card]);
        Assert.Empty((await retro.Seat(retro.Ben)).Votes);
    }

    [Fact, Trait("Row", "R10")]
    public async Task It_is_gone_even_if_the_process_ended_in_between()
    {
        var (retro, card, _) = await InVote();
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 2);
        await retro.AppendElsewhere("""{"$t":"voting-closed"}""", """{"$t":"voting-sealed"}""", """{"$t":"phase-entered","phase":"commit","at":"2030-01-07T10:00:00Z"}""");
        await retro.Reload();

        Assert.Equal(Phase.Commit, (await retro.Board()).Phase);
        Assert.Null(await Key(retro, 1));
    }

    [Fact]
    public async Task After_that_a_second_round_begins_with_the_first_ones_totals_beside_it()
    {
        var (retro, card, other) = await InVote();
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 2);
        await retro.Enter(Phase.Commit);
        await retro.Enter(Phase.Vote);

        Assert.Equal(0, (await retro.Grain.SetVotes(retro.Ben.Caller, other, 3)).Left);

        var votes = (await retro.Board()).Votes;
        Assert.Equal((2, true, 2), (votes.Round, votes.Open, votes.Earlier![card]));
        Assert.Null(votes.Totals);
        Assert.Equal(2, (await retro.Events()).OfType<VotesSet>().Select(vote => vote.VoterTag).Distinct().Count());
        Assert.NotNull(await Key(retro, 2));
    }

    [Fact, Trait("Row", "T27"), Trait("Row", "R05")]
    public async Task What_was_said_before_may_be_said_again_while_it_can_be_found()
    {
        var (retro, card, other) = await InVote();
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 2);
        await retro.Enter(Phase.Discuss);
        var before = await retro.Board();

        Assert.Equal((before.Version, 1), await retro.Grain.SetVotes(retro.Ben.Caller, card, 2));
        await Refused("voting-closed", () => retro.Grain.SetVotes(retro.Ben.Caller, card, 1));
        await Refused("voting-closed", () => retro.Grain.SetVotes(retro.Ben.Caller, other, 1));
        await Refused("voting-closed", () => retro.Grain.SetVotes(retro.Cleo.Caller, card, 2));
        Assert.Equal(LiveRetro.Text(before), LiveRetro.Text(await retro.Board()));

        await retro.Enter(Phase.Commit);
        await Refused("voting-closed", () => retro.Grain.SetVotes(retro.Ben.Caller, card, 2));
        Assert.Null(await Key(retro, 1));
    }

    [Fact]
    public async Task A_lost_key_opens_the_vote_again()
    {
        var (retro, card, other) = await InVote();
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 2);
        await retro.Grain.SetVotes(retro.Cleo.Caller, card, 1);
        await cluster.Keys.Destroy(KeyName(retro, 1));

        await Task.WhenAll(retro.Grain.SetVotes(retro.Ben.Caller, other, 1), retro.Grain.SetVotes(retro.Cleo.Caller, other, 1));

        var votes = (await retro.Board()).Votes;
        Assert.Equal((2, true, 3), (votes.Round, votes.Open, votes.Earlier![card]));
        Assert.Equal(2, (await retro.Seat(retro.Ben)).VotesLeft);
        await retro.Enter(Phase.Discuss);
        Assert.Equal(2, (await retro.Board()).Votes.Totals![other]);
    }

    [Fact]
    public async Task Two_who_find_the_key_lost_open_one_round()
    {
        var (retro, card, other) = await InVote();
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 2);
        await cluster.Keys.Destroy(KeyName(retro, 1));
        var late = cluster.Keys.SayLateThatItIsGone(KeyName(retro, 1));
        var ben = retro.Grain.SetVotes(retro.Ben.Caller, other, 1);
        await late.Asked;
        await retro.Grain.SetVotes(retro.Cleo.Caller, other, 1);

        late.Arrive();

        Assert.Equal(2, (await ben).Left);
        Assert.Equal(2, (await retro.Board()).Votes.Round);
        Assert.Equal(1, (await retro.Seat(retro.Cleo)).Votes[other]);
    }

    [Fact]
    public async Task A_key_that_nobody_has_needed_yet_is_not_lost()
    {
        var (retro, card, other) = await InVote();
        var late = cluster.Keys.SayLateThatItIsGone(KeyName(retro, 1));
        var ben = retro.Grain.SetVotes(retro.Ben.Caller, card, 1);
        await retro.Grain.SetVotes(retro.Cleo.Caller, other, 1);

        late.Arrive();
        await ben;

        Assert.Equal(1, (await retro.Board()).Votes.Round);
        Assert.Equal((1, 1), ((await retro.Seat(retro.Ben)).Votes[card], (await retro.Seat(retro.Cleo)).Votes[other]));
    }

    [Fact, Trait("Row", "Attack-A38")]
    public async Task A_no_comes_back_with_its_reason()
    {
        var (retro, card, other) = await InVote();
        await Refused("votes-cap", () => retro.Grain.SetVotes(retro.Ben.Caller, card, 4));
        await Refused("votes-negative", () => retro.Grain.SetVotes(retro.Ben.Caller, card, -1));
        await Refused("unknown-topic", () => retro.Grain.SetVotes(retro.Ben.Caller, LiveRetro.NewCard(), 1));
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 3);
        var no = await Assert.ThrowsAsync<EventSourcing.RejectedException>(() => retro.Grain.SetVotes(retro.Ben.Caller, other, 1));
        Assert.Equal(("votes-spent", "3"), (no.Code, Assert.Single(no.Args)));
        await retro.Enter(Phase.Discuss);
        await Refused("voting-closed", () => retro.Grain.SetVotes(retro.Ben.Caller, card, 1));
    }

    async Task<(LiveRetro Retro, CardId Card, CardId Other)> InVote()
    {
        var retro = await LiveRetro.Start(cluster);
        var (card, other) = (await retro.Add(retro.Ben, "Pairing"), await retro.Add(retro.Cleo, "Builds"));
        await retro.Enter(Phase.Vote);
        return (retro, card, other);
    }

    static async Task<bool> Try(LiveRetro retro, Somebody who, CardId card, int count)
    {
        try
        {
            await retro.Grain.SetVotes(who.Caller, card, count);
            return true;
        }
        catch (EventSourcing.RejectedException no)
        {
            Assert.Equal("votes-spent", no.Code);
            return false;
        }
    }

    Task<byte[]?> Key(LiveRetro retro, int round) => cluster.Keys.Get(KeyName(retro, round));

    static string KeyName(LiveRetro retro, int round) => $"round/{retro.Id}/{round}";
}

[Collection(nameof(RetroCluster))]
public sealed class SecretBallotsInFiles(RetroCluster cluster) : SecretBallots(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class SecretBallotsInADatabase(RetroClusterInADatabase cluster) : SecretBallots(cluster);
