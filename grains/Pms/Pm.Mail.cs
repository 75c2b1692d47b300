namespace OrleansRetro.Pms;

// Mail: one a day, in working hours, and only with something that nobody has been told of yet.
sealed partial record Pm
{
    /// <summary>So often, at most, requests that can't wait for the next morning are told of.</summary>
    static readonly TimeSpan BetweenRequests = TimeSpan.FromHours(1);

    /// <summary>How often it is worth looking: while mail may be sent, and at other times, for people move.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromMinutes(15), Later = TimeSpan.FromHours(3);

    /// <summary>What this person wants no mail about.</summary>
    public ImmutableArray<MailKind> NoMailAbout { get; init; } = [];

    /// <summary>What was claimed so far, and what had been before that.</summary>
    public Told Mailed { get; init; } = new();
    public Told MailedBefore { get; init; } = new();

    /// <param name="Day">Of the last digest.</param>
    /// <param name="DigestAt">Everything that waited then was in it.</param>
    /// <param name="RequestsAt">When requests were last told of at once.</param>
    internal sealed record Told(DateOnly? Day = null, DateTimeOffset? DigestAt = null, DateTimeOffset? RequestsAt = null);

    /// <summary>What a mail would say, and the event that makes it somebody's.</summary>
    internal sealed record Letter(ImmutableArray<WaitingPromise> Lines, PmEvent Claim);

    public IEnumerable<PmEvent> SwitchMail(MailKind kind, bool on)
    {
        if (!Enum.IsDefined(kind))
            throw new RejectedException("malformed");
        if (on == NoMailAbout.Contains(kind))
            yield return new MailSwitched(kind, on);
    }

    /// <summary>The mail that is due now; null when there is none.</summary>
    /// <param name="waiting">What waits for this person's word.</param>
    public Letter? MailAt(IEnumerable<WaitingPromise> waiting, DateTimeOffset now)
    {
        var open = waiting.Where(one => !NoMailAbout.Contains(one.Kind)).OrderBy(one => one.Promise.Due).ThenBy(one => one.Promise.Id.Value).ToImmutableArray();
        var hours = HoursFor(open);
        if (open.IsEmpty || !hours.Include(now))
            return null;
        var (today, morning) = (hours.DayOf(now), hours.BeginOf(hours.DayOf(now)));
        // In the morning, all that waits by then; what comes later waits for the next one.
        if ((Mailed.Day is not { } last || today > last) && open.Any(one => one.Since <= morning && !IsTold(one, hours)))
            return new(open, new DigestClaimed(today, now));
        if (Mailed.RequestsAt is { } before && now - before < BetweenRequests)
            return null;
        var urgent = open.RemoveAll(one => !IsUrgent(one, today) || IsTold(one, hours));
        return urgent.IsEmpty ? null : new(urgent, new RequestsMailed(now));
    }

    /// <summary>It was not sent, as the mail server said: somebody may claim it again.</summary>
    public IEnumerable<PmEvent> ReturnMail(DateTimeOffset claimed)
    {
        if (Mailed.DigestAt == claimed || Mailed.RequestsAt == claimed)
            yield return new MailReturned(claimed);
    }

    public DateTimeOffset NextLook(ImmutableArray<WaitingPromise> waiting, DateTimeOffset now)
    {
        if (Zone is null && waiting.IsEmpty)
            return now + Soon;
        var hours = HoursFor(waiting);
        var next = hours.Include(now) && hours.Include(now + Soon) ? now + Soon : hours.NextBegin(now);
        return next < now + Later ? next : now + Later;
    }

    /// <summary>Where somebody is as they say; else where what they are asked first was agreed.</summary>
    WorkingHours HoursFor(ImmutableArray<WaitingPromise> waiting) => WorkingHours.In(Zone ?? (waiting.IsEmpty ? null : waiting[0].Promise.Zone));

    bool IsTold(WaitingPromise one, WorkingHours hours) =>
        one.Since <= Mailed.DigestAt || Mailed.RequestsAt is { } at && one.Since <= at && IsUrgent(one, hours.DayOf(at));

    static bool IsUrgent(WaitingPromise one, DateOnly today) => one.Kind == MailKind.AskedOfYou && one.Promise.Due <= today.AddDays(1);

    Pm EvolveMail(PmEvent @event) => @event switch
    {
        MailSwitched e => this with { NoMailAbout = e.On ? NoMailAbout.Remove(e.Kind) : [.. NoMailAbout.Remove(e.Kind), e.Kind] },
        DigestClaimed e => this with { MailedBefore = MailedBefore with { Day = Mailed.Day, DigestAt = Mailed.DigestAt }, Mailed = Mailed with { Day = e.Day, DigestAt = e.At } },
        RequestsMailed e => this with { MailedBefore = MailedBefore with { RequestsAt = Mailed.RequestsAt }, Mailed = Mailed with { RequestsAt = e.At } },
        // Another mail may have been claimed since; that one stays.
        MailReturned e when Mailed.DigestAt == e.Claimed => this with { Mailed = Mailed with { Day = MailedBefore.Day, DigestAt = MailedBefore.DigestAt } },
        MailReturned e when Mailed.RequestsAt == e.Claimed => this with { Mailed = Mailed with { RequestsAt = MailedBefore.RequestsAt } },
        _ => this,
    };
}
