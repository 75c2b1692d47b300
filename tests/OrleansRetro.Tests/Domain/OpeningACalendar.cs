using OrleansRetro.Calendars;
using OrleansRetro.Pms;
using static OrleansRetro.Tests.Domain.Scenario;
using OfTeam = OrleansRetro.Teams;

namespace OrleansRetro.Tests.Domain;

public sealed class OpeningACalendar
{
    static readonly CalendarId First = new(Cast.Number(0xF1)), Second = new(Cast.Number(0xF2));

    [Fact]
    public void A_new_address_ends_the_old_one_and_neither_comes_back() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.OpenCalendar(TeamCast.Ana, First, "hash", "de")).Then(new CalendarOpened(First, "hash", "de"))
            .When(pm => pm.OpenCalendar(TeamCast.Ana, Second, "other", "de")).Then(new CalendarOpened(Second, "other", "de"))
            .So(pm => Assert.True(pm.Calendar!.Opens("other") && !pm.Calendar.Opens("hash")))
            .When(pm => pm.OpenCalendar(TeamCast.Ana, First, "hash", "de")).Rejected("deleted")
            .When(pm => pm.CloseCalendar(First)).ThenNothing()
            .When(pm => pm.CloseCalendar(Second)).Then(new CalendarClosed(Second))
            .So(pm => Assert.Null(pm.Calendar))
            .When(pm => pm.OpenCalendar(TeamCast.Ana, Second, "other", "de")).Rejected("deleted");

    [Fact]
    public void It_is_an_accounts_and_in_a_language_that_there_is() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.OpenCalendar(Cast.Ana, First, "hash", "de")).Rejected("not-yours")
            .When(pm => pm.OpenCalendar(TeamCast.Ana, First, "hash", "fr")).Rejected("unknown-language");

    [Fact]
    public void A_teams_is_opened_and_closed_by_who_facilitates_it() =>
        Given([.. TeamCast.Founded, .. TeamCast.Bens])
            .When(team => team.OpenCalendar(TeamCast.Ben, First, "hash", "en", TeamCast.Now)).Rejected("not-facilitator")
            .When(team => team.OpenCalendar(TeamCast.Ana, First, "hash", "fr", TeamCast.Now)).Rejected("unknown-language")
            .When(team => team.OpenCalendar(TeamCast.Ana, First, "hash", "en", TeamCast.Now)).Then(new OfTeam.CalendarOpened(First, "hash", "en", TeamCast.Now, TeamCast.Ana.Person))
            .When(team => team.CloseCalendar(TeamCast.Ben, First, TeamCast.Now)).Rejected("not-facilitator")
            .When(team => team.CloseCalendar(TeamCast.Ana, First, TeamCast.Now)).Then(new OfTeam.CalendarClosed(First, TeamCast.Now, TeamCast.Ana.Person))
            .When(team => team.OpenCalendar(TeamCast.Ana, First, "hash", "en", TeamCast.Now)).Rejected("deleted");

    [Fact]
    public void A_secret_says_whose_it_is_and_nothing_else_is_one()
    {
        var secret = CalendarSecret.Of(CalendarOwner.Team, Cast.Number(7), new byte[32]);
        Assert.True(CalendarSecret.TryParse(secret.Text, out var read));
        Assert.Equal(secret, read);
        Assert.Equal("(secret)", $"{secret}{null}");
        Assert.All(["", "x", secret.Text + "A", secret.Text[1..], "x" + secret.Text[1..], "tG" + secret.Text[2..]], wrong => Assert.False(CalendarSecret.TryParse(wrong, out _)));
    }
}
