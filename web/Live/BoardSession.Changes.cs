using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Live;

// Which components a change concerns.
public sealed partial class BoardSession
{
    void IBoardWatcher.Moved(BoardUpdate update)
    {
        var (before, after) = (_seen, feed.Board);
        _seen = after;
        _listeners.Changed(this);
        if (update.Snapshot is not null)
            _listeners.EverythingChanged();
        var changes = update.Changes.SelectMany(changes => changes).ToArray();
        Turn(before, after, changes);
        foreach (var change in changes)
            Note(change, before, after);
        if (update.Room is not null)
            _listeners.Changed(Part.Room);
        // Who has just joined may be here before the news of it.
        if (before.Seats.ContainsKey(Participant) && !after.Seats.ContainsKey(Participant))
            Leave();
        else if (update.Snapshot is not null || before.Phase != after.Phase || before.Votes.Round != after.Votes.Round || before.Votes.Budget != after.Votes.Budget || changes.Any(IsMineFromElsewhere))
            FollowSeat();
        _listeners.Tell();
    }

    /// <summary>One's own card with a text that this page doesn't know yet: it was reworded on another one.</summary>
    bool IsMineFromElsewhere(BoardChange change) => change is CardPut { Text: { } text } card && Seat.Cards.GetValueOrDefault(card.Id) is { } own && own.Text != text;

    void IBoardWatcher.ActedElsewhere() => FollowSeat();

    void IBoardWatcher.Gone()
    {
        Leave();
        _listeners.Tell();
    }

    void Leave()
    {
        IsGone = true;
        _listeners.EverythingChanged();
    }

    /// <summary>Has one's own seat looked at anew. If that can't be done now, the next act does it.</summary>
    public void FollowSeat() => _ = FollowSeatNow();

    async Task FollowSeatNow()
    {
        try
        {
            await RefreshSeat();
        }
        catch (RejectedException)
        {
            Leave();
            _listeners.Tell();
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            _listeners.Changed(Part.Seat);
        }
    }

    void Note(BoardChange change, Board before, Board after)
    {
        switch (change)
        {
            case CardPut card: NoteCard(card.Id, before, after); break;
            case CardGone card: NoteCard(card.Id, before, after); break;
            case GroupPut group: _listeners.Changed(group.Id.Value); break;
            case CommentPut comment: _listeners.Changed(comment.Card.Value); break;
            case CommentGone comment:
                if (before.Comments.GetValueOrDefault(comment.Id) is { } gone)
                    _listeners.Changed(gone.Card.Value);
                break;
            case SettingsPut when !before.Settings.Columns.SequenceEqual(after.Settings.Columns): _listeners.EverythingChanged(); break;
            case SettingsPut or RecallPut: _listeners.Changed(Part.Settings); break;
            case PhasePut: _listeners.EverythingChanged(); break;
            case TimerPut: _listeners.Changed(Part.Timer); break;
            case SeatPut or SeatGone: _listeners.Changed(Part.People); break;
            case VotesPut: _listeners.Changed(Part.Votes); break;
            case FocusPut or NotesPut or ParkedPut: _listeners.Changed(Part.Discussion); break;
            case PollPut or IcebreakerPut: _listeners.Changed(Part.Polls); break;
            case KudosPut or TakeawayPut: _listeners.Changed(Part.Closing); break;
        }
    }

    void NoteCard(CardId id, Board before, Board after)
    {
        _listeners.Changed(id.Value);
        var (was, now) = (before.Cards.GetValueOrDefault(id), after.Cards.GetValueOrDefault(id));
        if (was is not null && now is not null && was.Column == now.Column && was.Group == now.Group && was.Text is null == now.Text is null)
            return;
        _listeners.Changed(Part.Layout);
        foreach (var card in new[] { was, now }.OfType<CardFace>())
            _listeners.Changed(card.Column);
        foreach (var group in new[] { was?.Group, now?.Group }.OfType<GroupId>())
        {
            _listeners.Changed(group.Value);
            foreach (var lanes in new[] { Lanes.Of(before), Lanes.Of(after) })
            {
                if (lanes.ColumnOf(group) is { } home)
                    _listeners.Changed(home);
            }
        }
    }

    void NoteSeat(Seat before, Seat after)
    {
        _listeners.Changed(Part.Seat);
        foreach (var id in before.Cards.Keys.Union(after.Cards.Keys))
        {
            var (was, now) = (before.Cards.GetValueOrDefault(id), after.Cards.GetValueOrDefault(id));
            if (was == now)
                continue;
            _taken = now is null ? _taken.Add(id) : _taken.Remove(id);
            if (was is null && !_arrivals.ContainsKey(id))
                _arrivals = _arrivals.Add(id, _arrivals.Count + 1);
            _listeners.Changed(id.Value);
            if (was?.Column == now?.Column)
                continue;
            _listeners.Changed(Part.Layout);
            foreach (var column in new[] { was?.Column, now?.Column }.OfType<ColumnId>())
                _listeners.Changed(column);
        }
        if (before.VotesLeft != after.VotesLeft || before.Votes.Count != after.Votes.Count)
            _listeners.Changed(Part.Votes);
        foreach (var topic in before.Votes.Keys.Union(after.Votes.Keys).Where(topic => before.Votes.GetValueOrDefault(topic) != after.Votes.GetValueOrDefault(topic)))
            _listeners.Changed(topic.Value);
        foreach (var (card, _) in before.Reactions.SymmetricExcept(after.Reactions))
            _listeners.Changed(card.Value);
        foreach (var comment in before.Comments.Values.Union(after.Comments.Values).Where(comment => before.Comments.ContainsKey(comment.Id) != after.Comments.ContainsKey(comment.Id)))
            _listeners.Changed(comment.Card.Value);
    }

    /// <summary>Cards that lay face down and no longer do turn together, in reading order; so do those that had not left the grain before.</summary>
    void Turn(Board before, Board after, BoardChange[] changes)
    {
        var movedOn = before.Settings.Hidden && before.Phase <= Phase.Write && after.Phase > Phase.Write;
        var turned = changes.OfType<CardPut>()
            .Where(card => card.Text is not null && (before.Cards.TryGetValue(card.Id, out var was) ? was.Text is null : movedOn)).Select(card => card.Id).ToHashSet();
        if (turned.Count == 0)
            return;
        _turned = Lanes.Of(after).InReadingOrder(after.Settings.Columns).Where(turned.Contains).Select((id, place) => (id, place)).ToDictionary();
        _turnedAt = time.GetTimestamp();
    }
}
