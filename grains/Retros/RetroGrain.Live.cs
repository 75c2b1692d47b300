using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using OrleansRetro.Live;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>
/// What leaves the grain, and when. On named boards each event is published as it becomes durable.
/// On anonymous boards what would tell when somebody wrote or chose is held back and leaves in shuffled batches, at the latest after a wait
/// that nobody knows, so the published version counts published events and lags behind the log.
/// </summary>
sealed partial class RetroGrain
{
    const int SmallestBatch = 3;
    const int Remembered = 1_024;
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly Feed<ImmutableArray<BoardChange>> _feed = new(Remembered);
    readonly List<RetroEvent> _withheld = [];
    readonly List<BoardChange> _unshown = [];
    readonly Queue<RetroEvent> _replayed = new(Remembered);
    Board _board = null!;
    TaskCompletionSource? _batch;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        await LearnNames();
        _board = Durable.ToBoard(Id, DurableVersion, NameOf, Limits) with { DamagedAt = DamagedAt };
        _feed.Reset(DurableVersion - (Durable.Anonymous || DamagedAt is not null ? 0 : _replayed.Count));
        while (_feed.Version < DurableVersion)
            _feed.Publish(ChangesOf(_replayed.Dequeue()));
        _replayed.Clear();
        if (DurableVersion > 0)
        {
            await SettleDebts();
            _roomFace = _room.View(await Promises());
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _batch?.TrySetResult();
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    protected override void OnBroken() => _feed.Wake();

    public async Task<Board> GetBoard(Caller who)
    {
        await MayLook(who);
        return _board;
    }

    public async Task<Seat> GetSeat(Caller who, SeatToken token)
    {
        MustExist();
        var me = Durable.Seated(who);
        var seat = Durable.SeatOf(me, token, await VoterTag(who), PollTags(await PollKeys(), who));
        return seat with { Offered = _room.Offered.Contains(me.Id), Ready = _room.IsReady(me.Id) };
    }

    public async IAsyncEnumerable<BoardUpdate> Watch(Caller who, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await MayLook(who);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var roomSeen = -1L;
        while (true)
        {
            // An activation can't end before its watches do, also when it is to go on in another silo.
            if (host.ApplicationStopping.IsCancellationRequested)
                throw new UnknownOutcomeException("This silo is about to end.");
            if (IsBroken)
                throw new UnknownOutcomeException("This activation is being replaced.");
            cancellationToken.ThrowIfCancellationRequested();
            if (_life == Life.Unknown)
                MustBeDecided();
            if (_life >= Life.Deleted || Durable.Shelved)
                throw new RejectedException("not-found");
            var moved = _feed.Moved;
            if (_feed.Version != after || _roomVersion != roomSeen)
            {
                var changes = after > 0 ? _feed.Since(after) : null;
                var room = _roomVersion != roomSeen ? _roomFace : null;
                (after, roomSeen) = (_feed.Version, _roomVersion);
                yield return new(after, changes is null ? _board : null, changes ?? [], room) { Earlier = changes is null ? _feed.Recent() : [] };
            }
            await moved.WaitAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    // A published version of an anonymous board is none of the log's, so no cursor of before is known there.
    protected override int Hindsight => Durable.Anonymous ? 0 : Remembered;

    protected override void OnReplayed(RetroEvent @event, long version)
    {
        if (_replayed.Count == Remembered)
            _replayed.Dequeue();
        _replayed.Enqueue(@event);
    }

    protected override void OnCommitted(IReadOnlyList<RetroEvent> events)
    {
        foreach (var @event in events)
        {
            if (Durable.Anonymous && IsShownByWhatComesBack(@event))
                continue;
            if (@event is CardsRevealed or PhaseEntered)
                Flush();
            if (@event is PhaseEntered)
                _room.NextPhase();
            if (Durable.Anonymous && TellsWhen(@event))
                _withheld.Add(@event);
            else
                Publish(@event);
        }
        if (_withheld.Count >= SmallestBatch)
            Flush();
        else if (_withheld.Count > 0 && _batch is null)
            FlushInTime(_batch = new(TaskCreationOptions.RunContinuationsAsynchronously)).Ignore();
        Show();
        if (Durable.Team is { } team && TopicsOf(events) is [.., not Due])
            GrainFactory.GetGrain<ITeamLedgerGrain>(team.Value).Nudge(Caller.Room).Ignore();
        if (events.Any(e => e is PhaseEntered or ActionProposed or FacilitatorNamed or FacilitatorSteppedDown or SeatRevoked or SeatRenamed))
            RefreshRoom(default).Ignore();
    }

    bool TellsWhen(RetroEvent @event) => @event switch
    {
        CardMoved e => Durable.Phase != Phase.Group && !Durable.IsOfRoom(e.Card), // by anybody while grouping, by its author before
        CardAdded e => !Durable.IsOfRoom(e.Card),
        CardDeleted e => !Durable.IsOfRoom(e.Card),
        CardRestored e => !Durable.IsOfRoom(e.Card),
        CardGrouped e => IsComingBack(e.Card),
        CardUngrouped e => IsComingBack(e.Card),
        _ => @event is CardReworded or CommentAdded or CommentDeleted
            or ReactionAdded or ReactionRemoved or VotesSet or PollAnswered or KudosGiven or TakeawayShared,
    };

    /// <summary>A restored card leaves as it lies by then; what was decided along with it has nothing to add, and would tell when.</summary>
    bool IsShownByWhatComesBack(RetroEvent @event) => @event switch
    {
        CardMoved e => IsComingBack(e.Card),
        CardsRevealed => Durable.Phase > Phase.Write && !_withheld.Any(held => held is CardAdded) && _board.Cards.Values.All(card => card.Text is not null),
        _ => false,
    };

    bool IsComingBack(CardId card) => _withheld.Any(held => held is CardRestored back && back.Card == card);

    async Task FlushInTime(TaskCompletionSource batch)
    {
        try
        {
            // Any wait up to the longest: from a fixed one everybody could reckon back to the moment.
            await batch.Task.WaitAsync(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, (int)LongestWait.TotalMilliseconds + 1)), time);
        }
        catch (TimeoutException)
        {
            Flush();
            Show();
        }
    }

    void Flush()
    {
        _batch?.TrySetResult();
        _batch = null;
        foreach (var @event in _withheld.OrderBy(_ => RandomNumberGenerator.GetInt32(int.MaxValue)))
            Publish(@event);
        _withheld.Clear();
    }

    void Publish(RetroEvent @event)
    {
        var changes = ChangesOf(@event);
        _feed.Publish(changes);
        _unshown.AddRange(changes);
    }

    void Show()
    {
        _board = _board.With(_unshown) with { Version = _feed.Version };
        _unshown.Clear();
        _feed.Wake();
    }

    ImmutableArray<BoardChange> ChangesOf(RetroEvent @event) => [.. Durable.Changes(@event, NameOf, Limits)];

    /// <summary>Whoever has a seat, and everybody of the retro's team.</summary>
    async Task MayLook(Caller who)
    {
        MustExist();
        if (who.Kind == CallerKind.Account && Durable.Team is { } team && await RoleIn(team, who.Person) is not null)
            return;
        if (who.Kind != CallerKind.Room)
            Durable.Seated(who);
    }
}
