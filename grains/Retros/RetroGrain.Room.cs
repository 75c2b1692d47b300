namespace OrleansRetro.Retros;

// Who is here right now, and what only holds right now.
sealed partial class RetroGrain
{
    readonly RetroRoom _room = new();
    Room _roomFace = new();
    long _roomVersion;
    long _looks;
    long _shown;
    IGrainTimer? _roomTimer;
    bool _lookIsDue;

    public Task<Room> GetRoom(Caller who)
    {
        MayLook(who);
        return Task.FromResult(_roomFace);
    }

    public Task Attend(Caller who, string process, ImmutableArray<ParticipantId> present)
    {
        MayLook(who);
        _room.Attend(process, present, Now);
        // Whoever says so next doesn't put off the look that is due.
        if (_lookIsDue)
            return Task.CompletedTask;
        _lookIsDue = true;
        _roomTimer ??= this.RegisterGrainTimer(Look, new() { DueTime = TimeSpan.FromMilliseconds(250), Period = TimeSpan.FromSeconds(5), Interleave = true });
        _roomTimer.Change(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));
        return Task.CompletedTask;

        Task Look(CancellationToken cancellationToken)
        {
            _lookIsDue = false;
            return RefreshRoom(cancellationToken);
        }
    }

    async Task RefreshRoom(CancellationToken cancellationToken)
    {
        _room.Tick(Now, id => Durable.Find(id) is { Revoked: false } seat ? seat.Facilitator : null);
        var look = ++_looks;
        var promises = await Promises();
        // Looks may overtake each other; an older one doesn't replace a newer.
        if (look > _shown)
        {
            _shown = look;
            ShowRoom(_room.View(promises));
        }
        if (_room.Empty)
        {
            _roomTimer?.Dispose();
            (_roomTimer, _lookIsDue) = (null, false);
        }
    }

    void ShowRoom(Room room)
    {
        if (Same(room, _roomFace))
            return;
        _roomFace = room;
        _roomVersion++;
        _feed.Wake();
    }

    static bool Same(Room a, Room b) =>
        a with { Present = [], Hands = [], Offered = [], Promises = [] } == b with { Present = [], Hands = [], Offered = [], Promises = [] }
        && a.Present.SequenceEqual(b.Present) && a.Hands.SequenceEqual(b.Hands) && a.Offered.SequenceEqual(b.Offered) && a.Promises.SequenceEqual(b.Promises);
}
