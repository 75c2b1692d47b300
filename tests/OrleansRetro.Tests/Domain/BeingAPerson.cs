using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

public sealed class BeingAPerson
{
    static readonly RetroId Sprint12 = new("sprint-12-sprint-12-00"), Sprint13 = new("sprint-13-sprint-13-00");

    [Fact, Trait("Row", "R02")]
    public void A_name_is_kept_tidy()
    {
        Assert.Equal(new PersonNamed("Ana María"), Pm.Introduce("  Ana\u0007 Mari\u0301a\n"));
        Assert.Equal(new PersonNamed("Ana Lovelace"), Pm.Introduce("Ana\nLovelace"));
        Assert.Equal("name-empty", Assert.Throws<RejectedException>(() => Pm.Introduce(" \t")).Code);
        Assert.Equal("text-too-long", Assert.Throws<RejectedException>(() => Pm.Introduce(new('n', 61))).Code);
    }

    [Fact, Trait("Row", "R02")]
    public void A_person_gets_another_name() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.Rename("Ana ")).ThenNothing()
            .When(pm => pm.Rename("Anna")).Then(new PersonNamed("Anna"))
            .When(pm => pm.Rename("")).Rejected("name-empty")
            .When(pm => pm.Rename(new('n', 61))).Rejected("text-too-long", "60");

    [Fact, Trait("Row", "R21")]
    public void A_take_away_is_kept_for_oneself_one_a_retro() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.WriteTakeaway(Sprint12, " Rest more ")).Then(new TakeawayWritten(Sprint12, "Rest more"))
            .When(pm => pm.WriteTakeaway(Sprint13, "Ask earlier")).Then(new TakeawayWritten(Sprint13, "Ask earlier"))
            .When(pm => pm.WriteTakeaway(Sprint12, "")).Then(new TakeawayWritten(Sprint12, ""))
            .When(pm => pm.WriteTakeaway(Sprint12, new('t', 501))).Rejected("text-too-long", "500");

    [Fact, Trait("Row", "R21")]
    public void Nothing_written_is_nothing_kept() =>
        Given(Pm.Introduce("Ana")).When(pm => pm.WriteTakeaway(Sprint12, " ")).ThenNothing();

    [Fact, Trait("Row", "S26")]
    public void A_stage_is_somebodys_own_word() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.ChooseStage(PmStage.New)).Then(new StageChosen(PmStage.New))
            .When(pm => pm.ChooseStage(PmStage.Senior)).Then(new StageChosen(PmStage.Senior))
            .When(pm => pm.ChooseStage(null)).Then(new StageChosen())
            .When(pm => pm.ChooseStage((PmStage)7)).Rejected("malformed");

    [Theory]
    [InlineData("Middle/Earth")]
    [InlineData("")]
    [InlineData("../../etc/localtime")]
    [InlineData("europe berlin")]
    [InlineData("CET and then some")]
    public void A_zone_is_one_that_there_is(string zone) =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.SetZone(zone)).Rejected("unknown-zone")
            .When(pm => pm.SetZone("Europe/Berlin")).Then(new ZoneSet("Europe/Berlin"))
            .When(pm => pm.SetZone(null)).Then(new ZoneSet());

    [Theory]
    [InlineData("fr")]
    [InlineData("EN")]
    [InlineData("")]
    public void A_language_is_one_that_the_pages_speak(string language) =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.SetLanguage(language)).Rejected("unknown-language")
            .When(pm => pm.SetLanguage("de")).Then(new LanguageSet("de"))
            .When(pm => pm.SetLanguage(null)).Then(new LanguageSet());

    [Fact, Trait("Row", "R01")]
    public void Retros_are_found_again_also_those_of_a_guest_that_one_was() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.KeepRetro(Cast.Ana.Person, Sprint12, Cast.Ana.Person)).Then(new RetroListed(Sprint12, Cast.Ana.Person))
            .When(pm => pm.KeepRetro(Cast.Ana.Person, Sprint13, Cast.Ben.Person)).Then(new PersonAdopted(Cast.Ben.Person), new RetroListed(Sprint13, Cast.Ben.Person))
            .So(pm => Assert.Equal([new(Sprint12, Cast.Ana.Person), new OwnRetro(Sprint13, Cast.Ben.Person)], pm.Retros))
            .When(pm => pm.ForgetRetro(Sprint13)).Then(new RetroUnlisted(Sprint13))
            .So(pm => Assert.Equal([Cast.Ben.Person], pm.Persons));

    [Fact, Trait("Row", "R35")]
    public void A_thousand_retros_are_enough() =>
        Given([Pm.Introduce("Ana"), .. Enumerable.Range(0, Pm.MostRetros).Select(number => new RetroListed(new($"{number:D22}"), Cast.Ana.Person))])
            .When(pm => pm.KeepRetro(Cast.Ana.Person, Sprint12, Cast.Ana.Person)).Rejected("full-retros", "1000")
            .When(pm => pm.KeepRetro(Cast.Ana.Person, new($"{7:D22}"), Cast.Ana.Person)).ThenNothing();

    [Fact]
    public void Looks_are_shown_to_whom_they_were_about() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.NoteLook(Cast.Ben.Person, "open-promises", Cast.Now)).Then(new LookNoted("", "open-promises", Cast.Now, Cast.Ben.Person))
            .So(pm => Assert.Equal([new("", "open-promises", Cast.Now, Cast.Ben.Person)], pm.Looks));

    [Fact]
    public void A_guest_turns_out_to_be_one_person_and_none_whom_they_could_become_by_themselves() =>
        Given(Pm.Introduce("Guest"))
            .When(pm => pm.TurnOut(Cast.Ana.Person)).Then(new TurnedOut(Cast.Ana.Person))
            .When(pm => pm.TurnOut(Cast.Ana.Person)).ThenNothing()
            .When(pm => pm.TurnOut(Cast.Ben.Person)).Rejected("not-yours")
            .When(pm => pm.Found(Cast.Cleo.Person, "Guest")).Rejected("not-yours");

    [Fact]
    public void A_guest_who_gets_an_account_is_nobody_else_from_then_on() =>
        Given(Pm.Introduce("Guest"))
            .When(pm => pm.Found(Cast.Cleo.Person, "Guest")).Then(new TurnedOut(Cast.Cleo.Person))
            .When(pm => pm.Found(Cast.Cleo.Person, "Guest")).ThenNothing()
            .When(pm => pm.TurnOut(Cast.Ana.Person)).Rejected("not-yours");

    [Theory]
    [InlineData("Ana\u200B", "Ana")]
    [InlineData("\u2060A\u200Dn\u00ADa\u3164", "Ana")]
    [InlineData("Ana \U0001F469\u200D\U0001F4BB", "Ana \U0001F469\u200D\U0001F4BB")]
    [InlineData("\u0639\u0644\u06CC\u200C\u0631\u0636\u0627", "\u0639\u0644\u06CC\u200C\u0631\u0636\u0627")]
    public void No_name_looks_like_another_by_what_cannot_be_seen(string given, string name) =>
        Given(Pm.Introduce("Olga")).When(pm => pm.Rename(given)).Then(new PersonNamed(name));

    [Fact]
    public void Whoever_looks_again_on_the_same_day_is_noted_once() =>
        Given(Pm.Introduce("Ana"), new LookNoted("", "account", Cast.Now, Cast.Cleo.Person))
            .When(pm => pm.NoteLook(Cast.Cleo.Person, "account", Cast.Now.AddHours(23))).ThenNothing()
            .When(pm => pm.NoteLook(Cast.Ben.Person, "account", Cast.Now.AddHours(23))).Then(new LookNoted("", "account", Cast.Now.AddHours(23), Cast.Ben.Person))
            .When(pm => pm.NoteLook(Cast.Cleo.Person, "open-promises", Cast.Now.AddHours(23))).Then(new LookNoted("", "open-promises", Cast.Now.AddHours(23), Cast.Cleo.Person))
            .When(pm => pm.NoteLook(Cast.Cleo.Person, "account", Cast.Now.AddDays(1))).Then(new LookNoted("", "account", Cast.Now.AddDays(1), Cast.Cleo.Person));
}
