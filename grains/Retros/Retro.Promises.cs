using System.Security.Cryptography;
using System.Text;
using OrleansRetro.Commitments;

namespace OrleansRetro.Retros;

// Promises: those that are asked for here, and those that were taken along.
sealed partial record Retro
{
    // When the room says what becomes of what was taken along.
    static readonly Phase[] Deciding = [Phase.CheckIn, Phase.Commit, Phase.Close];

    /// <summary>Somebody is asked for a promise; the commitment itself is founded beside it.</summary>
    public IEnumerable<RetroEvent> ProposeAction(Caller who, CommitmentId id, ParticipantId owner, TopicId? topic, RetroLimits limits)
    {
        Seated(who);
        if (Actions.Any(action => action.Id == id))
            yield break;
        During(Phase.Discuss, Phase.Commit);
        if (Find(owner) is not { Revoked: false })
            throw new RejectedException("unknown-person");
        if (topic is { } from && !IsTopic(from))
            throw new RejectedException("unknown-topic");
        if (Actions.Length >= limits.PromisesPerRetro)
            throw new RejectedException("full-promises", Number(limits.PromisesPerRetro));
        yield return new ActionProposed(id, topic);
    }

    /// <summary>Brings a promise from last time before everybody.</summary>
    public IEnumerable<RetroEvent> RecallPromise(Caller who, CommitmentId id)
    {
        Facilitating(who);
        During(Phase.CheckIn);
        Carries(id);
        if (id != Recalled)
            yield return new PromiseRecalled(id);
    }

    /// <summary>What was taken along twice and was neither given again here nor raised; whether it still stands its commitment knows.</summary>
    public IEnumerable<CommitmentId> TakenAlongOften() =>
        Carried.Where(carried => carried.IsOften && Cards.GetValueOrDefault(CardOf(carried.Id)) is not { Deleted: false }).Select(carried => carried.Id);

    /// <summary>Whether somebody may give a promise again that was taken along: while looking back, and at the end.</summary>
    /// <exception cref="RejectedException"><c>not-yours</c>, <c>not-found</c>, <c>wrong-phase</c></exception>
    public void MayPromiseAgain(Caller who, CommitmentId id)
    {
        Seated(who);
        Carries(id);
        During(Deciding);
    }

    /// <summary>What the room said about a promise may be taken back while such words are said.</summary>
    public void MaySay(CommitmentId id, Outcome outcome)
    {
        During(Deciding);
        if (outcome == Outcome.Undecided)
            MustStayDecided(id);
    }

    /// <summary>A promise that was taken along has been given again, by another day; the commitment knows it already.</summary>
    public IEnumerable<RetroEvent> PromiseAgain(CommitmentId id)
    {
        if (!Carries(id).Again)
            yield return new PromisedAgain(id);
    }

    /// <summary>
    /// A promise that was taken along becomes a card of the room, face up, which nobody wrote; or is one no longer.
    /// The card has the promise's id, so that two who raise it raise one.
    /// </summary>
    public IEnumerable<RetroEvent> RaisePromise(Caller who, CommitmentId id, bool raised, ColumnId column, string what, RetroLimits limits)
    {
        Seated(who);
        Carries(id);
        var card = CardOf(id);
        var known = Cards.GetValueOrDefault(card);
        if (raised == known is { Deleted: false })
            yield break;
        During(Deciding);
        if (!raised)
        {
            MustStayDecided(id);
            yield return new CardDeleted(card);
            yield break;
        }
        if (Columns.All(present => present.Id != column))
            throw new RejectedException("unknown-column");
        RoomForCard(limits);
        if (known is null)
        {
            yield return new CardAdded(card, column, Words.Sentence(what, "text-empty", Longest.Card));
            yield break;
        }
        yield return new CardRestored(card);
        if (known.Column != column)
            yield return new CardMoved(card, column);
    }

    /// <summary>The card that a promise becomes when it is raised.</summary>
    public static CardId CardOf(CommitmentId promise) => new(promise.Value);

    /// <summary>The card of a promise in a review of expectations: another one than it becomes when it is raised.</summary>
    public static CardId ReviewOf(CommitmentId promise) => new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"review/{promise}")).AsSpan(0, 16)));

    /// <summary>This card is one that a promise becomes, or that waited for this retro: the room's, and nobody's own.</summary>
    public bool IsOfRoom(CardId card) => Carried.Any(carried => CardOf(carried.Id) == card) || Cards.GetValueOrDefault(card) is { Author: null, KeyHash: null };

    /// <summary>What had to be decided before the retro ended isn't undecided afterwards.</summary>
    void MustStayDecided(CommitmentId id)
    {
        if (Phase == Phase.Close && Carried.Any(carried => carried.Id == id && carried.IsOften))
            throw new RejectedException("undecided-promises");
    }

    CarriedPromise Carries(CommitmentId id) => Carried.FirstOrDefault(carried => carried.Id == id) ?? throw new RejectedException("not-found");
}
