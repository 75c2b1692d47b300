using OrleansRetro.Commitments;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>What became of a promise after something changed, read from what its two people do with it: the clock answers for nobody.</summary>
[Trait("Row", "A13")]
public sealed class AnsweringAChange
{
    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2030, 1, 18), "Europe/Berlin");
    static readonly DateOnly Later = new(2030, 1, 25), Latest = new(2030, 2, 1);

    static Commitment Asked => Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Now)).State;

    static Commitment Promised => Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Now)).And(promise => promise.Promise(Ben, Now)).State;

    delegate IEnumerable<CommitmentEvent> Act(Commitment promise);

    [Fact]
    public void Silence_a_warning_a_question_and_the_clock_are_no_answers()
    {
        Assert.Null(Answer(Promised));
        Assert.Null(Answer(Promised, promise => promise.RaiseRisk(Ben, Now)));
        Assert.Null(Answer(Promised, promise => promise.ProposeDay(Ben, Later, Now)));
        Assert.Null(Answer(Promised, promise => promise.Tick(Now.AddDays(30))));
        Assert.Null(Answer(Asked, promise => promise.AskBack(Ben, "Those of May as well?", Now)));
    }

    [Fact]
    public void It_is_kept_by_whoever_says_so_or_does_it()
    {
        Assert.Equal(ChangeAnswer.Kept, Answer(Promised, promise => promise.SayOnTrack(Ben, Now)));
        Assert.Equal(ChangeAnswer.Kept, Answer(Promised, promise => promise.Deliver(Ben, Now)));
        Assert.Equal(ChangeAnswer.Kept, Answer(Promised, promise => promise.Deliver(Ben, Now), promise => promise.DeclareSatisfaction(Ana, true, Now)));
        Assert.Equal(ChangeAnswer.Kept, Answer(Promised, promise => promise.ProposeDay(Ben, Later, Now), promise => promise.KeepDay(Ana, null, Now)));
        Assert.Equal(ChangeAnswer.Kept, Answer(Asked, promise => promise.Promise(Ben, Now)));
    }

    [Fact]
    public void It_is_agreed_anew_once_both_have_agreed_on_something_else()
    {
        Assert.Equal(ChangeAnswer.Renegotiated, Answer(Promised, promise => promise.ProposeDay(Ben, Later, Now), promise => promise.AcceptDay(Ana, Later, Now)));
        Assert.Equal(ChangeAnswer.Renegotiated, Answer(Promised, promise => promise.ProposeDay(Ben, Later, Now), promise => promise.AcceptDay(Ana, Later, Now), promise => promise.Deliver(Ben, Now)));
        Assert.Equal(ChangeAnswer.Renegotiated, Answer(Promised, promise => promise.SayOnTrack(Ben, Now), promise => promise.ProposeDay(Ana, Later, Now), promise => promise.AcceptDay(Ben, Later, Now)));
        Assert.Equal(ChangeAnswer.Renegotiated, Answer(Asked, promise => promise.Counter(Ben, Terms with { Due = Later }, Asked.View(Ana, new(Number(7)), 1).TermsHash, Now), promise => promise.Agree(Ana, promise.View(Ana, new(Number(7)), 1).TermsHash, Now)));
        // Another day asked for again opens it; refusing that leaves what was agreed anew.
        Assert.Null(Answer(Promised, promise => promise.ProposeDay(Ben, Later, Now), promise => promise.AcceptDay(Ana, Later, Now), promise => promise.ProposeDay(Ben, Latest, Now)));
        Assert.Equal(ChangeAnswer.Renegotiated, Answer(Promised, promise => promise.ProposeDay(Ben, Later, Now), promise => promise.AcceptDay(Ana, Later, Now), promise => promise.ProposeDay(Ben, Latest, Now), promise => promise.KeepDay(Ana, null, Now)));
    }

    [Fact]
    public void It_is_let_go_by_whoever_may_and_comes_back_when_that_is_taken_back()
    {
        Assert.Equal(ChangeAnswer.Dropped, Answer(Promised, promise => promise.Release(Ana, Now)));
        Assert.Equal(ChangeAnswer.Dropped, Answer(Promised, promise => promise.Revoke(Ben, "Cleo takes over", Now)));
        Assert.Equal(ChangeAnswer.Dropped, Answer(Asked, promise => promise.Decline(Ben, Now)));
        Assert.Equal(ChangeAnswer.Dropped, Answer(Promised, promise => promise.ProposeDay(Ben, Later, Now), promise => promise.AcceptDay(Ana, Later, Now), promise => promise.Release(Ana, Now)));
        Assert.Null(Answer(Promised, promise => promise.Release(Ana, Now), promise => promise.TakeBackJudgement(Ana, Now)));
        Assert.Equal(ChangeAnswer.Kept, Answer(Promised, promise => promise.SayOnTrack(Ben, Now), promise => promise.Release(Ana, Now), promise => promise.TakeBackJudgement(Ana, Now)));
    }

    [Fact]
    public void Whoever_sees_it_differently_opens_it_until_both_settle_that()
    {
        Act[] differently = [promise => promise.Deliver(Ben, Now), promise => promise.DeclareSatisfaction(Ana, false, Now), promise => promise.Dispute(Ben, "It was all of them", Now)];
        Assert.Null(Answer(Promised, differently));
        Assert.Equal(ChangeAnswer.Kept, Answer(Promised, [.. differently, .. Settling(Settlement.Kept)]));
        Assert.Equal(ChangeAnswer.Dropped, Answer(Promised, [.. differently, .. Settling(Settlement.NotKept)]));
        Assert.Equal(ChangeAnswer.Dropped, Answer(Promised, [.. differently, .. Settling(Settlement.LetGo)]));

        static Act[] Settling(Settlement settlement) => [promise => promise.Settle(Ana, settlement, Now), promise => promise.Settle(Ben, settlement, Now)];
    }

    static ChangeAnswer? Answer(Commitment before, params Act[] acts)
    {
        var (now, since) = (before, new List<CommitmentEvent>());
        foreach (var act in acts)
        {
            var events = act(now).ToArray();
            Assert.NotEmpty(events);
            since.AddRange(events);
            now = events.Aggregate(now, (promise, @event) => promise.Evolve(@event));
        }
        return before.AnswerIn(since);
    }
}
