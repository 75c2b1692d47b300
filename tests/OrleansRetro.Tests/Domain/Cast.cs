using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ana facilitates, Ben and Cleo take part, and there is always somebody who doesn't.</summary>
static class Cast
{
    public static readonly DateTimeOffset Now = new(2030, 1, 7, 10, 0, 0, TimeSpan.Zero);
    public static readonly RetroLimits Limits = new();

    public static readonly Caller Ana = Person(1), Ben = Person(2), Cleo = Person(3), Stranger = Person(9_999);
    public static readonly ParticipantId AnasSeat = new(1), BensSeat = new(2), CleosSeat = new(3), NoSeat = new(42);

    public static readonly ColumnId WentWell = new("went-well"), DidNot = new("did-not"), Ideas = new("ideas"), NoColumn = new("nowhere");
    public static readonly CardId First = new(Number(0xA1)), Second = new(Number(0xA2)), Third = new(Number(0xA3)), NoCard = new(Number(0xAF));
    public static readonly GroupId Pairing = new(Number(0xB1)), Other = new(Number(0xB2)), NoGroup = new(Number(0xBF));
    public static readonly NoteId Note = new(Number(0xC1)), NoNote = new(Number(0xCF));

    /// <summary>Promises with ids of their own, as a ledger has them.</summary>
    public static KeyValuePair<CommitmentId, Commitment>[] Numbered(params Commitment[] promises) => [.. promises.Select((promise, number) => KeyValuePair.Create(new CommitmentId(Number(0xF00 + number)), promise))];

    public static Caller Person(int number) => Caller.Seat(new(Number(number)));

    public static Guid Number(int number) => new(number, 0, 0, new byte[8]);

    public static SeatToken TokenOf(Caller who) => new($"token of {who.Person}");

    /// <summary>The key to one thing of somebody's, as the web makes it.</summary>
    public static EditKey KeyOf(Caller who, CardId card) => TokenOf(who).KeyTo(card.Value);

    public static EditKey KeyOf(Caller who, NoteId note) => TokenOf(who).KeyTo(note.Value);

    public static EditKey KeyOf(Caller who, CardId card, string emoji) => TokenOf(who).KeyToReaction(card, emoji);

    public static StartRetro Starting(bool anonymous = false, bool hidden = false, Phase phase = Phase.Write, string title = "Sprint 12", string format = "went-well") =>
        new(title, format, anonymous, hidden, phase, Ana.Person, "Ana", TokenOf(Ana).Hash(), null, "AB12CD", Secret.Hash("invite"));

    /// <summary>A board with three seats.</summary>
    public static IEnumerable<RetroEvent> Started(bool anonymous = false, bool hidden = false, Phase phase = Phase.Write) =>
    [
        .. Retro.Empty.Start(Starting(anonymous, hidden, phase), Now),
        new SeatTaken(BensSeat, Ben.Person, TokenOf(Ben).Hash()),
        new SeatTaken(CleosSeat, Cleo.Person, TokenOf(Cleo).Hash()),
    ];

    /// <summary>The board with Ana's first, Ben's second and Cleo's third card, face up, in this phase.</summary>
    public static IEnumerable<RetroEvent> WithCards(Phase phase, bool anonymous = false) =>
        [.. Started(anonymous), .. Cards(anonymous), .. phase == Phase.Write ? [] : new RetroEvent[] { new PhaseEntered(phase, Now) }];

    /// <summary>The same board, where voting is open in its first round.</summary>
    public static IEnumerable<RetroEvent> InVote(bool anonymous = false) => [.. WithCards(Phase.Vote, anonymous), new VotingOpened(1)];

    static IEnumerable<RetroEvent> Cards(bool anonymous) =>
    [
        Card(Ana, AnasSeat, First, WentWell, "Pairing on the release", anonymous),
        Card(Ben, BensSeat, Second, DidNot, "The build is slow", anonymous),
        Card(Cleo, CleosSeat, Third, DidNot, "Builds take too long", anonymous),
    ];

    static CardAdded Card(Caller who, ParticipantId seat, CardId id, ColumnId column, string text, bool anonymous) =>
        anonymous ? new(id, column, text, null, KeyOf(who, id).Hash()) : new(id, column, text, seat);

    public static ImmutableArray<PlannedPhase> Plan(params ReadOnlySpan<Phase> order)
    {
        var plan = ImmutableArray.CreateBuilder<PlannedPhase>();
        foreach (var phase in order)
            plan.Add(new(phase, 5));
        return plan.ToImmutable();
    }
}
