using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ana's team: the same people as in a retro, with accounts.</summary>
static class TeamCast
{
    public static readonly DateTimeOffset Now = Cast.Now;
    public static readonly TeamLimits Limits = new();
    public static readonly Caller Ana = Caller.Account(Cast.Ana.Person), Ben = Caller.Account(Cast.Ben.Person), Cleo = Caller.Account(Cast.Cleo.Person);
    public static readonly TeamInviteId Door = new(Cast.Number(0xE1)), OtherDoor = new(Cast.Number(0xE2));
    public static readonly AgreementId Rule = new(Cast.Number(0xE3));
    public static readonly WaitingTopicId Question = new(Cast.Number(0xE4));
    public static readonly RetroId Sprint12 = new("sprint-12-sprint-12-00"), Sprint13 = new("sprint-13-sprint-13-00");
    public static readonly Rhythm Fortnightly = new(new(2030, 1, 10), new(14, 0), "Europe/Berlin", 2, RhythmUnit.Weeks);
    public static readonly TeamFormat OurWay = new("our-way", "Our way", [new(new("good"), "Good", "What gave you energy?"), new(new("hard"), "Hard")]);

    public static Guid Number(int number) => Cast.Number(number);

    public static TeamEvent[] Founded => [new TeamFounded("Platform", Now, Ana.Person)];

    /// <summary>Ben came by an invite that four more may use.</summary>
    public static TeamEvent[] Bens => [new MemberInvited(Door, "hash", TeamRole.Member, Now.AddDays(7), 5, Now, Ana.Person), new MemberJoined(Door, TeamRole.Member, Now, Ben.Person)];
}
