using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using OrleansRetro.Calendars;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>Events as a damaged or a future log could hold them: any kind, in any order, about few things, so that they meet.</summary>
static class AnyEvent
{
    const int MostParts = 14;

    static readonly Dictionary<Type, object[]> Values = new()
    {
        [typeof(string)] = ["", "words", "👍", "Europe/Berlin", new string('t', 300)],
        [typeof(bool)] = [false, true],
        [typeof(int)] = [1, 0, -1, 3, int.MaxValue],
        [typeof(Stake)] = [.. Enum.GetValues<Stake>(), (Stake)99],
        [typeof(Settlement)] = [.. Enum.GetValues<Settlement>(), (Settlement)99],
        [typeof(Phase)] = [.. Enum.GetValues<Phase>(), (Phase)99],
        [typeof(PollKind)] = [.. Enum.GetValues<PollKind>(), (PollKind)99],
        [typeof(DateTimeOffset)] = [Now, DateTimeOffset.MinValue, Now.AddYears(100)],
        [typeof(TimeSpan)] = [TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue],
        [typeof(CardId)] = [First, Second, new CardId(Pairing.Value)],
        [typeof(GroupId)] = [Pairing, Other, new GroupId(First.Value)],
        [typeof(TopicId)] = [(TopicId)First, (TopicId)Pairing, (TopicId)NoCard],
        [typeof(NoteId)] = [Note, NoNote],
        [typeof(ParticipantId)] = [AnasSeat, BensSeat, NoSeat, new ParticipantId(0), new ParticipantId(-1)],
        [typeof(PersonId)] = [Ana.Person, Ben.Person],
        [typeof(AgendaItemId)] = [new AgendaItemId(Number(0xE9)), new AgendaItemId(Number(0xEA))],
        [typeof(AimId)] = [new AimId(Number(0xEB)), new AimId(Number(0xE9))],
        [typeof(MistakeId)] = [new MistakeId(Number(0xE9)), new MistakeId(Number(0xEA)), new MistakeId(Number(0xEB))],
        [typeof(Earlier)] = [new Earlier(new MistakeId(Number(0xE9))), new Earlier(new MistakeId(Number(0xEA))), new Earlier(Promise: new CommitmentId(Number(7))), new Earlier()],
        [typeof(AgendaTopic)] = [.. Enum.GetValues<AgendaTopic>(), (AgendaTopic)99],
        [typeof(Going)] = [.. Enum.GetValues<Going>(), (Going)99],
        [typeof(ShownKeeping)] = [ShownKeeping.Nothing(Now), ShownKeeping.Nothing(DateTimeOffset.MinValue) with { OnTime = new(int.MaxValue, -1, 101, null, -5) }],
        [typeof(ChangeId)] = [new ChangeId(Number(0xEC)), new ChangeId(Number(0xED))],
        [typeof(TeamMood)] = [.. Enum.GetValues<TeamMood>(), (TeamMood)99],
        [typeof(ImmutableArray<AffectedAt>)] = [ImmutableArray<AffectedAt>.Empty, ImmutableArray.Create(new AffectedAt(new(Number(7)), -1), new AffectedAt(new(Number(7)), 2))],
        [typeof(ImmutableArray<AnsweredPromise>)] = [ImmutableArray<AnsweredPromise>.Empty, ImmutableArray.Create(new AnsweredPromise(new(Number(7)), (ChangeAnswer)99))],
        [typeof(PmStage)] = [PmStage.New, (PmStage)99],
        [typeof(MailKind)] = [.. Enum.GetValues<MailKind>(), (MailKind)99],
        [typeof(DateOnly)] = [new DateOnly(2030, 1, 7), DateOnly.MinValue, DateOnly.MaxValue],
        [typeof(TeamId)] = [new TeamId(Number(0xE1)), new TeamId(Number(0xE2))],
        [typeof(TeamInviteId)] = [new TeamInviteId(Number(0xE3)), new TeamInviteId(Number(0xE4))],
        [typeof(TeamRole)] = [.. Enum.GetValues<TeamRole>(), (TeamRole)99],
        [typeof(AgreementId)] = [new AgreementId(Number(0xE5)), new AgreementId(Number(0xE6))],
        [typeof(WaitingTopicId)] = [new WaitingTopicId(Number(0xE7)), new WaitingTopicId(Number(0xE8))],
        [typeof(ImmutableArray<WaitingTopicId>)] = [ImmutableArray<WaitingTopicId>.Empty, ImmutableArray.Create(new WaitingTopicId(Number(0xE7)))],
        [typeof(ImmutableArray<DayOff>)] = [ImmutableArray<DayOff>.Empty, ImmutableArray.Create(new DayOff(DateOnly.MaxValue), new DayOff(new(2030, 5, 1), "May Day"))],
        [typeof(ImmutableArray<DateOnly>)] = [ImmutableArray<DateOnly>.Empty, ImmutableArray.Create(DateOnly.MinValue, DateOnly.MaxValue)],
        [typeof(Rhythm)] = [new Rhythm(DateOnly.MaxValue, TimeOnly.MinValue, "Nowhere", 0, (RhythmUnit)99)],
        [typeof(TeamFormat)] = [new TeamFormat("", "", []), new TeamFormat("words", "Ours", [new(WentWell, "Good"), new(WentWell, "Bad")])],
        [typeof(CalendarId)] = [new CalendarId(Number(0xE9)), new CalendarId(Number(0xEA))],
        [typeof(ColumnId)] = [WentWell, Ideas, default(ColumnId)],
        [typeof(PollId)] = [PollId.ReturnOnTime, new PollId("lunch")],
        [typeof(RetroId)] = [new RetroId("the-next-retro-after-this-0"), default(RetroId)],
        [typeof(CommitmentId)] = [new CommitmentId(Number(7))],
        [typeof(Terms)] = [new Terms("", "", DateOnly.MaxValue, "Nowhere"), new Terms("", "", DateOnly.MinValue, "UTC"), new Terms("", "", new(2030, 1, 7), "Europe/Berlin")],
        [typeof(ImmutableArray<Column>)] = [ImmutableArray<Column>.Empty, ImmutableArray.Create(new Column(WentWell), new Column(WentWell))],
        [typeof(ImmutableArray<PlannedPhase>)] = [ImmutableArray<PlannedPhase>.Empty, Phases.For(30)],
        [typeof(ImmutableArray<CarriedPromise>)] = [ImmutableArray.Create(new CarriedPromise(new(Number(7)), -1))],
        [typeof(ImmutableArray<string>)] = [ImmutableArray<string>.Empty, ImmutableArray.Create("yes", "no")],
    };

    public static Gen<TEvent> Of<TEvent>() where TEvent : class
    {
        var kinds = typeof(TEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(TEvent))).OrderBy(type => type.Name).ToArray();
        return Gen.Select(Gen.Int[0, kinds.Length - 1], Gen.Int[0, 1_000].Array[MostParts]).Select((kind, choices) => (TEvent)Make(kinds[kind], choices));
    }

    static object Make(Type kind, int[] choices)
    {
        var constructor = kind.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Zip(choices, Choose)]);
    }

    static object? Choose(ParameterInfo part, int choice)
    {
        var type = Nullable.GetUnderlyingType(part.ParameterType);
        var values = Values[type ?? part.ParameterType];
        var mayBeMissing = type is not null || new NullabilityInfoContext().Create(part).ReadState == NullabilityState.Nullable;
        return mayBeMissing && choice % (values.Length + 1) == values.Length ? null : values[choice % values.Length];
    }
}
