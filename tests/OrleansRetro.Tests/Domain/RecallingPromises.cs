using OrleansRetro.Commitments;
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
}
