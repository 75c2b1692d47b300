using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R02")]
public sealed class JoiningARetro
{
    static readonly Caller Dora = Person(4);

    static TakeSeat Claim(Caller who, string invite = "AB12CD") =>
        new(who.Person, true, "Dora", TokenOf(who).Hash(), invite, Secret.Hash(invite));

    [Theory]
    [InlineData("AB12CD")]
    [InlineData("invite")]
    public void Whoever_has_the_code_or_the_link_gets_a_seat(string invite) =>
        Given(Started())
            .When(retro => retro.Join(Claim(Dora, invite), Limits))
            .Then(new SeatTaken(new(4), Dora.Person, TokenOf(Dora).Hash()))
            .So(retro => Assert.False(retro.Seated(Dora).Facilitator));

    [Theory]
    [InlineData("AB12CE")]
    [InlineData("ab12cd")]
    [InlineData("AB12C")]
    [InlineData("")]
    public void Anything_else_leads_nowhere(string invite) =>
        Given(Started()).When(retro => retro.Join(Claim(Dora, invite), Limits)).Rejected("code-unknown");

    [Fact]
    public void Everybody_may_take_another_name_and_nobody_gives_one_to_somebody_else() =>
        Given(Started())
            .When(retro => retro.RenameSeat(Ben, null, "Ben")).ThenEvenWhenRepeated(new SeatRenamed(BensSeat))
            .When(retro => retro.RenameSeat(Ben, "Ben", "Benjamin")).ThenEvenWhenRepeated(new SeatRenamed(BensSeat))
            .When(retro => retro.RenameSeat(Ben, "Benjamin", "Benjamin")).ThenNothing()
            .When(retro => retro.RenameSeat(Stranger, "", "Ben")).Rejected("not-yours");

    [Fact, Trait("Row", "T27")]
    public void The_same_token_is_the_same_seat() =>
        Given(Started()).When(retro => retro.Join(Claim(Ben), Limits)).ThenNothing();

    [Fact]
    public void A_seat_survives_a_new_invite_but_the_old_one_opens_nothing_more() =>
        Given(Started())
            .And(retro => retro.RenewInvite(Ana, "ZZ99ZZ", Secret.Hash("new invite")))
            .When(retro => retro.Join(Claim(Ben), Limits)).ThenNothing()
            .When(retro => retro.Join(Claim(Dora), Limits)).Rejected("code-unknown")
            .When(retro => retro.Join(Claim(Dora, "invite"), Limits)).Rejected("code-unknown")
            .When(retro => retro.Join(Claim(Dora, "ZZ99ZZ"), Limits)).Then(new SeatTaken(new(4), Dora.Person, TokenOf(Dora).Hash()));

    [Fact]
    public void An_invite_is_renewed_once() =>
        Given(Started())
            .When(retro => retro.RenewInvite(Ana, "ZZ99ZZ", Secret.Hash("new invite")))
            .Then(new InviteRenewed("ZZ99ZZ", Secret.Hash("new invite")));

    [Fact]
    public void A_revoked_seat_is_gone_for_its_token_too() =>
        Given(Started())
            .When(retro => retro.RevokeSeat(Ana, BensSeat)).Then(new SeatRevoked(BensSeat))
            .When(retro => retro.Join(Claim(Ben), Limits)).Rejected("not-found")
            .When(retro => retro.AddCard(Ben, First, WentWell, "Still here", KeyOf(Ben, First), Limits)).Rejected("not-yours")
            .So(retro => Assert.DoesNotContain(BensSeat, retro.ToBoard(new("retro"), 1, _ => "", Limits).Seats.Keys));

    [Fact]
    public void Only_who_sits_there_can_be_sent_away_and_nobody_who_facilitates() =>
        Given(Started())
            .When(retro => retro.RevokeSeat(Ana, NoSeat)).Rejected("unknown-person")
            .When(retro => retro.RevokeSeat(Ana, AnasSeat)).Rejected("same-as-facilitator");

    [Fact]
    public void An_outside_program_names_its_seat_and_nobody_takes_that_name_again() =>
        Given(Started())
            .When(retro => retro.Join(Claim(Dora) with { SeatKey = "bot-1" }, Limits))
            .Then(new SeatTaken(new(4), Dora.Person, TokenOf(Dora).Hash(), "bot-1"))
            .When(retro => retro.Join(Claim(Stranger) with { SeatKey = "bot-1" }, Limits)).Rejected("seat-taken");

    [Fact, Trait("Row", "R35")]
    public void Two_hundred_people_fit_and_the_next_is_told() =>
        Given([.. Started(), .. Crowd(from: 4, to: 199)])
            .And(retro => retro.Join(Claim(Person(200)), Limits))
            .When(retro => retro.Join(Claim(Stranger), Limits)).Rejected("full-people", "200")
            .And(retro => retro.RevokeSeat(Ana, new(200)))
            .When(retro => retro.Join(Claim(Stranger), Limits)).Then(new SeatTaken(new(201), Stranger.Person, TokenOf(Stranger).Hash()));

    [Fact]
    public void An_invite_wears_out()
    {
        var revoked = Enumerable.Range(4, 247).Select(number => new SeatRevoked(new(number)));

        Given([.. Started(), .. Crowd(from: 4, to: 250), .. revoked])
            .When(retro => retro.Join(Claim(Stranger), Limits)).Rejected("invite-used-up")
            .And(retro => retro.RenewInvite(Ana, "ZZ99ZZ", Secret.Hash("new invite")))
            .When(retro => retro.Join(Claim(Stranger, "ZZ99ZZ"), Limits)).Then(new SeatTaken(new(251), Stranger.Person, TokenOf(Stranger).Hash()))
            .So(retro => Assert.True(retro.Admits("ZZ99ZZ", "", Limits)));
    }

    [Fact, Trait("Row", "R19")]
    public void A_link_of_ones_own_is_kept_as_a_hash() =>
        Given(Started())
            .When(retro => retro.IssueLink(Ben, "hash of a link")).Then(new LinkIssued(BensSeat, "hash of a link"))
            .When(retro => retro.IssueLink(Stranger, "hash")).Rejected("not-yours");

    [Fact]
    public void A_caller_of_another_kind_holds_no_seat() =>
        Assert.All([CallerKind.Account, CallerKind.Operator, CallerKind.Clock, CallerKind.Room], kind =>
            Given(Started()).When(retro => retro.IssueLink(Ana with { Kind = kind }, "hash")).Rejected("not-yours"));

    static IEnumerable<RetroEvent> Crowd(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(number => new SeatTaken(new(number), Person(number).Person, TokenOf(Person(number)).Hash()));
}
