namespace OrleansRetro.Retros;

// Phases and their timer.
sealed partial record Retro
{
    static readonly TimeSpan LongestTimer = TimeSpan.FromHours(8);

    /// <summary>
    /// To any phase, back and forth; nothing is destroyed by it. What was written face down turns when writing ends,
    /// voting closes when it is left, its round is sealed when promises begin, and polls close with the retro.
    /// </summary>
    public IEnumerable<RetroEvent> EnterPhase(Caller who, Phase phase, DateTimeOffset now)
    {
        Facilitating(who);
        if (phase == Phase)
            yield break;
        if (CardsFaceDown > 0 && phase > Phase.Write)
            yield return new CardsRevealed();
        if (Voting.Open)
            yield return new VotingClosed();
        if (phase >= Phase.Commit && Voting is { Round: > 0, Sealed: false })
            yield return new VotingSealed();
        if (phase == Phase.Close)
        {
            foreach (var poll in Polls.Values.Where(poll => poll is { Closed: false, Kind: not PollKind.ReturnOnTime }).OrderBy(poll => poll.Number))
                yield return new PollClosed(poll.Id);
        }
        yield return new PhaseEntered(phase, now);
        if (phase == Phase.Vote)
            yield return new VotingOpened(Voting.Round == 0 || Voting.Sealed ? Voting.Round + 1 : Voting.Round);
        if (phase == Phase.Discuss && (Focus is not { } focus || !IsTopic(focus)) && TopicsByVotes().FirstOrDefault() is { Value: var first } && first != Guid.Empty)
            yield return new TopicFocused(new TopicId(first));
        if (phase == Phase.Close && !Polls.ContainsKey(PollId.ReturnOnTime))
            yield return new PollOpened(PollId.ReturnOnTime, PollKind.ReturnOnTime, Poll.OptionsOf(PollKind.ReturnOnTime));
        if (Planned && MinutesOf(Plan, phase) is { } minutes)
            yield return new TimerStarted(now + minutes);
        else if (Timer is not null)
            yield return new TimerStopped();
    }

    /// <summary>Order, names, lengths and what is skipped; phases that have begun keep their place. Starts no timer.</summary>
    public IEnumerable<RetroEvent> PlanPhases(Caller who, ImmutableArray<PlannedPhase> plan)
    {
        Facilitating(who);
        if (!plan.Select(planned => planned.Phase).Order().SequenceEqual(Enum.GetValues<Phase>()))
            throw new RejectedException("unknown-phase");
        var begun = Plan.TakeWhile(planned => planned.Phase != Phase).Count() + 1;
        if (!plan.Take(begun).Select(planned => planned.Phase).SequenceEqual(Plan.Take(begun).Select(planned => planned.Phase)))
            throw new RejectedException("phase-begun");
        ImmutableArray<PlannedPhase> wanted =
        [
            .. plan.Select(planned => planned with
            {
                Minutes = Math.Clamp(planned.Minutes, 0, (int)LongestTimer.TotalMinutes),
                Title = string.IsNullOrWhiteSpace(planned.Title) ? null : Words.Sentence(planned.Title, "title-empty", Longest.Name),
            }),
        ];
        if (!wanted.SequenceEqual(Plan))
            yield return new PhasesPlanned(wanted, Planned ? null : false);
    }

    /// <summary>
    /// How long the retro is meant to last, one of <see cref="Phases.Lengths"/> or what the plan adds up to: phases start their timers
    /// from now on, the present one too unless it has a timer. Null: they don't.
    /// </summary>
    public IEnumerable<RetroEvent> ChooseLength(Caller who, int? minutes, DateTimeOffset now)
    {
        Facilitating(who);
        if (minutes is not { } length)
        {
            if (Planned)
                yield return new PhasesPlanned(Plan, Timed: false);
            yield break;
        }
        var isAsPlanned = length == Plan.Sum(planned => planned.Minutes);
        if (isAsPlanned && Planned)
            yield break;
        var wanted = isAsPlanned ? Plan : Shared(length);
        yield return new PhasesPlanned(wanted);
        if (Timer is null && MinutesOf(wanted, Phase) is { } left)
            yield return new TimerStarted(now + left);
    }

    /// <summary>The plan with a length that is offered shared out among its phases.</summary>
    ImmutableArray<PlannedPhase> Shared(int length)
    {
        if (!Phases.Lengths.Contains(length))
            throw new RejectedException("malformed");
        var shares = Phases.For(length);
        return [.. Plan.Select(planned => planned with { Minutes = shares.Single(share => share.Phase == planned.Phase).Minutes })];
    }

    /// <summary>What a plan gives a phase; null where it suggests no timer.</summary>
    static TimeSpan? MinutesOf(ImmutableArray<PlannedPhase> plan, Phase phase) =>
        plan.FirstOrDefault(planned => planned.Phase == phase) is { Minutes: > 0 } planned ? TimeSpan.FromMinutes(planned.Minutes) : null;

    /// <summary>The timer ends at this instant; asked again with a later one it is extended.</summary>
    public IEnumerable<RetroEvent> StartTimer(Caller who, DateTimeOffset deadline, DateTimeOffset now)
    {
        Facilitating(who);
        if (deadline <= now)
            throw new RejectedException("due-in-past");
        var wanted = deadline - now > LongestTimer ? now + LongestTimer : deadline;
        if (Timer?.Deadline != wanted)
            yield return new TimerStarted(wanted);
    }

    public IEnumerable<RetroEvent> PauseTimer(Caller who, DateTimeOffset now)
    {
        Facilitating(who);
        if (Timer is { Left: not null })
            yield break;
        if (Timer?.Deadline is not { } deadline)
            throw new RejectedException("timer-not-running");
        yield return new TimerPaused(deadline > now ? deadline - now : TimeSpan.Zero);
    }

    public IEnumerable<RetroEvent> StopTimer(Caller who)
    {
        Facilitating(who);
        if (Timer is not null)
            yield return new TimerStopped();
    }
}
