using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

// When the team meets, how, and what becomes of its retros.
sealed partial record Team
{
    const int MostDaysOff = 200;

    static readonly int[] Retentions = [6, 12, 24, 36];

    public IEnumerable<TeamEvent> SetRhythm(Caller who, Rhythm? rhythm, DateTimeOffset now)
    {
        TakingPart(who);
        if (rhythm is null)
        {
            if (Rhythm is not null)
                yield return new RhythmDropped(now, who.Person);
            yield break;
        }
        if (!TimeZones.IsKnown(rhythm.Zone))
            throw new RejectedException("unknown-zone");
        if (rhythm.Every is < 1 or > 26 || !Enum.IsDefined(rhythm.Unit) || Math.Abs(rhythm.First.Year - now.Year) > 10)
            throw new RejectedException("malformed");
        if (rhythm.Facilitator is { } facilitator)
            Member(facilitator);
        if (rhythm != Rhythm)
            yield return new RhythmSet(rhythm, now, who.Person);
    }

    /// <summary>Days on which nobody in the team works, besides weekends; what was promised before keeps its deadlines.</summary>
    public IEnumerable<TeamEvent> ChooseDaysOff(Caller who, ImmutableArray<DayOff> days, DateTimeOffset now)
    {
        TakingPart(who);
        if (days.IsDefault || days.Length > MostDaysOff || days.Any(day => Math.Abs(day.Day.Year - now.Year) > 10))
            throw new RejectedException("malformed");
        ImmutableArray<DayOff> wanted = [.. days.DistinctBy(day => day.Day).OrderBy(day => day.Day).Select(day => day with { Name = Words.Clean(day.Name) is { Length: 0 } none ? none : Words.Name(day.Name) })];
        if (!wanted.SequenceEqual(DaysOff))
            yield return new DaysOffChosen(wanted, now, who.Person);
    }

    /// <summary>A format as it is from now on; running retros keep the columns they have.</summary>
    public IEnumerable<TeamEvent> PutFormat(Caller who, TeamFormat format, DateTimeOffset now, TeamLimits limits, RetroLimits retros)
    {
        TakingPart(who);
        if (!ColumnId.TryParse(format.Id, out _) || format.Columns.IsDefaultOrEmpty || format.Columns.DistinctBy(column => column.Id).Count() < format.Columns.Length
            || format.Columns.Any(column => !ColumnId.TryParse(column.Id.Value, out _)) || Format.Find(format.Id) is not null)
            throw new RejectedException("malformed");
        if (format.Columns.Length > retros.ColumnsPerRetro)
            throw new RejectedException("full-columns", Number(retros.ColumnsPerRetro));
        var wanted = format with
        {
            Title = Title(format.Title),
            Columns = [.. format.Columns.Select(column => new TeamFormatColumn(column.Id, Title(column.Title), Prompt(column.Prompt)))],
        };
        if (FormatOf(format.Id) is { } known)
        {
            if (Same(wanted, known))
                yield break;
        }
        else if (Formats.Length >= limits.FormatsPerTeam)
        {
            throw new RejectedException("full-formats", Number(limits.FormatsPerTeam));
        }
        yield return new FormatPut(wanted, now, who.Person);
    }

    public IEnumerable<TeamEvent> RetireFormat(Caller who, string id, bool retired, DateTimeOffset now)
    {
        TakingPart(who);
        var known = FormatOf(id) ?? throw new RejectedException("unknown-format");
        if (known.Retired != retired)
            yield return retired ? new FormatRetired(id, now, who.Person) : new FormatBroughtBack(id, now, who.Person);
    }

    /// <summary>A retro is founded with the team's next breath; the topics that waited for it go there.</summary>
    public IEnumerable<TeamEvent> StartRetro(Caller who, RetroId retro, DateTimeOffset now)
    {
        TakingPart(who);
        if (Retros.Any(known => known.Id == retro))
            yield break;
        NotRemoved(retro);
        yield return new RetroAdded(retro, now, Waiting.IsEmpty ? null : [.. Waiting.Select(topic => topic.Id)], null, who.Person);
    }

    /// <summary>The same, asked for by one of the team's retros, for whoever sits there.</summary>
    public IEnumerable<TeamEvent> StartNext(RetroId retro, DateTimeOffset now)
    {
        NotRemoved(retro);
        if (Retros.All(known => known.Id != retro))
            yield return new RetroAdded(retro, now, Waiting.IsEmpty ? null : [.. Waiting.Select(topic => topic.Id)]);
    }

    /// <summary>A retro that was there before becomes the team's; that one of the team facilitates it, the retro has said.</summary>
    public IEnumerable<TeamEvent> TakeRetro(Caller who, RetroId retro, DateTimeOffset now)
    {
        TakingPart(who);
        NotRemoved(retro);
        if (Retros.All(known => known.Id != retro))
            yield return new RetroAdded(retro, now, null, true, who.Person);
    }

    /// <summary>A retro says that it is this team's, for one that was founded it after it.</summary>
    public IEnumerable<TeamEvent> HoldRetro(RetroId retro, DateTimeOffset now)
    {
        if (!GivenUp && !Removed.Contains(retro) && Retros.All(known => known.Id != retro))
            yield return new RetroAdded(retro, now);
    }

    public IEnumerable<TeamEvent> ArchiveRetro(Caller who, RetroId retro, bool archived, DateTimeOffset now)
    {
        Facilitating(who);
        if (Mine(retro).Archived != archived)
            yield return archived ? new RetroArchived(retro, now, who.Person) : new RetroUnarchived(retro, now, who.Person);
    }

    public IEnumerable<TeamEvent> DiscardRetro(Caller who, RetroId retro, bool discarded, DateTimeOffset now)
    {
        Facilitating(who);
        if (Mine(retro).DiscardedAt is not null != discarded)
            yield return discarded ? new RetroDiscarded(retro, now, who.Person) : new RetroRestored(retro, now, who.Person);
    }

    public IEnumerable<TeamEvent> SetRetention(Caller who, int? months, DateTimeOffset now)
    {
        Facilitating(who);
        if (months is { } chosen && !Retentions.Contains(chosen))
            throw new RejectedException("malformed");
        if (months != RetentionMonths)
            yield return new RetentionSet(now, months, who.Person);
    }

    /// <summary>A retro is about to be no more.</summary>
    public IEnumerable<TeamEvent> RetroGone(RetroId retro, DateTimeOffset now)
    {
        if (Retros.Any(known => known.Id == retro))
            yield return new RetroRemoved(retro, now);
    }

    public IEnumerable<TeamEvent> GiveUp(Caller who, DateTimeOffset now)
    {
        if (GivenUp && Members.Any(member => member.Person == who.Person && member.Role == TeamRole.Facilitator))
            yield break;
        Facilitating(who);
        yield return new TeamGivenUp(now, who.Person);
    }

    /// <summary>Retros whose time to be restored has passed.</summary>
    public IEnumerable<RetroId> Spent(DateTimeOffset now) =>
        Retros.Where(retro => retro.DiscardedAt is { } at && at.AddDays(ITeamGrain.DaysToRestore) <= now).Select(retro => retro.Id);

    /// <summary>Something will be due some day, so the clock must look.</summary>
    public bool HasDeadlines => GivenUp || RetentionMonths is not null || Retros.Any(retro => retro.DiscardedAt is not null);

    Owned Mine(RetroId retro) => Retros.FirstOrDefault(known => known.Id == retro) ?? throw new RejectedException("not-found");

    void NotRemoved(RetroId retro)
    {
        if (Removed.Contains(retro))
            throw new RejectedException("deleted");
    }

    static bool Same(TeamFormat a, TeamFormat b) => a.Title == b.Title && a.Retired == b.Retired && a.Columns.SequenceEqual(b.Columns);

    static string Prompt(string? prompt) =>
        Words.Clean(prompt).ReplaceLineEndings(" ") is var clean && clean.Length <= Longest.Sentence ? clean : throw new RejectedException("text-too-long", Number(Longest.Sentence));
}
