using System.Globalization;

namespace OrleansRetro.Retros;

// Starting, seats, facilitation and the shape of the board.
sealed partial record Retro
{
    public IEnumerable<RetroEvent> Start(StartRetro start, DateTimeOffset now)
    {
        if (Participants is [var creator, ..])
        {
            if (creator.TokenHash != start.TokenHash || creator.Revoked)
                throw new RejectedException("not-yours");
            yield break;
        }
        var format = Retros.Format.Find(start.Format) ?? throw new RejectedException("unknown-format");
        yield return new RetroStarted(
            Words.Sentence(start.Title, "title-empty", Longest.Title), format.Id, [.. format.Columns.Select(column => new Column(new(column)))],
            start.Anonymous, start.Hidden, start.Phase, now, start.JoinCode, start.InviteHash, start.Sample, start.Previous,
            start.Carried.IsDefaultOrEmpty ? null : start.Carried);
        yield return new SeatTaken(new(1), start.Person, start.TokenHash, start.SeatKey);
        yield return new FacilitatorNamed(new(1));
    }

    /// <summary>A seat for whoever holds the invite; the same token is the same seat.</summary>
    public IEnumerable<RetroEvent> Join(TakeSeat claim, RetroLimits limits)
    {
        if (ByToken.TryGetValue(claim.TokenHash, out var known))
        {
            if (Find(known) is { Revoked: true })
                throw new RejectedException("not-found");
            yield break;
        }
        if (!Knows(claim.Invite, claim.InviteHash))
            throw new RejectedException("code-unknown");
        if (claim.SeatKey is not null && Participants.Any(seat => seat.SeatKey == claim.SeatKey))
            throw new RejectedException("seat-taken");
        if (Participants.Count(seat => !seat.Revoked) >= limits.SeatsPerRetro)
            throw new RejectedException("full-people", Number(limits.SeatsPerRetro));
        if (IsUsedUp(limits))
            throw new RejectedException("invite-used-up");
        yield return new SeatTaken(new(Participants.Length + 1), claim.Person, claim.TokenHash, claim.SeatKey);
    }

    /// <summary>Whether this invite still lets people in; a full retro has one that does.</summary>
    public bool Admits(string invite, string inviteHash, RetroLimits limits) => Knows(invite, inviteHash) && !IsUsedUp(limits);

    bool IsUsedUp(RetroLimits limits) => Participants.Length - SeatsBeforeInvite >= limits.UsesPerInvite;

    bool Knows(string invite, string inviteHash) => invite == JoinCode || inviteHash == InviteHash;

    public IEnumerable<RetroEvent> RevokeSeat(Caller who, ParticipantId seat)
    {
        Facilitating(who);
        var gone = Find(seat) ?? throw new RejectedException("unknown-person");
        if (gone.Facilitator)
            throw new RejectedException("same-as-facilitator");
        if (!gone.Revoked)
            yield return new SeatRevoked(seat);
    }

    /// <summary>A link of one's own, valid for one's promises on any device; only its hash is kept.</summary>
    public IEnumerable<RetroEvent> IssueLink(Caller who, string tokenHash)
    {
        var me = Seated(who);
        if (me.LinkHash != tokenHash)
            yield return new LinkIssued(me.Id, tokenHash);
    }

    /// <summary>Somebody changes their own name: from what the room reads now to another.</summary>
    /// <param name="shown">Null when nobody knows what the room was told.</param>
    public IEnumerable<RetroEvent> RenameSeat(Caller who, string? shown, string wanted)
    {
        var me = Seated(who);
        if (wanted != shown)
            yield return new SeatRenamed(me.Id);
    }

    /// <summary>Whoever is forgotten has no name any more, here as anywhere.</summary>
    public IEnumerable<RetroEvent> NameGone(PersonId person, string shown)
    {
        if (shown.Length > 0 && ByPerson.TryGetValue(person, out var id) && Find(id) is { Revoked: false } seat)
            yield return new SeatRenamed(seat.Id);
    }

    public IEnumerable<RetroEvent> RenewInvite(Caller who, string joinCode, string inviteHash)
    {
        Facilitating(who);
        if (inviteHash != InviteHash)
            yield return new InviteRenewed(joinCode, inviteHash);
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
    public IEnumerable<RetroEvent> ChangeFormat(Caller who, string format, RetroLimits limits)
    {
        Facilitating(who);
        var wanted = Retros.Format.Find(format) ?? throw new RejectedException("unknown-format");
        if (wanted.Id == Format)
            yield break;
        var used = Cards.Values.Where(card => !card.Deleted).Select(card => card.Column).ToHashSet();
        var known = LeftAs.GetValueOrDefault(wanted.Id, [.. wanted.Columns.Select(column => new Column(new(column)))]);
        var kept = Columns.Where(column => used.Contains(column.Id) && known.All(other => other.Id != column.Id));
        ImmutableArray<Column> columns = [.. known.Select(column => Columns.FirstOrDefault(present => present.Id == column.Id) ?? column), .. kept];
        if (columns.Length > limits.ColumnsPerRetro)
            throw new RejectedException("full-columns", Number(limits.ColumnsPerRetro));
        yield return new FormatChanged(wanted.Id, columns);
    }

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

    public Participant Seated(Caller who) =>
        who.Kind == CallerKind.Seat && ByPerson.TryGetValue(who.Person, out var id) && Find(id) is { Revoked: false } seat
            ? seat
            : throw new RejectedException("not-yours");

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
