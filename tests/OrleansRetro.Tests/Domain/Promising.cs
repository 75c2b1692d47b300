using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ana asks Ben.</summary>
[Trait("Row", "R19")]
public sealed class Promising
{
    static readonly Terms Terms = new("Halve the build time", "A build takes under five minutes", new(2030, 1, 11), "Europe/Berlin");

    /// <summary>Midnight after the due day in Berlin.</summary>
    static readonly DateTimeOffset End = new(2030, 1, 11, 23, 0, 0, TimeSpan.Zero);

    static readonly CommitmentRequested Requested = new(Terms, Ana.Person, Ben.Person, Now, new("retro"), First);

    static Scenario<Commitment, CommitmentEvent> Promised => Given(Requested).And(commitment => commitment.Promise(Ben, Now));

    static Scenario<Commitment, CommitmentEvent> Delivered(DateTimeOffset at) => Promised.And(commitment => commitment.Deliver(Ben, at));

    [Fact]
    public void A_request_says_what_is_done_when_and_by_when() =>
        Assert.Equal(
            Requested,
            Commitment.Request(Terms with { What = " Halve the build time " }, Ana.Person, Ben.Person, Now, new("retro"), First));

    [Fact]
    public void Without_conditions_it_is_none()
    {
        Refused("text-empty", Terms with { DoneWhen = " " });
        Refused("text-empty", Terms with { What = "" });
        Refused("text-too-long", Terms with { What = new('t', 501) });
        Refused("malformed", Terms with { Zone = "Europe/Atlantis" });
        Refused("due-in-past", Terms with { Due = new(2030, 1, 6) });
        Refused("malformed", Terms with { Due = DateOnly.MaxValue });
        Refused("due-in-past", Terms with { Due = DateOnly.MinValue });

        static void Refused(string code, Terms terms) =>
            Assert.Equal(code, Assert.Throws<RejectedException>(() => Commitment.Request(terms, Ana.Person, Ben.Person, Now, null, null)).Code);
    }

    [Fact]
    public void A_day_lasts_until_its_end_where_it_was_promised()
    {
        var today = Terms with { Due = new(2030, 1, 7), Zone = "Pacific/Auckland" };

        Assert.Equal(today.Due, Commitment.Request(today, Ana.Person, Ben.Person, new(2030, 1, 7, 10, 59, 59, TimeSpan.Zero), null, null).Terms.Due);
        Assert.Throws<RejectedException>(() => Commitment.Request(today, Ana.Person, Ben.Person, new(2030, 1, 7, 11, 0, 0, TimeSpan.Zero), null, null));
    }

    [Fact]
    public void Only_who_is_asked_promises_and_the_terms_are_frozen_with_it() =>
        Given(Requested)
            .When(commitment => commitment.Promise(Ana, Now)).Rejected("not-owner")
            .When(commitment => commitment.Promise(Ben with { Kind = CallerKind.Room }, Now)).Rejected("not-owner")
            .When(commitment => commitment.Promise(Ben, Now)).Then(new PromiseMade(Secret.Hash("Halve the build time\nA build takes under five minutes\n2030-01-11\nEurope/Berlin"), Now))
            .When(commitment => commitment.Promise(Ben with { Kind = CallerKind.Account }, Now)).ThenNothing();

    [Fact]
    public void A_no_is_a_no() =>
        Given(Requested)
            .When(commitment => commitment.Decline(Ana, Now)).Rejected("not-owner")
            .When(commitment => commitment.Decline(Ben, Now)).Then(new CommitmentDeclined(Now))
            .When(commitment => commitment.Promise(Ben, Now)).Rejected("promise-closed");

    [Fact]
    public void What_is_promised_can_not_be_declined_any_more() =>
        Promised.When(commitment => commitment.Decline(Ben, Now)).Rejected("promise-closed");

    [Fact]
    public void Only_who_promised_delivers() =>
        Promised
            .When(commitment => commitment.Deliver(Ana, Now)).Rejected("not-owner")
            .When(commitment => commitment.Deliver(Ben, Now)).Then(new DeliveryDeclared(Now))
            .So(commitment => Assert.Equal((CommitmentStatus.Delivered, true), (commitment.Status, commitment.OnTime)));

    [Fact]
    public void What_was_not_promised_can_not_be_delivered() =>
        Given(Requested)
            .When(commitment => commitment.Deliver(Ben, Now)).Rejected("promise-closed")
            .When(commitment => commitment.DeclareSatisfaction(Ana, true, Now)).Rejected("promise-closed")
            .When(commitment => commitment.DeclareNotMet(Ana, "The last one", Now)).Rejected("promise-closed");

    [Fact]
    public void The_server_knows_whether_it_was_on_time()
    {
        Delivered(End.AddSeconds(-1)).So(commitment => Assert.True(commitment.OnTime));
        Delivered(End).So(commitment => Assert.False(commitment.OnTime));
    }

    [Fact]
    public void Nobody_promises_what_was_to_be_there_already() =>
        Given(Requested).When(commitment => commitment.Promise(Ben, End)).Rejected("due-in-past");

    [Fact]
    public void What_has_ended_asks_for_no_other_day()
    {
        Promised
            .And(commitment => commitment.ProposeDay(Ben, new(2030, 2, 1), Now))
            .So(commitment => Assert.NotNull(commitment.View(Ana, default, 3).Asked))
            .And(commitment => commitment.Release(Ana, Now))
            .So(commitment => Assert.Null(commitment.View(Ana, default, 4).Asked));
    }

    [Fact, Trait("Row", "T08")]
    public void Who_promised_can_not_confirm_alone() =>
        Delivered(Now)
            .When(commitment => commitment.DeclareSatisfaction(Ben, true, Now)).Rejected("not-yours")
            .When(commitment => commitment.DeclareNotMet(Ben, "The last one", Now)).Rejected("not-yours")
            .When(commitment => commitment.Release(Ben, Now)).Rejected("not-yours")
            .When(commitment => commitment.DeclareSatisfaction(Ana, true, Now)).Then(new SatisfactionDeclared(true, true, Now, Ana.Person))
            .So(commitment => Assert.Equal(CommitmentStatus.Met, commitment.Status));

    [Fact]
    public void A_promise_to_oneself_is_confirmed_by_the_room() =>
        Given(Requested with { Requester = Ben.Person })
            .And(commitment => commitment.Promise(Ben, Now))
            .When(commitment => commitment.DeclareSatisfaction(Ben, true, Now)).Rejected("not-yours")
            .When(commitment => commitment.DeclareSatisfaction(Caller.Room, true, Now)).Then(new SatisfactionDeclared(true, true, Now));

    [Fact, Trait("Row", "R08")]
    public void The_room_remembers_what_nobody_delivered_but_not_against_the_clock()
    {
        Promised.When(commitment => commitment.DeclareSatisfaction(Caller.Room, true, Now)).Then(new SatisfactionDeclared(true, true, Now));
        Delivered(Now).When(commitment => commitment.DeclareSatisfaction(Caller.Room, true, End)).Then(new SatisfactionDeclared(true, true, End));
        Promised.When(commitment => commitment.DeclareSatisfaction(Caller.Room, true, End)).Then(new SatisfactionDeclared(true, false, End));
        Promised.When(commitment => commitment.DeclareSatisfaction(Caller.Room, false, End)).Then(new SatisfactionDeclared(false, false, End));
    }

    [Fact, Trait("Row", "T08")]
    public void Nothing_is_confirmed_in_whole_or_in_part_before_it_is_handed_over_or_due() =>
        Promised
            .When(commitment => commitment.DeclareSatisfaction(Ana, true, Now)).Rejected("promise-closed")
            .When(commitment => commitment.DeclareSatisfaction(Ana, false, Now)).Rejected("promise-closed")
            .And(commitment => commitment.Tick(End))
            .When(commitment => commitment.DeclareSatisfaction(Ana, true, End)).Then(new SatisfactionDeclared(true, false, End, Ana.Person));

    [Fact]
    public void What_was_not_kept_is_said_and_closed() =>
        Promised
            // There is nothing to judge yet.
            .When(commitment => commitment.DeclareNotMet(Ana, "The last one", Now)).Rejected("promise-closed")
            .And(commitment => commitment.Deliver(Ben, Now))
            .When(commitment => commitment.DeclareNotMet(Ana, null, Now)).Rejected("text-empty")
            .When(commitment => commitment.DeclareNotMet(Ana, "The last one", Now)).Then(new DissatisfactionDeclared(Now, Ana.Person, "The last one"))
            .So(commitment => Assert.Equal("The last one", commitment.Unmet))
            .When(commitment => commitment.Deliver(Ben, Now)).Rejected("promise-closed")
            .When(commitment => commitment.Release(Ana, Now)).Rejected("promise-closed");

    [Fact]
    public void Who_asked_may_no_longer_need_it() =>
        Given(Requested)
            .When(commitment => commitment.Release(Ana, Now)).Then(new CommitmentReleased(Now, Ana.Person))
            .When(commitment => commitment.Promise(Ben, Now)).Rejected("promise-closed");

    [Fact]
    public void What_was_confirmed_is_not_confirmed_otherwise() =>
        Delivered(Now)
            .And(commitment => commitment.DeclareSatisfaction(Ana, true, Now))
            .When(commitment => commitment.DeclareSatisfaction(Ana, false, Now)).Rejected("promise-closed")
            .When(commitment => commitment.Deliver(Ben, Now)).ThenNothing();

    [Fact, Trait("Row", "R08")]
    public void What_passed_its_day_is_kept_late_whoever_says_so() =>
        Promised
            .And(commitment => commitment.Tick(End))
            .When(commitment => commitment.DeclareSatisfaction(Caller.Room, true, End)).Then(new SatisfactionDeclared(true, false, End))
            .When(commitment => commitment.DeclareSatisfaction(Caller.Room, true, End)).ThenNothing()
            .When(commitment => commitment.DeclareSatisfaction(Caller.Room, false, End)).Rejected("promise-closed")
            .So(commitment => Assert.Equal((CommitmentStatus.Met, false), (commitment.Status, commitment.OnTime)));

    [Fact, Trait("Row", "S23")]
    public void What_passed_its_day_also_the_promisor_closes_as_not_kept() =>
        Promised
            .When(commitment => commitment.DeclareNotMet(Ben, "The last one", Now)).Rejected("not-yours")
            .And(commitment => commitment.Tick(End))
            .When(commitment => commitment.DeclareNotMet(Cleo, "The last one", End)).Rejected("not-yours")
            .When(commitment => commitment.DeclareNotMet(Ben, "The last one", End)).Then(new DissatisfactionDeclared(End, Ben.Person))
            .When(commitment => commitment.DeclareNotMet(Ben, "The last one", End)).ThenNothing();

    [Fact, Trait("Row", "R08")]
    public void A_mistaken_answer_is_taken_back_by_whoever_gave_it()
    {
        Promised
            .And(commitment => commitment.DeclareSatisfaction(Caller.Room, true, Now))
            .When(commitment => commitment.TakeBackJudgement(Ben, Now)).Rejected("not-yours")
            .When(commitment => commitment.TakeBackJudgement(Ana, Now)).Rejected("not-yours")
            .When(commitment => commitment.TakeBackJudgement(Caller.Room, Now)).Then(new JudgementTakenBack(Now))
            .So(commitment => Assert.Equal((CommitmentStatus.Promised, null, null), (commitment.Status, commitment.OnTime, commitment.AsSpecified)))
            .When(commitment => commitment.DeclareNotMet(Caller.Room, null, Now)).Then(new DissatisfactionDeclared(Now));
        Delivered(End)
            .And(commitment => commitment.DeclareNotMet(Ana, "The last one", End))
            .When(commitment => commitment.TakeBackJudgement(Caller.Room, End)).Rejected("not-yours")
            .When(commitment => commitment.TakeBackJudgement(Ana, End)).Then(new JudgementTakenBack(End, Ana.Person))
            .So(commitment => Assert.Equal((CommitmentStatus.Delivered, false, null), (commitment.Status, commitment.OnTime, commitment.Unmet)));
        Given(Requested)
            .And(commitment => commitment.Release(Caller.Room, Now))
            .When(commitment => commitment.TakeBackJudgement(Caller.Room, Now)).Then(new JudgementTakenBack(Now))
            .So(commitment => Assert.Equal(CommitmentStatus.Requested, commitment.Status));
    }

    [Fact, Trait("Row", "R08")]
    public void It_is_promised_again_by_another_day_where_the_room_takes_it()
    {
        var terms = Terms with { Due = new(2030, 2, 1) };
        Promised
            .When(commitment => commitment.PromiseAgain(Caller.Room, Ana.Person, terms.Due, End)).Rejected("not-owner")
            .When(commitment => commitment.PromiseAgain(Ben, Ben.Person, terms.Due, End)).Rejected("not-yours")
            .When(commitment => commitment.PromiseAgain(Caller.Room, Ben.Person, Terms.Due, End)).Rejected("due-in-past")
            .When(commitment => commitment.PromiseAgain(Caller.Room, Ben.Person, DateOnly.MaxValue, End)).Rejected("malformed")
            .When(commitment => commitment.PromiseAgain(Caller.Room, Ben.Person, terms.Due, End))
            .Then(new RenegotiationAccepted(terms, Secret.Hash("Halve the build time\nA build takes under five minutes\n2030-02-01\nEurope/Berlin"), End, InTime: false))
            .So(commitment => Assert.Equal((CommitmentStatus.Promised, terms), (commitment.Status, commitment.Terms)))
            .And(commitment => commitment.Deliver(Ben, End))
            .So(commitment => Assert.True(commitment.OnTime))
            .When(commitment => commitment.PromiseAgain(Caller.Room, Ben.Person, new(2030, 3, 1), End)).Rejected("promise-closed");
        Given(Requested).When(commitment => commitment.PromiseAgain(Caller.Room, Ben.Person, terms.Due, Now)).Rejected("promise-closed");
    }

    [Fact]
    public void A_no_of_the_one_who_was_asked_is_nobody_elses_to_take_back() =>
        Given(Requested)
            .And(commitment => commitment.Decline(Ben, Now))
            .When(commitment => commitment.TakeBackJudgement(Caller.Room, Now)).Rejected("promise-closed");

    [Fact]
    public void Its_parties_and_its_room_see_it_and_nobody_else() =>
        Promised.So(commitment =>
        {
            var id = new CommitmentId(Number(7));
            Assert.All([Ana, Ben, Caller.Room], who => Assert.Equal(CommitmentStatus.Promised, commitment.View(who, id, 2).Status));
            Assert.Equal("not-found", Assert.Throws<RejectedException>(() => commitment.View(Stranger, id, 2)).Code);
        });

    [Fact]
    public void It_is_open_until_somebody_says_how_it_ended()
    {
        CommitmentStatus[] closed = [CommitmentStatus.Declined, CommitmentStatus.Released, CommitmentStatus.Revoked, CommitmentStatus.Met,
            CommitmentStatus.NotMet, CommitmentStatus.Unconfirmed, CommitmentStatus.Disputed];
        var view = Promised.State.View(Ana, new CommitmentId(Number(7)), 2);

        Assert.All(Enum.GetValues<CommitmentStatus>(), status =>
        {
            Assert.Equal(!closed.Contains(status), (view with { Status = status }).Status.IsOpen());
            Assert.Equal(!closed.Contains(status), new Promise(view.Id, "", "", view.Due, null, "", status, null, false, 0).IsOpen());
        });
    }
}
