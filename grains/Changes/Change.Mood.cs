namespace OrleansRetro.Changes;

// One question about the mood, twice. An answer has a tag in place of a person, and no time.
sealed partial record Change
{
    public const int Rounds = 2;

    /// <summary>How long a round is open; until it is over nothing of it is shown.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromDays(7);

    /// <summary>From one round to the next.</summary>
    public static readonly TimeSpan BetweenRounds = TimeSpan.FromDays(28);

    public ImmutableDictionary<string, TeamMood> AnswersOf(int round) => Moods.GetValueOrDefault(round, ImmutableDictionary<string, TeamMood>.Empty);

    public DateTimeOffset Opens(int round) => At + BetweenRounds * (round - 1);

    public DateTimeOffset Closes(int round) => Opens(round) + OpenFor;

    /// <summary>The round that can be answered now; null when there is none.</summary>
    public int? Asking(DateTimeOffset now)
    {
        for (var round = 1; Team is not null && round <= Rounds; round++)
        {
            if (now >= Opens(round) && now < Closes(round) && !Closed.Contains(round))
                return round;
        }
        return null;
    }

    /// <summary>When the clock has to look again; null once both rounds are over.</summary>
    public DateTimeOffset? Deadline
    {
        get
        {
            for (var round = 1; Team is not null && round <= Rounds; round++)
            {
                if (!Closed.Contains(round))
                    return Closes(round);
            }
            return null;
        }
    }

    public IEnumerable<ChangeEvent> AnswerMood(int round, string voterTag, TeamMood mood, DateTimeOffset now)
    {
        if (Asking(now) != round)
            throw new RejectedException("mood-closed");
        if (!Enum.IsDefined(mood))
            throw new RejectedException("malformed");
        if (!AnswersOf(round).TryGetValue(voterTag, out var before) || before != mood)
            yield return new MoodAnswered(round, voterTag, mood);
    }

    /// <summary>Rounds whose time has passed are over.</summary>
    public IEnumerable<ChangeEvent> Tick(DateTimeOffset now)
    {
        for (var round = 1; Team is not null && round <= Rounds; round++)
        {
            if (now >= Closes(round) && !Closed.Contains(round))
                yield return new MoodClosed(round);
        }
    }

    /// <summary>Its key is lost: nobody can be told from somebody who has answered, so what was said counts and nothing is added.</summary>
    public IEnumerable<ChangeEvent> GiveUpRound(int round)
    {
        if (!Closed.Contains(round) && !AnswersOf(round).IsEmpty)
            yield return new MoodClosed(round);
    }

    /// <summary>What rounds that are over came to: whole, or nothing.</summary>
    public IEnumerable<MoodRound> Outcomes(int fewest, DateTimeOffset now)
    {
        for (var round = 1; Team is not null && round <= Rounds; round++)
        {
            if (now < Closes(round))
                yield break;
            int[] said = [.. AnswersOf(round).Values.Select(mood => (int)mood).Where(mood => mood is >= 0 and <= (int)TeamMood.VeryGood).Order()];
            yield return said.Length < fewest
                ? new(round, Opens(round), null, 0)
                : new(round, Opens(round), [.. Enum.GetValues<TeamMood>().Select(mood => said.Count(one => one == (int)mood))], (said[(said.Length - 1) / 2] + said[said.Length / 2]) / 2.0);
        }
    }
}
