namespace OrleansRetro.Retros;

/// <summary>
/// Who is here and what they signal, as of now: never logged, forgotten when nobody says it any more.
/// Each web process speaks for its own seats.
/// </summary>
sealed class RetroRoom
{
    /// <summary>How long a web process is believed without hearing from it.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    /// <summary>How long a room waits for a facilitator before it offers the role, and before it offers it to one more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly TimeSpan MorePatience = TimeSpan.FromSeconds(30);

    readonly Dictionary<string, (ImmutableArray<ParticipantId> Seats, DateTimeOffset Heard)> _processes = [];
    readonly HashSet<ParticipantId> _ready = [];
    readonly List<ParticipantId> _hands = [];
    readonly Dictionary<ParticipantId, int> _pace = [];
    readonly HashSet<ParticipantId> _drawn = [];
    DateTimeOffset? _aloneSince;
    ParticipantId? _speaker;
    int? _chance;

    public ImmutableArray<ParticipantId> Present { get; private set; } = [];
    public ImmutableArray<ParticipantId> Offered { get; private set; } = [];
    public bool Empty => _processes.Count == 0;

    public void Attend(string process, ImmutableArray<ParticipantId> seats, DateTimeOffset now)
    {
        if (seats.IsEmpty)
            _processes.Remove(process);
        else
            _processes[process] = (seats, now);
    }

    /// <summary>Forgets who has not been heard of, and offers the facilitator's role when nobody present holds it.</summary>
    /// <param name="facilitates">Whether this seat holds the role; null when there is no such seat.</param>
    public void Tick(DateTimeOffset now, Func<ParticipantId, bool?> facilitates)
    {
        foreach (var silent in _processes.Where(process => now - process.Value.Heard > Remembered).Select(process => process.Key).ToArray())
            _processes.Remove(silent);
        Present = [.. _processes.Values.SelectMany(process => process.Seats).Distinct().Where(seat => facilitates(seat) is not null).OrderBy(seat => seat.Value)];
        _hands.RemoveAll(hand => !Present.Contains(hand));

        if (Present.IsEmpty || Present.Any(seat => facilitates(seat) is true))
        {
            (_aloneSince, Offered) = (null, []);
            return;
        }
        var alone = now - (_aloneSince ??= now);
        var asked = alone < Patience ? 0 : 1 + (int)((alone - Patience) / MorePatience);
        Offered = [.. Present.Take(asked)];
    }

    public void SayReady(ParticipantId seat, bool ready) => _ = ready ? _ready.Add(seat) : _ready.Remove(seat);

    public bool IsReady(ParticipantId seat) => _ready.Contains(seat);

    public void RaiseHand(ParticipantId seat, bool raised)
    {
        if (!raised)
            _hands.Remove(seat);
        else if (!_hands.Contains(seat))
            _hands.Add(seat);
    }

    /// <param name="pace">Below 0 slower, above 0 faster, 0 neither.</param>
    public void SetPace(ParticipantId seat, int pace) => _pace[seat] = Math.Sign(pace);

    /// <summary>Somebody present who has not been drawn since all were; the same chance again is the same drawing.</summary>
    public void DrawSpeaker(int chance)
    {
        if (Present.IsEmpty || chance == _chance)
            return;
        _chance = chance;
        if (Present.All(_drawn.Contains))
            _drawn.Clear();
        var waiting = Present.Where(seat => !_drawn.Contains(seat)).ToArray();
        _speaker = waiting[(int)((uint)chance % (uint)waiting.Length)];
        _drawn.Add(_speaker.Value);
    }

    /// <summary>Signals belong to their phase.</summary>
    public void NextPhase()
    {
        _ready.Clear();
        _pace.Clear();
        _drawn.Clear();
        _speaker = null;
    }

    public Room View(ImmutableArray<Promise> promises) => new()
    {
        Present = Present,
        Ready = _ready.Count(Present.Contains),
        Hands = [.. _hands],
        Slower = _pace.Values.Count(pace => pace < 0),
        Faster = _pace.Values.Count(pace => pace > 0),
        Speaker = _speaker,
        Offered = Offered,
        Promises = promises,
    };
}
