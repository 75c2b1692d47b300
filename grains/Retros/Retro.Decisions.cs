using System.Globalization;

namespace OrleansRetro.Retros;

// Starting, facilitation and the shape of the board.
sealed partial record Retro
{
    /// <param name="of">The team whose retro this is from its beginning.</param>
    public IEnumerable<RetroEvent> Start(StartRetro start, DateTimeOffset now, OfTeam? of = null)
    {
        if (Participants is [var creator, ..])
        {
            if (creator.TokenHash != start.TokenHash || creator.Revoked)
                throw new RejectedException("not-yours");
            yield break;
        }
        var format = ColumnsOf(start.Format, of?.Format) ?? throw new RejectedException("unknown-format");
        yield return new RetroStarted(
            Words.Sentence(start.Title, "title-empty", Longest.Title), start.Format, format,
            start.Anonymous, start.Hidden, start.Phase, now, start.JoinCode, start.InviteHash, start.Sample, start.Previous,
            start.Carried.IsDefaultOrEmpty ? null : start.Carried, TitleOf(start.Format, of?.Format));
        if (of is not null)
            yield return new RetroClaimed(of.Team);
        yield return new SeatTaken(new(1), start.Person, start.TokenHash, start.SeatKey, of is { IsMember: true } ? true : null, start.ByProgram ? true : null);
        yield return new FacilitatorNamed(new(1));
        foreach (var topic in of is { Topics.IsDefault: false } ? of.Topics : [])
            yield return new CardAdded(new(topic.Id.Value), format[0].Id, topic.Text);
        foreach (var promise in of is { Reviewed.IsDefault: false } ? of.Reviewed : [])
            yield return new CardAdded(ReviewOf(promise.Id), promise.Column, Words.Sentence(promise.What, "text-empty", Longest.Card));
    }

    public IEnumerable<RetroEvent> NameFacilitator(Caller who, ParticipantId seat)
    {
        Facilitating(who);
        var named = Find(seat) is { Revoked: false } found ? found : throw new RejectedException("unknown-person");
        if (!named.Facilitator)
            yield return new FacilitatorNamed(seat);
    }

    public IEnumerable<RetroEvent> StepDown(Caller who)
    {
        var me = Seated(who);
        if (!me.Facilitator)
            yield break;
        if (Participants.Count(seat => seat.Facilitator) == 1)
            throw new RejectedException("last-facilitator");
        yield return new FacilitatorSteppedDown(me.Id);
    }

    /// <summary>Takes the role that nobody present holds; <paramref name="offered"/> says to whom the room offered it.</summary>
    public IEnumerable<RetroEvent> TakeFacilitation(Caller who, IReadOnlyCollection<ParticipantId> offered)
    {
        var me = Seated(who);
        if (me.Facilitator)
            yield break;
        if (!offered.Contains(me.Id))
            throw new RejectedException("still-facilitated");
        yield return new FacilitatorNamed(me.Id);
    }

    public IEnumerable<RetroEvent> Rename(Caller who, string title)
    {
        Facilitating(who);
        var wanted = Words.Sentence(title, "title-empty", Longest.Title);
        if (wanted != Title)
            yield return new RetroRenamed(wanted);
    }

    public IEnumerable<RetroEvent> SwitchOnAnonymity(Caller who)
    {
        Facilitating(who);
        if (Anonymous)
            yield break;
        if (CardsAdded > 0)
            throw new RejectedException("cards-exist");
        if (Kudos.Values.Any(kudos => kudos.From is not null) || Takeaways.Values.Any(takeaway => takeaway.Author is not null))
            throw new RejectedException("names-exist");
        yield return new AnonymitySwitchedOn();
    }

    /// <summary>
    /// New columns, or those that the format had when it was left; columns that hold cards stay beside them, so that no card is lost.
    /// What a column is called stays with it.
    /// </summary>
    /// <param name="own">The format of the team's own that this id means, where it is none of all.</param>
    public IEnumerable<RetroEvent> ChangeFormat(Caller who, string format, RetroLimits limits, Teams.TeamFormat? own = null)
    {
        Facilitating(who);
        if (format == Format)
            yield break;
        var wanted = ColumnsOf(format, own) ?? throw new RejectedException("unknown-format");
        var used = Cards.Values.Where(card => !card.Deleted).Select(card => card.Column).ToHashSet();
        var known = LeftAs.GetValueOrDefault(format, wanted);
        var kept = Columns.Where(column => used.Contains(column.Id) && known.All(other => other.Id != column.Id));
        ImmutableArray<Column> columns = [.. known.Select(column => Columns.FirstOrDefault(present => present.Id == column.Id) ?? column), .. kept];
        if (columns.Length > limits.ColumnsPerRetro)
            throw new RejectedException("full-columns", Number(limits.ColumnsPerRetro));
        yield return new FormatChanged(format, columns, TitleOf(format, own));
    }

    /// <summary>The columns of a format, or of the team's own; null where there is no such format.</summary>
    static ImmutableArray<Column>? ColumnsOf(string id, Teams.TeamFormat? own) =>
        Retros.Format.Find(id) is { } format ? [.. format.Columns.Select(column => new Column(new(column)))]
        : own?.Id == id ? [.. own.Columns.Select(column => new Column(column.Id, column.Title, column.Prompt.Length > 0 ? column.Prompt : null))]
        : null;

    static string? TitleOf(string id, Teams.TeamFormat? own) => own?.Id == id ? own.Title : null;

    public IEnumerable<RetroEvent> AddColumn(Caller who, ColumnId column, string title, RetroLimits limits)
    {
        Facilitating(who);
        if (Columns.Any(known => known.Id == column))
            yield break;
        if (Columns.Length >= limits.ColumnsPerRetro)
            throw new RejectedException("full-columns", Number(limits.ColumnsPerRetro));
        yield return new ColumnAdded(column, Words.Sentence(title, "title-empty", Longest.Title));
    }

    /// <summary>Null gives a format's column the title back that it has there.</summary>
    public IEnumerable<RetroEvent> RenameColumn(Caller who, ColumnId column, string? title)
    {
        Facilitating(who);
        var known = Columns.FirstOrDefault(known => known.Id == column) ?? throw new RejectedException("unknown-column");
        var isOfFormat = Retros.Format.All.Any(format => format.Columns.Contains(column.Value));
        var wanted = title is null && isOfFormat ? null : Words.Sentence(title, "title-empty", Longest.Title);
        if (wanted != known.Title)
            yield return new ColumnRenamed(column, wanted);
    }

    public IEnumerable<RetroEvent> RemoveColumn(Caller who, ColumnId column)
    {
        Facilitating(who);
        if (Columns.All(known => known.Id != column))
            yield break;
        if (Columns.Length == 1)
            throw new RejectedException("last-column");
        if (Cards.Values.Any(card => !card.Deleted && card.Column == column))
            throw new RejectedException("column-has-cards");
        yield return new ColumnRemoved(column);
    }

    /// <summary>The next retro begins; a second click finds the one that was started first, unless that is gone.</summary>
    public IEnumerable<RetroEvent> StartNext(Caller who, RetroId next, RetroId? gone = null)
    {
        Seated(who);
        if (Next is not null && Next != gone)
            yield break;
        During(Phase.Close);
        yield return new NextStarted(next);
    }

    /// <summary>Somebody else started the retro that comes after this one.</summary>
    public IEnumerable<RetroEvent> Continued(RetroId next)
    {
        if (Next is null)
            yield return new NextStarted(next);
    }

    /// <summary>What somebody is to this retro.</summary>
    public bool Admits(Caller who, Audience audience) => audience switch
    {
        Audience.Reader or Audience.Member => HeldBy(who) is not null,
        Audience.Facilitator => HeldBy(who) is { Facilitator: true },
        _ => false,
    };

    public Participant Seated(Caller who) => HeldBy(who) ?? throw new RejectedException("not-yours");

    Participant? HeldBy(Caller who) =>
        who.Kind == CallerKind.Seat && ByPerson.TryGetValue(who.Person, out var id) && Find(id) is { Revoked: false } seat ? seat : null;

    public Participant Facilitating(Caller who) => Seated(who) is { Facilitator: true } seat ? seat : throw new RejectedException("not-facilitator");

    /// <summary>Seats are numbered by arrival; only on a damaged board may one be missing.</summary>
    public Participant? Find(ParticipantId id) =>
        Participants.ElementAtOrDefault(id.Value - 1) is { } seat && seat.Id == id ? seat : Participants.FirstOrDefault(seat => seat.Id == id);

    void During(params ReadOnlySpan<Phase> phases)
    {
        if (!phases.Contains(Phase))
            throw new RejectedException("wrong-phase", KebabCase.Of(phases[0]));
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
