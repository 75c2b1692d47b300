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
            .When(retro => Again(retro, Stranger, Notes)).Rejected("not-yours")
            .When(retro => Again(retro, Ben, new(Number(9)))).Rejected("not-found")
            .When(retro => Again(retro, Ben, Notes)).Then(new PromisedAgain(Notes))
            .So(retro => Assert.Equal([new(Builds, 1), new(Notes, 1, Again: true)], retro.ToBoard(new("retro"), 1, _ => "", Limits).Settings.Carried))
            .And(retro => retro.EnterPhase(Ana, Phase.Write, Now))
            .When(retro => Again(retro, Ben, Builds)).Rejected("wrong-phase", "check-in")
            .When(retro => retro.PromiseAgain(Builds)).Then(new PromisedAgain(Builds));

    [Fact]
    public void One_becomes_a_card_of_the_room_once_and_is_one_no_longer() =>
        Opened
            .When(retro => Raise(retro, Stranger, true)).Rejected("not-yours")
            .When(retro => retro.RaisePromise(Ben, new(Number(9)), true, DidNot, "Slow builds", Limits)).Rejected("not-found")
            .When(retro => retro.RaisePromise(Ben, Builds, true, NoColumn, "Slow builds", Limits)).Rejected("unknown-column")
            .When(retro => Raise(retro, Ben, false)).ThenNothing()
            .When(retro => Raise(retro, Ben, true)).Then(new CardAdded(Card, DidNot, "Slow builds"))
            .When(retro => Raise(retro, Ana, true)).ThenNothing()
            .When(retro => retro.DeleteCard(Ben, Card, KeyOf(Ben, Card))).Rejected("not-yours")
            .When(retro => retro.RewordCard(Ben, Card, "Mine", KeyOf(Ben, Card))).Rejected("not-yours")
            .When(retro => Raise(retro, Ana, false)).Then(new CardDeleted(Card))
            .When(retro => Raise(retro, Ben, true)).Then(new CardRestored(Card))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .When(retro => Raise(retro, Ben, false)).Rejected("wrong-phase", "check-in");

    [Fact]
    public void Nobody_takes_its_place_with_a_card_or_a_group_of_their_own() =>
        Opened
            .And(retro => retro.EnterPhase(Ana, Phase.Write, Now))
            .When(retro => retro.AddCard(Ben, Card, DidNot, "Mine", KeyOf(Ben, Card), Limits)).Rejected("not-yours")
            .And(retro => retro.AddCard(Ben, First, DidNot, "Mine", KeyOf(Ben, First), Limits))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .When(retro => retro.GroupCards(Ben, new(Card.Value), "Mine", [First])).Rejected("unknown-group");

    [Theory, Trait("Row", "R09")]
    [InlineData(true)]
    [InlineData(false)]
    public void Everybody_sees_it_where_cards_are_written_face_down(bool anonymous) =>
        Given(Retro.Empty.Start(Starting(phase: Phase.CheckIn) with { Hidden = true, Anonymous = anonymous, Carried = [new(Builds, 2)] }, Now))
            .And(retro => Raise(retro, Ana, true))
            .So(retro => Assert.Equal((true, 0, 1), (retro.Cards[Card].FaceUp, retro.CardsFaceDown, retro.CardsAlive)))
            .And(retro => Raise(retro, Ana, false))
            .So(retro => Assert.Equal((0, 0), (retro.CardsFaceDown, retro.CardsAlive)));

    static CardId Card => Retro.CardOf(Builds);

    static IEnumerable<RetroEvent> Again(Retro retro, Caller who, CommitmentId id)
    {
        retro.MayPromiseAgain(who, id);
        return retro.PromiseAgain(id);
    }

    static IEnumerable<RetroEvent> Raise(Retro retro, Caller who, bool raised) => retro.RaisePromise(who, Builds, raised, DidNot, "Slow builds", Limits);
}
