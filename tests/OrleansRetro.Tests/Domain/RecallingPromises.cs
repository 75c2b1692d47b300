using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>A retro that opens with two promises from last time.</summary>
[Trait("Row", "R08")]
public sealed class RecallingPromises
{
    static readonly CommitmentId Builds = new(Number(7)), Notes = new(Number(8));

    static Scenario<Retro, RetroEvent> Opened => Given(Retro.Empty.Start(Starting(phase: Phase.CheckIn) with { Carried = [new(Builds, 1), new(Notes, 1)] }, Now))
        .And(retro => [new SeatTaken(BensSeat, Ben.Person, TokenOf(Ben).Hash())]);

    [Fact]
    public void One_of_them_is_before_everybody() =>
        Opened
            .When(retro => retro.RecallPromise(Ana, Notes)).Then(new PromiseRecalled(Notes))
            .So(retro => Assert.Equal(Notes, retro.ToBoard(new("retro"), 1, _ => "", Limits).Recalled))
            .When(retro => retro.RecallPromise(Ana, Builds)).Then(new PromiseRecalled(Builds));

    [Fact]
    public void What_everybody_sees_moves_with_it() =>
        Opened.So(retro =>
        {
            var recalled = new PromiseRecalled(Notes);
            var board = retro.ToBoard(new("retro"), 1, _ => "", Limits);

            Assert.Null(board.Recalled);
            Assert.Equal(Notes, board.With(retro.Evolve(recalled).Changes(recalled, _ => "", Limits)).Recalled);
        });

    [Fact, Trait("Row", "Attack-A6")]
    public void Only_who_facilitates_turns_to_the_next_one() =>
        Opened
            .When(retro => retro.RecallPromise(Ben, Notes)).Rejected("not-facilitator")
            .When(retro => retro.RecallPromise(Stranger, Notes)).Rejected("not-yours");

    [Fact]
    public void Only_one_that_was_taken_along_and_only_while_checking_in() =>
        Opened
            .When(retro => retro.RecallPromise(Ana, new(Number(9)))).Rejected("not-found")
            .And(retro => retro.EnterPhase(Ana, Phase.Write, Now))
            .When(retro => retro.RecallPromise(Ana, Notes)).Rejected("wrong-phase", "check-in");

    [Fact]
    public void One_is_given_again() =>
        Opened
            .When(retro => retro.RenewPromise(Stranger, Notes)).Rejected("not-yours")
            .When(retro => retro.RenewPromise(Ben, new(Number(9)))).Rejected("not-found")
            .When(retro => retro.RenewPromise(Ben, Notes)).Then(new PromiseRenewed(Notes))
            .So(retro => Assert.Equal([new(Builds, 1), new(Notes, 1, Again: true)], retro.ToBoard(new("retro"), 1, _ => "", Limits).Settings.Carried))
            .And(retro => retro.EnterPhase(Ana, Phase.Write, Now))
            .When(retro => retro.RenewPromise(Ben, Builds)).Rejected("wrong-phase", "check-in")
            .And(retro => retro.EnterPhase(Ana, Phase.Close, Now))
            .When(retro => retro.RenewPromise(Ben, Builds)).Then(new PromiseRenewed(Builds));

    [Fact]
    public void One_becomes_a_card() =>
        Opened
            .When(retro => Raise(retro, Stranger, First)).Rejected("not-yours")
            .When(retro => retro.RaisePromise(Ben, new(Number(9)), First, DidNot, "Slow builds", KeyOf(Ben, First), Limits)).Rejected("not-found")
            .When(retro => Raise(retro, Ben, First)).Then(new CardAdded(First, DidNot, "Slow builds", BensSeat), new PromiseRaised(Builds, First))
            .When(retro => retro.RaisePromise(Ben, Notes, First, DidNot, "Notes", KeyOf(Ben, First), Limits)).Rejected("not-yours")
            .So(retro => Assert.Equal(First, retro.Carried[0].Raised))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .When(retro => Raise(retro, Ben, Second)).Rejected("wrong-phase", "check-in");

    [Fact, Trait("Row", "R09")]
    public void Raised_after_the_reveal_it_is_face_up() =>
        Given(Retro.Empty.Start(Starting(phase: Phase.CheckIn) with { Hidden = true, Carried = [new(Builds, 2)] }, Now))
            .And(retro => retro.EnterPhase(Ana, Phase.Close, Now))
            .When(retro => Raise(retro, Ana, First)).Then(new CardAdded(First, DidNot, "Slow builds", AnasSeat), new CardsRevealed(), new PromiseRaised(Builds, First))
            .So(retro => Assert.True(retro.Cards[First].FaceUp));

    static IEnumerable<RetroEvent> Raise(Retro retro, Caller who, CardId card) => retro.RaisePromise(who, Builds, card, DidNot, "Slow builds", KeyOf(who, card), Limits);
}
