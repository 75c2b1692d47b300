namespace OrleansRetro.Retros;

// What would tell by its place in the log whose it is.
sealed partial record Retro
{
    /// <summary>The thing that an event of nobody's is about: a card, comment or reaction of an anonymous board, somebody's ballot or answer. Null where who did it is known.</summary>
    public object? UnnamedThing(RetroEvent @event) => @event switch
    {
        CardAdded { KeyHash: not null } e => e.Card,
        CardReworded e => Unnamed(e.Card),
        CardMoved e => Unnamed(e.Card),
        CardDeleted e => Unnamed(e.Card),
        CardRestored e => Unnamed(e.Card),
        CommentAdded { KeyHash: not null } e => e.Comment,
        CommentDeleted e when Comments.TryGetValue(e.Comment, out var comment) && comment.KeyHash is not null => e.Comment,
        ReactionAdded e => (e.Card, e.Emoji, e.KeyHash),
        ReactionRemoved e => (e.Card, e.Emoji, e.KeyHash),
        VotesSet e => e.VoterTag,
        PollAnswered e => (e.Poll, e.VoterTag),
        KudosGiven { From: null } e => e.Kudos,
        TakeawayShared { Author: null } e => e.Takeaway,
        _ => null,
    };

    /// <summary>Where one stretch ends in which things may change places, and another begins: what comes before must stay before.</summary>
    public static bool EndsStretch(RetroEvent @event) => @event is PhaseEntered or CardsRevealed or VotingOpened or PollOpened or PollClosed or NextStarted;

    CardId? Unnamed(CardId card) => Cards.TryGetValue(card, out var known) && known.KeyHash is not null ? card : null;
}
