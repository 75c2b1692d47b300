using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Scenario;
using static OrleansRetro.Tests.Domain.TeamCast;

namespace OrleansRetro.Tests.Domain;

/// <summary>What a team agrees on, what waits for its next retro, and how it meets.</summary>
public sealed class AgreeingInATeam
{
    [Fact, Trait("Row", "R20")]
    public void Agreements_are_added_reworded_and_dropped_for_good() =>
        Given(Founded)
            .When(team => team.AddAgreement(Ana, Rule, " Be kind ", Now, Limits)).Then(new AgreementAdded(Rule, "Be kind", Now, Ana.Person))
            .When(team => team.AddAgreement(Ana, Rule, "Be kinder", Now, Limits)).Then(new AgreementReworded(Rule, "Be kinder", Now, Ana.Person))
            .When(team => team.RewordAgreement(Ana, Rule, "Be", Now)).Then(new AgreementReworded(Rule, "Be", Now, Ana.Person))
            .When(team => team.RewordAgreement(Ana, Rule, " ", Now)).Rejected("text-empty")
            .When(team => team.DropAgreement(Ana, Rule, Now)).Then(new AgreementDropped(Rule, Now, Ana.Person))
            .When(team => team.AddAgreement(Ana, Rule, "Back again", Now, Limits)).Rejected("deleted")
            .When(team => team.RewordAgreement(Ana, Rule, "Back again", Now)).Rejected("deleted")
            .When(team => team.DropAgreement(Ana, new(Number(7)), Now)).Rejected("not-found");

    [Fact, Trait("Row", "R28")]
    public void Topics_wait_until_they_are_dropped_or_talked_about() =>
        Given(Founded)
            .When(team => team.AddTopic(Ana, Question, "On call", Now, Limits)).Then(new TopicAdded(Question, "On call", Now, Ana.Person))
            .When(team => team.AddTopic(Ana, Question, "On call at night", Now, Limits)).Then(new TopicReworded(Question, "On call at night", Now, Ana.Person))
            .When(team => team.StartRetro(Ana, Sprint12, Now)).Then(new RetroAdded(Sprint12, Now, [Question], null, Ana.Person))
            .So(team => Assert.Empty(team.Waiting))
            .When(team => team.AddTopic(Ana, Question, "On call", Now, Limits)).Rejected("deleted")
            .When(team => team.DropTopic(Ana, Question, Now)).ThenNothing();

    [Fact, Trait("Row", "R35")]
    public void Lists_are_full_one_day()
    {
        Given([.. Founded, .. Enumerable.Range(0, 50).Select(number => new AgreementAdded(new(Number(number)), "Be kind", Now, Ana.Person))])
            .When(team => team.AddAgreement(Ana, Rule, "Be kind", Now, Limits)).Rejected("full-agreements", "50");
        Given([.. Founded, .. Enumerable.Range(0, 100).Select(number => new TopicAdded(new(Number(number)), "On call", Now, Ana.Person))])
            .When(team => team.AddTopic(Ana, Question, "On call", Now, Limits)).Rejected("full-waiting", "100");
        Given([.. Founded, .. Enumerable.Range(0, 50).Select(number => new FormatPut(OurWay with { Id = $"way-{number}" }, Now, Ana.Person))])
            .When(team => team.PutFormat(Ana, OurWay, Now, Limits, Cast.Limits)).Rejected("full-formats", "50")
            .When(team => team.PutFormat(Ana, OurWay with { Id = "way-7", Title = "Another" }, Now, Limits, Cast.Limits))
            .Then(new FormatPut(OurWay with { Id = "way-7", Title = "Another" }, Now, Ana.Person));
    }

    [Fact, Trait("Row", "R28")]
    public void A_rhythm_says_when_and_where() =>
        Given([.. Founded, .. Bens])
            .When(team => team.SetRhythm(Ana, Fortnightly with { Facilitator = Ben.Person }, Now)).Then(new RhythmSet(Fortnightly with { Facilitator = Ben.Person }, Now, Ana.Person))
            .When(team => team.SetRhythm(Ana, Fortnightly with { Zone = "Middle/Earth" }, Now)).Rejected("unknown-zone")
            .When(team => team.SetRhythm(Ana, Fortnightly with { Every = 0 }, Now)).Rejected("malformed")
            .When(team => team.SetRhythm(Ana, Fortnightly with { Every = 27 }, Now)).Rejected("malformed")
            .When(team => team.SetRhythm(Ana, Fortnightly with { First = DateOnly.MaxValue }, Now)).Rejected("malformed")
            .When(team => team.SetRhythm(Ana, Fortnightly with { Facilitator = Cleo.Person }, Now)).Rejected("unknown-person")
            .When(team => team.SetRhythm(Ana, null, Now)).Then(new RhythmDropped(Now, Ana.Person));

    [Fact, Trait("Row", "R03")]
    public void A_team_makes_formats_of_its_own() =>
        Given(Founded)
            .When(team => team.PutFormat(Ana, OurWay, Now, Limits, Cast.Limits)).Then(new FormatPut(OurWay, Now, Ana.Person))
            .When(team => team.PutFormat(Ana, OurWay with { Id = "went-well" }, Now, Limits, Cast.Limits)).Rejected("malformed")
            .When(team => team.PutFormat(Ana, OurWay with { Id = "Our Way" }, Now, Limits, Cast.Limits)).Rejected("malformed")
            .When(team => team.PutFormat(Ana, OurWay with { Columns = [] }, Now, Limits, Cast.Limits)).Rejected("malformed")
            .When(team => team.PutFormat(Ana, OurWay with { Columns = [OurWay.Columns[0], OurWay.Columns[0]] }, Now, Limits, Cast.Limits)).Rejected("malformed")
            .When(team => team.PutFormat(Ana, OurWay with { Title = "" }, Now, Limits, Cast.Limits)).Rejected("title-empty")
            .When(team => team.PutFormat(Ana, OurWay with { Columns = [.. Enumerable.Range(0, 13).Select(number => new TeamFormatColumn(new($"c{number}"), "Column"))] }, Now, Limits, Cast.Limits)).Rejected("full-columns", "12")
            .When(team => team.RetireFormat(Ana, "our-way", true, Now)).Then(new FormatRetired("our-way", Now, Ana.Person))
            .When(team => team.RetireFormat(Ana, "our-way", false, Now)).Then(new FormatBroughtBack("our-way", Now, Ana.Person))
            .When(team => team.RetireFormat(Ana, "no-way", true, Now)).Rejected("unknown-format");

    [Fact]
    public void Retros_are_put_away_discarded_and_brought_back_and_removed_for_good() =>
        Given([.. Founded, new RetroAdded(Sprint12, Now), new RetroAdded(Sprint13, Now)])
            .When(team => team.ArchiveRetro(Ana, Sprint12, true, Now)).Then(new RetroArchived(Sprint12, Now, Ana.Person))
            .When(team => team.ArchiveRetro(Ana, Sprint12, false, Now)).Then(new RetroUnarchived(Sprint12, Now, Ana.Person))
            .When(team => team.DiscardRetro(Ana, Sprint13, true, Now)).Then(new RetroDiscarded(Sprint13, Now, Ana.Person))
            .So(team => Assert.Equal(Sprint12, team.Latest))
            .So(team => Assert.Empty(team.Spent(Now.AddDays(29.9))))
            .So(team => Assert.Equal([Sprint13], team.Spent(Now.AddDays(30))))
            .When(team => team.DiscardRetro(Ana, Sprint13, false, Now)).Then(new RetroRestored(Sprint13, Now, Ana.Person))
            .When(team => team.RetroGone(Sprint13, Now)).Then(new RetroRemoved(Sprint13, Now))
            .When(team => team.DiscardRetro(Ana, Sprint13, false, Now)).Rejected("not-found")
            .When(team => team.StartRetro(Ana, Sprint13, Now)).Rejected("deleted")
            .When(team => team.HoldRetro(Sprint13, Now)).ThenNothing();

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(-12)]
    public void Retros_are_kept_for_one_of_a_few_times(int months) =>
        Given(Founded)
            .When(team => team.SetRetention(Ana, months, Now)).Rejected("malformed")
            .When(team => team.SetRetention(Ana, 12, Now)).Then(new RetentionSet(Now, 12, Ana.Person))
            .When(team => team.SetRetention(Ana, null, Now)).Then(new RetentionSet(Now, null, Ana.Person));

    [Fact, Trait("Row", "S23")]
    public void Days_off_are_chosen_by_those_who_take_part()
    {
        DayOff may = new(new(2030, 5, 1), "May Day"), christmas = new(new(2030, 12, 25));
        Given(Founded)
            .When(team => team.ChooseDaysOff(Cleo, [may], Now)).Rejected("not-found")
            .When(team => team.ChooseDaysOff(Ana, [new(new(2080, 1, 1))], Now)).Rejected("malformed")
            .And(team => team.ChooseDaysOff(Ana, [christmas, may], Now))
            .So(team => Assert.Equal([may, christmas], team.DaysOff))
            .When(team => team.ChooseDaysOff(Ana, [may, christmas], Now)).ThenNothing();
    }
}
