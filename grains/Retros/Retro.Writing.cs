namespace OrleansRetro.Retros;

// Cards, reactions, comments, thanks.
sealed partial record Retro
{
    public IEnumerable<RetroEvent> AddCard(Caller who, CardId id, ColumnId column, string text, EditKey key, RetroLimits limits)
    {
        var me = Seated(who);
        if (Cards.TryGetValue(id, out var card))
        {
            Owns(me, card, key);
            if (card.Deleted)
                throw new RejectedException("deleted");
            foreach (var change in MoveCard(who, id, column, key).Concat(RewordCard(who, id, text, key)))
                yield return change;
            yield break;
        }
        During(Phase.Write);
        foreach (var added in NewCard(me, id, column, text, key, limits))
            yield return added;
    }

    /// <summary>What got in the way of a promise from last time, as a card of this retro.</summary>
    public IEnumerable<RetroEvent> NameObstacle(Caller who, CardId id, ColumnId column, string text, EditKey key, RetroLimits limits)
    {
        var me = Seated(who);
        if (Cards.ContainsKey(id))
            return AddCard(who, id, column, text, key, limits);
        During(Phase.CheckIn);
        return NewCard(me, id, column, text, key, limits);
    }

    public IEnumerable<RetroEvent> RewordCard(Caller who, CardId id, string text, EditKey key)
    {
        var card = Mine(who, id, key);
        var wanted = Words.Sentence(text, "text-empty", Longest.Card);
        if (wanted == card.Text)
            yield break;
        During(Phases.OfCards.AsSpan());
        yield return new CardReworded(id, wanted);
    }

    /// <summary>To another column: by its author while writing, by anybody while grouping.</summary>
    public IEnumerable<RetroEvent> MoveCard(Caller who, CardId id, ColumnId column, EditKey key)
    {
        var card = Phase == Phase.Group ? Existing(who, id) : Mine(who, id, key);
        if (Columns.All(known => known.Id != column))
            throw new RejectedException("unknown-column");
        if (card.Column == column)
            yield break;
        During(Phases.OfCards.AsSpan());
        yield return new CardMoved(id, column);
    }

    public IEnumerable<RetroEvent> DeleteCard(Caller who, CardId id, EditKey key)
    {
        var me = Seated(who);
        var card = Cards.GetValueOrDefault(id) ?? throw new RejectedException("unknown-card");
        Owns(me, card, key);
        if (card.Deleted)
            yield break;
        During(Phases.OfCards.AsSpan());
        yield return new CardDeleted(id);
    }

    /// <summary>Takes a deletion back; nothing else brings a deleted card to life again. Where its column is gone, it comes to the first.</summary>
    public IEnumerable<RetroEvent> RestoreCard(Caller who, CardId id, EditKey key, RetroLimits limits)
    {
        var me = Seated(who);
        var card = Cards.GetValueOrDefault(id) ?? throw new RejectedException("unknown-card");
        Owns(me, card, key);
        if (!card.Deleted)
            yield break;
        During(Phases.OfCards.AsSpan());
        RoomForCard(limits);
        yield return new CardRestored(id);
        if (Columns.All(known => known.Id != card.Column))
            yield return new CardMoved(id, Columns[0].Id);
        if (!card.FaceUp && Phase > Phase.Write)
            yield return new CardsRevealed();
    }

    /// <summary>Turns cards before writing ends: all of them, or one person's where names are known.</summary>
    public IEnumerable<RetroEvent> Reveal(Caller who, ParticipantId? author)
    {
        Facilitating(who);
        if (author is not null && Anonymous)
            throw new RejectedException("already-anonymous");
        if (Cards.Values.Any(card => card is { Deleted: false, FaceUp: false } && (author is null || card.Author == author)))
            yield return new CardsRevealed(author);
    }

    public IEnumerable<RetroEvent> React(Caller who, CardId id, string emoji, bool on, EditKey key)
    {
        var card = FaceUp(who, id);
        if (!Reactions.All.Contains(emoji))
            throw new RejectedException("unknown-option");
        if (card.Reactions.GetValueOrDefault(emoji, []).Contains(key.Hash()) == on)
            yield break;
        During(Phases.OfComments.AsSpan());
        yield return on ? new ReactionAdded(id, emoji, key.Hash()) : new ReactionRemoved(id, emoji, key.Hash());
    }

    public IEnumerable<RetroEvent> AddComment(Caller who, NoteId id, CardId card, string text, EditKey key, RetroLimits limits)
    {
        var me = Seated(who);
        if (Comments.TryGetValue(id, out var known))
        {
            Owns(me, known, key);
            if (known.Deleted)
                throw new RejectedException("deleted");
            yield break;
        }
        FaceUp(who, card);
        During(Phases.OfComments.AsSpan());
        if (Comments.Count >= limits.CommentsPerRetro)
            throw new RejectedException("full-comments", Number(limits.CommentsPerRetro));
        yield return new CommentAdded(id, card, Words.Sentence(text, "text-empty", Longest.Sentence), Named(me), Unnamed(key));
    }

    public IEnumerable<RetroEvent> DeleteComment(Caller who, NoteId id, EditKey key)
    {
        var me = Seated(who);
        var comment = Comments.GetValueOrDefault(id) ?? throw new RejectedException("not-found");
        Owns(me, comment, key);
        if (!comment.Deleted)
            yield return new CommentDeleted(id);
    }

    public IEnumerable<RetroEvent> GiveKudos(Caller who, NoteId id, ParticipantId to, string text, RetroLimits limits)
    {
        var me = Seated(who);
        if (Kudos.TryGetValue(id, out var known))
        {
            Same(me, known.From);
            yield break;
        }
        During(Phase.Close, Phase.Commit, Phase.Discuss);
        if (Find(to) is not { Revoked: false })
            throw new RejectedException("unknown-person");
        if (Kudos.Count >= limits.ThanksPerRetro)
            throw new RejectedException("full-thanks", Number(limits.ThanksPerRetro));
        yield return new KudosGiven(id, to, Words.Sentence(text, "text-empty", Longest.Sentence), Named(me));
    }

    /// <summary>A take-away that its owner shows to the room; unshared ones never come here.</summary>
    public IEnumerable<RetroEvent> ShareTakeaway(Caller who, NoteId id, string text, RetroLimits limits)
    {
        var me = Seated(who);
        if (Takeaways.TryGetValue(id, out var known))
        {
            Same(me, known.Author);
            if (known.Text != Words.Sentence(text, "text-empty", Longest.Sentence))
                throw new RejectedException("already-shared");
            yield break;
        }
        During(Phase.Close);
        if (Takeaways.Count >= limits.TakeawaysPerRetro)
            throw new RejectedException("full-takeaways", Number(limits.TakeawaysPerRetro));
        yield return new TakeawayShared(id, Words.Sentence(text, "text-empty", Longest.Sentence), Named(me));
    }

    IEnumerable<RetroEvent> NewCard(Participant me, CardId id, ColumnId column, string text, EditKey key, RetroLimits limits)
    {
        if (Columns.All(known => known.Id != column))
            throw new RejectedException("unknown-column");
        if (Groups.ContainsKey(new(id.Value)) || IsOfRoom(id))
            throw new RejectedException("not-yours");
        RoomForCard(limits);
        yield return new CardAdded(id, column, Words.Sentence(text, "text-empty", Longest.Card), Named(me), Unnamed(key));
    }

    static void Same(Participant me, ParticipantId? author)
    {
        if (author is not null && author != me.Id)
            throw new RejectedException("not-yours");
    }

    ParticipantId? Named(Participant me) => Anonymous ? null : me.Id;

    string? Unnamed(EditKey key) => Anonymous ? key.Hash() : null;

    void RoomForCard(RetroLimits limits)
    {
        if (CardsAlive >= limits.CardsPerRetro)
            throw new RejectedException("full-cards", Number(limits.CardsPerRetro));
    }

    Card Existing(Caller who, CardId id)
    {
        Seated(who);
        var card = Cards.GetValueOrDefault(id) ?? throw new RejectedException("unknown-card");
        return card.Deleted ? throw new RejectedException("deleted") : card;
    }

    Card FaceUp(Caller who, CardId id) => Existing(who, id) is { FaceUp: true } card ? card : throw new RejectedException("unknown-card");

    Card Mine(Caller who, CardId id, EditKey key)
    {
        var card = Existing(who, id);
        Owns(Seated(who), card, key);
        return card;
    }

    static void Owns(Participant me, Card card, EditKey key) => Owns(me, card.Author, card.KeyHash, key);

    static void Owns(Participant me, Comment comment, EditKey key) => Owns(me, comment.Author, comment.KeyHash, key);

    static void Owns(Participant me, ParticipantId? author, string? keyHash, EditKey key)
    {
        if (keyHash is null ? author != me.Id : keyHash != key.Hash())
            throw new RejectedException("not-yours");
    }
}
