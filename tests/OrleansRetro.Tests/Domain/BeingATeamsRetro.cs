using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>A retro that belongs to a team, or to somebody with an account.</summary>
public sealed class BeingATeamsRetro
{
    static readonly TeamId Platform = new(Number(0xE1)), Payments = new(Number(0xE2));
    static readonly Caller Dora = Person(4);

    static TakeSeat Claim(Caller who) => new(who.Person, false, "", TokenOf(who).Hash(), "", "");

    static IEnumerable<RetroEvent> Teams => [.. Started(), new RetroClaimed(Platform)];

    [Fact]
    public void It_is_founded_with_the_team_its_own_columns_and_what_has_waited() =>
        Given(Array.Empty<RetroEvent>())
            .When(retro => retro.Start(Starting(format: "our-way"), Now, new(Platform, TeamCast.OurWay, [new(TeamCast.Question, "On call")])))
            .Then(
                new RetroStarted("Sprint 12", "our-way", [new(new("good"), "Good", "What gave you energy?"), new(new("hard"), "Hard")], false, false, Phase.Write, Now, "AB12CD", Secret.Hash("invite"), FormatTitle: "Our way"),
                new RetroClaimed(Platform),
                new SeatTaken(AnasSeat, Ana.Person, TokenOf(Ana).Hash(), null, true),
                new FacilitatorNamed(AnasSeat),
                new CardAdded(new(TeamCast.Question.Value), new("good"), "On call"))
            .So(retro => Assert.True(retro.IsOfRoom(new(TeamCast.Question.Value)) && retro.Cards.Values.Single().FaceUp));

    [Fact]
    public void Without_a_team_there_is_no_format_of_its_own() =>
        Given(Array.Empty<RetroEvent>()).When(retro => retro.Start(Starting(format: "our-way"), Now)).Rejected("unknown-format");

    [Fact]
    public void It_belongs_to_one_team() =>
        Given(Started())
            .When(retro => retro.Claim(Platform)).Then(new RetroClaimed(Platform))
            .When(retro => retro.Claim(Payments)).Rejected("already-claimed")
            .So(retro => Assert.True(retro.IsKept()));

    [Fact, Trait("Row", "Attack-A31")]
    public void A_members_seat_goes_with_the_membership() =>
        Given(Teams)
            .When(retro => retro.Admit(Claim(Dora), Limits)).Then(new SeatTaken(new(4), Dora.Person, TokenOf(Dora).Hash(), null, true))
            .When(retro => retro.Admit(Claim(Ben), Limits)).ThenNothing()
            .So(retro => Assert.Equal([Dora.Person], retro.SeatedByTeam()))
            .When(retro => retro.Dismiss([Dora.Person])).Then(new SeatRevoked(new(4), true))
            .When(retro => retro.AddCard(Dora, First, WentWell, "Still here", KeyOf(Dora, First), Limits)).Rejected("not-yours")
            .When(retro => retro.Admit(Claim(Dora), Limits)).Then(new SeatTaken(new(5), Dora.Person, TokenOf(Dora).Hash(), null, true))
            .And(retro => retro.RevokeSeat(Ana, new(5)))
            .When(retro => retro.Admit(Claim(Dora), Limits)).Rejected("not-found");

    [Fact]
    public void A_browser_that_holds_somebodys_seat_takes_none_for_somebody_else() =>
        Given(Teams).When(retro => retro.Admit(Claim(Dora) with { TokenHash = TokenOf(Ben).Hash() }, Limits)).Rejected("seat-taken");

    [Fact, Trait("Row", "R35")]
    public void It_is_full_for_members_too() =>
        Given([.. Teams, .. Enumerable.Range(4, 197).Select(number => new SeatTaken(new(number), Person(number).Person, $"{number}"))])
            .When(retro => retro.Admit(Claim(Stranger), Limits)).Rejected("full-people", "200");

    [Fact, Trait("Row", "R01")]
    public void Whoever_facilitates_keeps_it_until_they_are_forgotten() =>
        Given(Started())
            .When(retro => retro.Keep(retro.Seated(Ben))).Rejected("not-facilitator")
            .When(retro => retro.Keep(retro.Seated(Ana))).Then(new RetroKept(AnasSeat))
            .So(retro => Assert.True(retro.IsKept()))
            .When(retro => retro.NameGone(Ben.Person, "Ben", Now)).ThenEvenWhenRepeated(new SeatRenamed(BensSeat))
            .When(retro => retro.NameGone(Ana.Person, "Ana", Now.AddDays(90))).ThenEvenWhenRepeated(new SeatRenamed(AnasSeat), new RetroLetGo(Now.AddDays(90)))
            .When(retro => retro.NameGone(Ana.Person, "", Now.AddDays(91))).ThenNothing()
            .So(retro => Assert.Equal((false, Now.AddDays(104)), (retro.IsKept(), retro.KeptUntil(Limits))));

    [Fact]
    public void Its_team_alone_puts_it_away() =>
        Given(Teams)
            .When(retro => retro.Shelve(Payments, true)).Rejected("not-yours")
            .When(retro => retro.Shelve(Platform, true)).Then(new RetroShelved())
            .When(retro => retro.Shelve(Platform, false)).Then(new RetroUnshelved());

    [Fact, Trait("Row", "R08")]
    public void What_comes_after_it_is_what_came_first() =>
        Given(Started())
            .When(retro => retro.Continued(TeamCast.Sprint13)).Then(new NextStarted(TeamCast.Sprint13))
            .When(retro => retro.Continued(TeamCast.Sprint12)).ThenNothing();

    [Fact, Trait("Row", "R03")]
    public void A_format_of_the_teams_own_loses_no_card_on_the_way_there_and_back() =>
        Given([.. WithCards(Phase.Write), new RetroClaimed(Platform)])
            .When(retro => retro.ChangeFormat(Ana, "our-way", Limits)).Rejected("unknown-format")
            .When(retro => retro.ChangeFormat(Ana, "our-way", Limits, TeamCast.OurWay))
            .Then(new FormatChanged("our-way", [new(new("good"), "Good", "What gave you energy?"), new(new("hard"), "Hard"), new(WentWell), new(DidNot)], "Our way"))
            .When(retro => retro.ChangeFormat(Ana, "went-well", Limits))
            .Then(new FormatChanged("went-well", [new(WentWell), new(DidNot), new(Ideas)]))
            .So(retro => Assert.Null(retro.FormatTitle));
}
