using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;

namespace OrleansRetro.Live;

/// <summary>A part of a board that a component draws; it hears of changes to that part alone.</summary>
public enum Part
{
    /// <summary>Title, columns' names, plan, carried promises, next retro.</summary>
    Settings,
    Phase,
    Timer,
    People,

    /// <summary>Which cards there are and where they lie.</summary>
    Layout,
    Votes,
    Discussion,
    Polls,
    Closing,
    Room,

    /// <summary>One's own seat: cards, votes, answers.</summary>
    Seat,
}

/// <summary>
/// One page's view of one retro: the shared board, one's own seat, and who is to be drawn anew.
/// Changes are gathered for 50 ms, then each component that they concern is told once, on the page's own dispatcher.
/// </summary>
public sealed class BoardSession(LiveFeed feed, SeatHolder holder, SeatToken token, IRetroGrain retro, Buckets buckets, Func<Action, Task> dispatch, TimeProvider time)
    : IBoardWatcher, IDisposable
{
    static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(50);

    readonly Lock _lock = new();
    readonly Dictionary<Guid, List<Action>> _ofThing = [];
    readonly Dictionary<Part, List<Action>> _ofPart = [];
    readonly HashSet<Guid> _things = [];
    readonly HashSet<Part> _parts = [];
    bool _scheduled;
    bool _disposed;

    public Board Board => feed.Board;
    public Room Room => feed.Room;
    public Seat Seat { get; private set; } = new() { Participant = holder.Participant };
    public RetroId Id => feed.Id;
    public Caller Caller => holder.Caller;
    public ParticipantId Participant => holder.Participant;
    public bool IsFacilitator => Board.Seats.GetValueOrDefault(Participant)?.Facilitator ?? false;

    /// <summary>The board was deleted while it was open.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The key to one of one's own things, by its id.</summary>
    public EditKey KeyTo(Guid thing) => token.KeyTo(thing.ToString("D"));

    public EditKey KeyToReaction(CardId card, string emoji) => token.KeyTo($"{card}{emoji}");

    /// <summary>The token of this person's own link to their promises.</summary>
    public string LinkToken => token.KeyTo("promises").Value;

    /// <summary>A card as this person sees it: their own with its text, others' as they lie.</summary>
    public CardFace? Card(CardId id) =>
        Board.Cards.GetValueOrDefault(id) is { } shared ? (shared.Text is null ? Seat.Cards.GetValueOrDefault(id) ?? shared : shared) : Seat.Cards.GetValueOrDefault(id);

    public bool IsMine(CardId id) => Seat.Cards.ContainsKey(id);

    /// <summary>The cards of a column in order; one's own also before they have left the grain.</summary>
    public IEnumerable<CardFace> CardsOf(ColumnId column) =>
        Board.Cards.Values.Where(card => card.Column == column)
            .Concat(Seat.Cards.Values.Where(card => card.Column == column && !Board.Cards.ContainsKey(card.Id)))
            .OrderBy(card => card.Order).Select(card => Card(card.Id)!);

    /// <summary>Tells <paramref name="draw"/> when this card, comment, group or topic changes, until disposed.</summary>
    public IDisposable On(Guid thing, Action draw) => Subscribe(_ofThing, thing, draw);

    /// <summary>Tells <paramref name="draw"/> when one of these parts changes, until disposed.</summary>
    public IDisposable On(Action draw, params ReadOnlySpan<Part> parts)
    {
        var subscriptions = new List<IDisposable>();
        foreach (var part in parts)
            subscriptions.Add(Subscribe(_ofPart, part, draw));
        return new Subscription(() => subscriptions.ForEach(subscription => subscription.Dispose()));
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
        return version;
    }

    /// <summary>Asks something of the retro.</summary>
    public Task<T> Ask<T>(Func<IRetroGrain, Caller, Task<T>> question) => Asking.Again(() => question(retro, Caller));

    public async Task RefreshSeat()
    {
        var before = Seat;
        Seat = await Asking.Again(() => retro.GetSeat(Caller, token));
        lock (_lock)
        {
            _parts.Add(Part.Seat);
            if (!before.Cards.Keys.ToHashSet().SetEquals(Seat.Cards.Keys) || before.Cards.Values.Any(card => Seat.Cards.GetValueOrDefault(card.Id)?.Column != card.Column))
                _parts.Add(Part.Layout);
            if (before.Votes.Count != Seat.Votes.Count || before.VotesLeft != Seat.VotesLeft)
                _parts.Add(Part.Votes);
            foreach (var card in Seat.Cards.Values.Where(card => before.Cards.GetValueOrDefault(card.Id) != card))
                _things.Add(card.Id.Value);
            foreach (var topic in before.Votes.Keys.Union(Seat.Votes.Keys))
                _things.Add(topic.Value);
            foreach (var (card, _) in before.Reactions.SymmetricExcept(Seat.Reactions))
                _things.Add(card.Value);
        }
        Schedule();
    }

    void IBoardWatcher.Moved(BoardUpdate update)
    {
        lock (_lock)
        {
            if (update.Snapshot is not null)
                Everything();
            foreach (var change in update.Changes.SelectMany(changes => changes))
                Note(change);
            if (update.Room is not null)
                _parts.Add(Part.Room);
        }
        Schedule();
    }

    void IBoardWatcher.Gone()
    {
        IsGone = true;
        lock (_lock)
            Everything();
        Schedule();
    }

    public void Dispose()
    {
        _disposed = true;
        feed.Remove(this);
    }

    void Note(BoardChange change)
    {
        switch (change)
        {
            case CardPut card:
                _things.Add(card.Id.Value);
                _parts.Add(Part.Layout);
                break;
            case CardGone card:
                _things.Add(card.Id.Value);
                _parts.Add(Part.Layout);
                break;
            case GroupPut group:
                _things.Add(group.Id.Value);
                _parts.Add(Part.Layout);
                break;
            case CommentPut comment:
                _things.Add(comment.Card.Value);
                break;
            case CommentGone:
                foreach (var card in Board.Cards.Keys)
                    _things.Add(card.Value);
                break;
            case SettingsPut: _parts.Add(Part.Settings); break;
            case PhasePut: Everything(); break;
            case TimerPut: _parts.Add(Part.Timer); break;
            case SeatPut or SeatGone: _parts.Add(Part.People); break;
            case VotesPut: _parts.Add(Part.Votes); break;
            case FocusPut or NotesPut or ParkedPut: _parts.Add(Part.Discussion); break;
            case PollPut or IcebreakerPut: _parts.Add(Part.Polls); break;
            case KudosPut or TakeawayPut: _parts.Add(Part.Closing); break;
        }
    }

    void Everything()
    {
        _parts.UnionWith(Enum.GetValues<Part>());
        _things.UnionWith(_ofThing.Keys);
    }

    void Schedule()
    {
        lock (_lock)
        {
            if (_scheduled || _disposed)
                return;
            _scheduled = true;
        }
        _ = Later();
    }

    async Task Later()
    {
        await Task.Delay(Frame, time).ConfigureAwait(false);
        await dispatch(Draw).ConfigureAwait(false);
    }

    void Draw()
    {
        Action[] due;
        lock (_lock)
        {
            _scheduled = false;
            due =
            [
                .. _parts.SelectMany(part => _ofPart.GetValueOrDefault(part, []))
                    .Concat(_things.SelectMany(thing => _ofThing.GetValueOrDefault(thing, []))).Distinct(),
            ];
            _parts.Clear();
            _things.Clear();
        }
        foreach (var draw in due)
            draw();
    }

    Subscription Subscribe<TKey>(Dictionary<TKey, List<Action>> subscribers, TKey key, Action draw) where TKey : notnull
    {
        lock (_lock)
        {
            if (!subscribers.TryGetValue(key, out var list))
                subscribers[key] = list = [];
            list.Add(draw);
        }
        return new(() =>
        {
            lock (_lock)
            {
                if (subscribers.TryGetValue(key, out var list) && list.Remove(draw) && list.Count == 0)
                    subscribers.Remove(key);
            }
        });
    }

    sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
