namespace OrleansRetro.Partnerships;

/// <summary>What two teammates share. What one answers in a check-in the other one sees once both have answered; nobody else sees anything.</summary>
sealed partial record Partnership : IState<Partnership, PartnershipEvent>
{
    /// <summary>Things that wait to be talked about at once.</summary>
    public const int MostItems = 50;

    /// <summary>What one side is after at once.</summary>
    public const int MostAims = 10;

    /// <summary>From one check-in to the next question for one.</summary>
    public static readonly TimeSpan BetweenCheckIns = TimeSpan.FromDays(28);

    /// <summary>What was talked about so lately is counted by topic.</summary>
    public static readonly TimeSpan MixOf = TimeSpan.FromDays(84);

    public static Partnership Empty { get; } = new();

    public int Round { get; init; }
    public bool IsOpen { get; init; }
    public ImmutableArray<AgendaItem> Items { get; init; } = [];

    /// <summary>Every id that there has been: what was removed doesn't come back by a late repeat.</summary>
    public ImmutableSortedSet<Guid> Known { get; init; } = [];
    public ImmutableArray<Aim> Aims { get; init; } = [];

    /// <summary>In the order in which they were answered first.</summary>
    public ImmutableArray<CheckInSide> CheckIns { get; init; } = [];
    public ImmutableArray<PersonId> Left { get; init; } = [];

    /// <summary>What each shows the other of how they kept their promises.</summary>
    public ImmutableDictionary<PersonId, ShownKeeping> Shown { get; init; } = ImmutableDictionary<PersonId, ShownKeeping>.Empty;

    /// <summary>Something was shown once that is not to be seen any more.</summary>
    public bool HasHidden { get; init; }

    /// <summary>Check-ins that both have answered, by number; also where one of them was erased since.</summary>
    public ImmutableSortedDictionary<int, DateTimeOffset> Joint { get; init; } = ImmutableSortedDictionary<int, DateTimeOffset>.Empty;

    public Partnership Evolve(PartnershipEvent @event) => @event switch
    {
        PartnershipBegun => this with { Round = Round == int.MaxValue ? Round : Round + 1, IsOpen = true },
        AgendaItemAdded e => this with { Items = [.. Items.Where(item => item.Id != e.Item), new(e.Item, e.Topic, e.Text, e.By, e.At)], Known = Known.Add(e.Item.Value) },
        AgendaItemReworded e => With(e.Item, item => item with { Topic = e.Topic, Text = e.Text }),
        AgendaItemSettled e => With(e.Item, item => item with { SettledAt = e.At }),
        AgendaItemReopened e => With(e.Item, item => item with { SettledAt = null }),
        AgendaItemRemoved e => this with { Items = Items.RemoveAll(item => item.Id == e.Item) },
        AimWritten e => this with
        {
            Aims = Aims.Any(aim => aim.Id == e.Aim) ? [.. Aims.Select(aim => aim.Id == e.Aim ? aim with { Text = e.Text } : aim)] : Aims.Add(new(e.Aim, e.Text, e.By)),
            Known = Known.Add(e.Aim.Value),
        },
        AimDropped e => this with { Aims = Aims.RemoveAll(aim => aim.Id == e.Aim) },
        CheckInAnswered e => Answered(new(e.Number, e.By, new(e.Works, e.Differently, e.Going, e.At))),
        KeepingShown e => this with { Shown = Shown.SetItem(e.By, e.Keeping), HasHidden = HasHidden || Shown.ContainsKey(e.By) },
        KeepingHidden e => this with { Shown = Shown.Remove(e.By), HasHidden = true },
        PartnershipClosed => this with { IsOpen = false, Items = [], Aims = [], CheckIns = [], Joint = Joint.Clear(), Shown = Shown.Clear() },
        PartnerLeft e => this with
        {
            Left = [.. Left.Where(person => person != e.Person), e.Person],
            Items = Items.RemoveAll(item => item.By == e.Person),
            Aims = Aims.RemoveAll(aim => aim.By == e.Person),
            CheckIns = CheckIns.RemoveAll(side => side.By == e.Person),
            Shown = Shown.Clear(),
        },
        _ => this,
    };

    /// <summary>The same event without the words, where whoever wrote them is erased, what they are in was closed, or what they showed is shown no longer.</summary>
    /// <param name="isClosed">It was closed after this.</param>
    public PartnershipEvent Erase(PartnershipEvent @event, bool isClosed) => @event switch
    {
        AgendaItemAdded e when isClosed || Left.Contains(e.By) => e with { Text = "" },
        AgendaItemReworded e when isClosed || Left.Contains(e.By) => e with { Text = "" },
        AimWritten e when isClosed || Left.Contains(e.By) => e with { Text = "" },
        CheckInAnswered e when isClosed || Left.Contains(e.By) => e with { Works = "", Differently = "", Going = Going.Smoothly },
        KeepingShown e when Shown.GetValueOrDefault(e.By)?.At != e.Keeping.At => e with { Keeping = ShownKeeping.Nothing(e.Keeping.At) },
        _ => @event,
    };

    public PartnershipView? View(Caller who, PartnershipId id, DateTimeOffset now, long version)
    {
        if (Round == 0)
            return null;
        var (me, other) = (who.Person, id.Other(who.Person));
        var number = Next;
        var mine = Side(number, me);
        var isDue = Joint.IsEmpty || now - Joint.Last().Value > BetweenCheckIns;
        return new(other, Left.Contains(other), Round, IsOpen,
            [.. Items.Where(item => item.SettledAt is null)], [.. Items.Where(item => item.SettledAt is not null).OrderByDescending(item => item.SettledAt)], Mix(now),
            [.. Aims.Where(aim => aim.By == me)], [.. Aims.Where(aim => aim.By != me)],
            number, mine, IsOpen && !Left.Contains(other) && mine is null && (isDue || CheckIns.Any(side => side.Number == number)),
            [.. Joint.Reverse().Select(joint => new JointCheckIn(joint.Key, Side(joint.Key, me), Side(joint.Key, other), joint.Value))], version)
        { Shown = Shown.GetValueOrDefault(me) };
    }

    /// <summary>The check-in that isn't both's yet.</summary>
    int Next => Joint.IsEmpty ? 1 : Joint.Last().Key is var last && last < int.MaxValue ? last + 1 : last;

    CheckInAnswers? Side(int number, PersonId person) => CheckIns.FirstOrDefault(side => side.Number == number && side.By == person)?.Said;

    ImmutableArray<TopicCount> Mix(DateTimeOffset now) =>
        [.. Items.Where(item => item.SettledAt is { } at && at <= now && now - at <= MixOf).GroupBy(item => item.Topic).OrderBy(topic => topic.Key).Select(topic => new TopicCount(topic.Key, topic.Count()))];

    Partnership With(AgendaItemId id, Func<AgendaItem, AgendaItem> change) => this with { Items = [.. Items.Select(item => item.Id == id ? change(item) : item)] };

    Partnership Answered(CheckInSide side)
    {
        var sides = CheckIns.RemoveAll(known => known.Number == side.Number && known.By == side.By).Add(side);
        return this with { CheckIns = sides, Joint = sides.Any(known => known.Number == side.Number && known.By != side.By) ? Joint.SetItem(side.Number, side.Said.At) : Joint };
    }

    internal sealed record CheckInSide(int Number, PersonId By, CheckInAnswers Said);
}
