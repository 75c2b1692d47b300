using System.Collections.Immutable;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;

namespace OrleansRetro.Live;

/// <summary>One page's view of one retro: the shared board, one's own seat, and who is to be drawn anew.</summary>
public sealed partial class BoardSession(
    LiveFeed feed, SeatHolder holder, SeatToken token, Seat seat, IRetroGrain retro, Buckets buckets, Line line, Func<Action, Task> dispatch, TimeProvider time)
    : IBoardWatcher, IDisposable
{
    static readonly TimeSpan Turning = TimeSpan.FromSeconds(1.5);

    readonly Listeners _listeners = new(dispatch, time);
    ImmutableHashSet<CardId> _taken = [];
    ImmutableDictionary<CardId, int> _arrivals = ImmutableDictionary<CardId, int>.Empty;
    Dictionary<CardId, int> _turned = [];
    Board _seen = feed.Board;
    long _turnedAt;
    int _asked;
    int _answered;

    /// <summary>The board as this page draws it. It moves between two drawings and never within one.</summary>
    public Board Board { get; private set; } = feed.Board;
    public Lanes Lanes => Lanes.Of(Board);
    public Room Room { get; private set; } = feed.Room;
    public Seat Seat { get; private set; } = seat;
    public RetroId Id => feed.Id;
    public Caller Caller => holder.Caller;
    public ParticipantId Participant => holder.Participant;
    public bool IsHere => line.IsUp;
    public bool IsFacilitator => Board.Seats.GetValueOrDefault(Participant)?.Facilitator ?? false;

    /// <summary>The board was deleted while it was open, or this seat was taken away.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The key to one of one's own things, by its id.</summary>
    public EditKey KeyTo(Guid thing) => token.KeyTo(thing);

    public EditKey KeyToReaction(CardId card, string emoji) => token.KeyToReaction(card, emoji);

    /// <summary>The token of this person's own link to their promises.</summary>
    public string LinkToken => token.KeyTo("promises").Value;

    /// <summary>A card as this person sees it: their own with its newest text, others' as they lie. Null when it is gone, also when only for its owner so far.</summary>
    public CardFace? Card(CardId id)
    {
        var own = Seat.Cards.GetValueOrDefault(id);
        return Board.Cards.GetValueOrDefault(id) is { } shared
            ? own is null ? (_taken.Contains(id) ? null : shared) : (shared.Text is null ? own : shared with { Text = own.Text })
            : own;
    }

    public bool IsMine(CardId id) => Seat.Cards.ContainsKey(id);

    /// <summary>One's own cards in a column that the others can't read yet; those written on this page first, newest on top.</summary>
    public IEnumerable<CardId> OwnHidden(ColumnId column) =>
        Seat.Cards.Values.Where(card => card.Column == column && Board.Cards.GetValueOrDefault(card.Id)?.Text is null)
            .OrderByDescending(card => _arrivals.GetValueOrDefault(card.Id)).ThenByDescending(card => card.Order).Select(card => card.Id);

    /// <summary>How many cards of others lie face down in a column.</summary>
    public int FaceDown(ColumnId column) => Lanes.FaceDown(column).Count(id => !Seat.Cards.ContainsKey(id) && !_taken.Contains(id));

    /// <summary>The cards of a column in order; one's own also before they have left the grain.</summary>
    public IEnumerable<CardFace> CardsOf(ColumnId column) =>
        Board.Cards.Values.Where(card => card.Column == column)
            .Concat(Seat.Cards.Values.Where(card => card.Column == column && !Board.Cards.ContainsKey(card.Id)))
            .OrderBy(card => card.Order).Select(card => Card(card.Id)).OfType<CardFace>();

    /// <summary>Where a card comes in the order of turning and how many turn with it; null unless it has just been revealed.</summary>
    public (int Place, int Of)? TurnOf(CardId id) =>
        _turned.TryGetValue(id, out var place) && time.GetElapsedTime(_turnedAt) < Turning ? (place, _turned.Count) : null;

    /// <summary>How many cards turned last.</summary>
    public int Revealed => _turned.Count;

    /// <summary>Tells <paramref name="draw"/> when this card, comment, group or topic changes, until disposed.</summary>
    public IDisposable On(Guid thing, Action draw) => _listeners.Add(thing, draw);

    /// <summary>Tells <paramref name="draw"/> when other cards or groups lie in this column, until disposed.</summary>
    public IDisposable On(ColumnId column, Action draw) => _listeners.Add(column, draw);

    /// <summary>Tells <paramref name="draw"/> when one of these parts changes, until disposed.</summary>
    public IDisposable On(Action draw, params ReadOnlySpan<Part> parts)
    {
        var subscriptions = new List<IDisposable>(parts.Length);
        foreach (var part in parts)
            subscriptions.Add(_listeners.Add(part, draw));
        return new Subscriptions(subscriptions);
    }

    /// <summary>One act on the retro; afterwards one's own seat is fresh.</summary>
    /// <exception cref="RejectedException">The answer is no.</exception>
    /// <exception cref="UnknownOutcomeException">The store refuses; nothing is lost, ask again.</exception>
    public async Task<long> Act(Func<IRetroGrain, Caller, Task<long>> act)
    {
        if (!buckets.MayAct(holder.Person.ToString()))
            throw new RejectedException("slow-down");
        var version = await Asking.Again(() => act(retro, Caller));
        await RefreshSeat();
        feed.SayActed(this);
        return version;
    }

    /// <summary>Asks something of the retro.</summary>
    public Task<T> Ask<T>(Func<IRetroGrain, Caller, Task<T>> question) => Asking.Again(() => question(retro, Caller));

    public async Task RefreshSeat()
    {
        var question = Interlocked.Increment(ref _asked);
        var fresh = await Asking.Again(() => retro.GetSeat(Caller, token));
        await dispatch(() =>
        {
            if (question < _answered)
                return;
            _answered = question;
            NoteSeat(Seat, Seat = fresh);
        });
        _listeners.Tell();
    }

    /// <summary>Takes part from now on; false when the retro or this seat has too many pages open.</summary>
    public bool TryBegin(LiveFeeds feeds)
    {
        if (!feeds.TryWatch(feed, this))
            return false;
        _listeners.Before = () => (Board, Room) = (feed.Board, feed.Room);
        _listeners.Before();
        line.Changed += feed.SayPresence;
        return true;
    }

    public void Dispose()
    {
        line.Changed -= feed.SayPresence;
        _listeners.Stop();
        feed.Remove(this);
    }

    sealed class Subscriptions(List<IDisposable> all) : IDisposable
    {
        public void Dispose() => all.ForEach(one => one.Dispose());
    }
}
