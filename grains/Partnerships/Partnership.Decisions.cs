using System.Globalization;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Partnerships;

// What the two may do; each is the other's equal.
sealed partial record Partnership
{
    public IEnumerable<PartnershipEvent> Begin(Caller who, TeamId team, int round, DateTimeOffset now)
    {
        if (round <= Round && (IsOpen || round < Round || round < 1))
            yield break;
        if (!Left.IsEmpty)
            throw new RejectedException("partner-left");
        // A late repeat doesn't open again what was closed since.
        if (round != Round + 1)
            throw new RejectedException("partnership-closed");
        yield return new PartnershipBegun(who.Person, team, now);
    }

    public IEnumerable<PartnershipEvent> AddItem(Caller who, AgendaItemId id, AgendaTopic topic, string text, DateTimeOffset now)
    {
        var clean = Said(topic, text);
        if (Items.FirstOrDefault(item => item.Id == id) is { } same)
        {
            if (same.By != who.Person)
                throw new RejectedException("not-yours");
            yield break;
        }
        MustBeOpen();
        MustBeNew(id.Value);
        if (Items.Count(item => item.SettledAt is null) >= MostItems)
            throw new RejectedException("full-agenda", MostItems.ToString(CultureInfo.InvariantCulture));
        yield return new AgendaItemAdded(id, topic, clean, who.Person, now);
    }

    public IEnumerable<PartnershipEvent> RewordItem(Caller who, AgendaItemId id, AgendaTopic topic, string text)
    {
        var item = Item(id);
        if (item.By != who.Person)
            throw new RejectedException("not-yours");
        var clean = Said(topic, text);
        if (item.Topic != topic || item.Text != clean)
            yield return new AgendaItemReworded(id, topic, clean, who.Person);
    }

    public IEnumerable<PartnershipEvent> SettleItem(Caller who, AgendaItemId id, bool settled, DateTimeOffset now)
    {
        if (Item(id).SettledAt is not null == settled)
            yield break;
        yield return settled ? new AgendaItemSettled(id, who.Person, now) : new AgendaItemReopened(id, who.Person);
    }

    public IEnumerable<PartnershipEvent> RemoveItem(Caller who, AgendaItemId id)
    {
        if (Items.Any(item => item.Id == id))
            yield return new AgendaItemRemoved(id, who.Person);
    }

    public IEnumerable<PartnershipEvent> WriteAim(Caller who, AimId id, string text)
    {
        var clean = Words.Sentence(text, "text-empty", Longest.Sentence);
        MustBeOpen();
        if (Aims.FirstOrDefault(aim => aim.Id == id) is { } same)
        {
            if (same.By != who.Person)
                throw new RejectedException("not-yours");
            if (same.Text == clean)
                yield break;
        }
        else
        {
            MustBeNew(id.Value);
            if (Aims.Count(aim => aim.By == who.Person) >= MostAims)
                throw new RejectedException("full-aims", MostAims.ToString(CultureInfo.InvariantCulture));
        }
        yield return new AimWritten(id, clean, who.Person);
    }

    public IEnumerable<PartnershipEvent> DropAim(Caller who, AimId id)
    {
        if (Aims.FirstOrDefault(aim => aim.Id == id) is not { } known)
            yield break;
        if (known.By != who.Person)
            throw new RejectedException("not-yours");
        yield return new AimDropped(id, who.Person);
    }

    public IEnumerable<PartnershipEvent> AnswerCheckIn(Caller who, int number, string works, string differently, Going going, DateTimeOffset now)
    {
        if (!Enum.IsDefined(going))
            throw new RejectedException("malformed");
        var said = new CheckInAnswers(Words.Sentence(works, "text-empty", Longest.Sentence), Optional(differently), going, now);
        if (Side(number, who.Person) is { } before && before with { At = now } == said)
            yield break;
        MustBeOpen();
        if (number != Next)
            throw new RejectedException("check-in-over");
        yield return new CheckInAnswered(number, said.Works, said.Differently, going, who.Person, now);
    }

    /// <summary>What is shown already, as it is, needs no other day.</summary>
    public IEnumerable<PartnershipEvent> ShowKeeping(Caller who, KeepRecord record, DateTimeOffset now)
    {
        MustBeOpen();
        var keeping = ShownKeeping.Of(record, now);
        if (Shown.GetValueOrDefault(who.Person) is not { } shown || now - shown.At >= TimeSpan.FromDays(1) || shown with { At = now } != keeping)
            yield return new KeepingShown(who.Person, keeping);
    }

    public IEnumerable<PartnershipEvent> HideKeeping(Caller who, DateTimeOffset now)
    {
        if (Shown.ContainsKey(who.Person))
            yield return new KeepingHidden(who.Person, now);
    }

    public IEnumerable<PartnershipEvent> Close(Caller who, int round, DateTimeOffset now)
    {
        if (round == Round && IsOpen)
            yield return new PartnershipClosed(who.Person, now);
    }

    public IEnumerable<PartnershipEvent> Leave(PersonId person)
    {
        if (!Left.Contains(person))
            yield return new PartnerLeft(person);
    }

    AgendaItem Item(AgendaItemId id)
    {
        MustBeOpen();
        return Items.FirstOrDefault(item => item.Id == id) ?? throw new RejectedException(Known.Contains(id.Value) ? "deleted" : "not-found");
    }

    void MustBeOpen()
    {
        if (!Left.IsEmpty)
            throw new RejectedException("partner-left");
        if (!IsOpen)
            throw new RejectedException("partnership-closed");
    }

    void MustBeNew(Guid id)
    {
        if (Known.Contains(id))
            throw new RejectedException("deleted");
    }

    static string Said(AgendaTopic topic, string text) =>
        Enum.IsDefined(topic) ? Words.Sentence(text, "text-empty", Longest.Sentence) : throw new RejectedException("malformed");

    static string Optional(string text) => Words.Clean(text) is { Length: > 0 } said ? Words.Sentence(said, "text-empty", Longest.Sentence) : "";
}
