using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Done is no effect: two to six weeks after what was promised in a retro was kept, its two people say whether it helped.</summary>
[Trait("Row", "T23")]
public sealed class LookingWhetherItHelped
{
    static readonly DateTimeOffset Start = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero), Done = Start.AddDays(7);
    static readonly Terms Terms = new("Halve the build time", "A build takes under five minutes", new(2030, 1, 18), "Etc/UTC");

    static Scenario<Commitment, CommitmentEvent> Kept(RetroId? retro) => Given(
        new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start, retro), new PromiseMade("", Start), new DeliveryDeclared(Done), new SatisfactionDeclared(true, true, Done, Ana.Person));

    static Commitment Of(params CommitmentEvent[] events) => events.Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event));

    [Fact]
    public void It_is_asked_for_four_weeks_from_the_fifteenth_day_on() =>
        Kept(new("r1"))
            .When(commitment => commitment.JudgeEffect(Ana, true, Done.AddDays(14).AddTicks(-1))).Rejected("effect-too-early")
            .When(commitment => commitment.JudgeEffect(Ben, true, Done.AddDays(14))).Then(new EffectJudged(true, Ben.Person, Done.AddDays(14)))
            .When(commitment => commitment.JudgeEffect(Ana, true, Done.AddDays(15))).ThenNothing()
            .When(commitment => commitment.JudgeEffect(Ana, false, Done.AddDays(41))).Then(new EffectJudged(false, Ana.Person, Done.AddDays(41)))
            .When(commitment => commitment.JudgeEffect(Ana, true, Done.AddDays(42))).Rejected("promise-closed")
            .When(commitment => commitment.JudgeEffect(Cleo, true, Done.AddDays(20))).Rejected("not-yours");

    [Fact]
    public void It_is_not_asked_of_what_was_promised_elsewhere_or_is_not_kept()
    {
        Kept(null).When(commitment => commitment.JudgeEffect(Ana, true, Done.AddDays(20))).Rejected("promise-closed");
        Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start, new RetroId("r1")), new PromiseMade("", Start))
            .When(commitment => commitment.JudgeEffect(Ana, true, Start.AddDays(20))).Rejected("promise-closed");
    }

    [Fact]
    public void A_verdict_that_is_taken_back_takes_the_effect_with_it() =>
        Kept(new("r1")).And(commitment => commitment.JudgeEffect(Ana, true, Done.AddDays(20))).And(commitment => commitment.TakeBackJudgement(Ana, Done.AddDays(21)))
            .So(commitment => Assert.Equal((null, null), (commitment.Helped, commitment.Effect)));

    [Fact]
    public void What_a_team_follows_through_counts_only_what_was_looked_at_and_tells_of_nobody()
    {
        var all = Enumerable.Range(0, TeamLedger.LeastTrials).Select(number => (Id: New(), Kept: Kept(Person(100 + number % TeamLedger.LeastPeople).Person))).ToArray();
        var team = all.Aggregate(TeamLedger.Empty, (ledger, one) => ledger.With(one.Id, Of(one.Kept)));
        var (look, spring, summer) = (Done.AddDays(20), new DateTimeOffset(2030, 4, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2030, 7, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(new(0, 0, 20), team.FollowThrough(look));
        // What nobody looked at in time didn't help, as far as anybody knows.
        Assert.Equal(new(0, 20, 0), team.FollowThrough(spring));

        var most = all[1..].Aggregate(team, (ledger, one) => ledger.With(one.Id, Of([.. one.Kept, new EffectJudged(true, Ana.Person, look)])));
        Assert.Equal(new(0, 0, 1), most.FollowThrough(look));
        // What the last one says shows in no figure as long as it can be told from the others.
        var each = most.With(all[0].Id, Of([.. all[0].Kept, new EffectJudged(false, Ana.Person, look)]));
        Assert.Equal(new(0, 0, 0), each.FollowThrough(look));
        Assert.Equal(new(19, 20, 0), each.FollowThrough(spring));
        // One more in the quarter after it waits for others.
        var missed = each.With(New(), Of([new CommitmentRequested(Terms with { Due = new(2030, 5, 3) }, Ana.Person, Person(200).Person, Start, new RetroId("r2")), new PromiseMade("", Start), new CommitmentMissed(Start.AddDays(120))]));
        Assert.Equal(new(19, 20, 0), missed.FollowThrough(summer));

        static CommitmentEvent[] Kept(PersonId promisor) =>
            [new CommitmentRequested(Terms, Ana.Person, promisor, Start, new RetroId("r1")), new PromiseMade("", Start), new DeliveryDeclared(Done), new SatisfactionDeclared(true, true, Done, Ana.Person)];
    }

    [Fact]
    public void Both_find_it_among_what_is_still_to_be_said_until_it_is_too_late()
    {
        CommitmentEvent[] kept = [new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start, new RetroId("r1")), new PromiseMade("", Start), new DeliveryDeclared(Done), new SatisfactionDeclared(true, true, Done, Ana.Person)];
        var id = New();
        var ledger = kept.Index().Aggregate(PmLedger.Empty, (state, one) => state.With(id, one.Item, one.Index + 1));
        Assert.Equal(id, Assert.Single(ledger.StillToSay(Ben.Person, Done.AddDays(1))).Key);
        Assert.Empty(ledger.StillToSay(Ben.Person, Done.AddDays(42)));
        Assert.Empty(ledger.With(id, new EffectJudged(false, Ana.Person, Done.AddDays(20)), 5).StillToSay(Ben.Person, Done.AddDays(20)));
    }

    static CommitmentId New() => new(Guid.NewGuid());
}
