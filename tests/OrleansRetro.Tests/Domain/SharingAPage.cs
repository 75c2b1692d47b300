using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Partnerships;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>What two teammates share: an agenda, what each is after, and check-ins that neither can peek at.</summary>
[Trait("Row", "S25")]
public sealed class SharingAPage
{
    static readonly TeamId Platform = new(Number(0xE1));
    static readonly AgendaItemId Import = new(Number(0xE9)), Pricing = new(Number(0xEA));
    static readonly AimId Interviews = new(Number(0xEB));

    static Scenario<Partnership, PartnershipEvent> Begun => Scenario.Given(new PartnershipBegun(Ana.Person, Platform, Now));

    static Scenario<Partnership, PartnershipEvent> WithItem => Begun.And(page => page.AddItem(Ana, Import, AgendaTopic.Problem, "The import", Now));

    static PartnershipView Seen(Partnership page, Caller who, int days = 0) => page.View(who, PartnershipId.Of(Ana.Person, Ben.Person), Now.AddDays(days), 1)!;

    [Fact]
    public void Its_name_is_the_same_whoever_asks_and_has_one_spelling()
    {
        var id = PartnershipId.Of(Ben.Person, Ana.Person);
        Assert.Equal(PartnershipId.Of(Ana.Person, Ben.Person), id);
        Assert.True(PartnershipId.TryParse($"{id}", out var read));
        Assert.Equal((id, Ben.Person), (read, read.Other(Ana.Person)));
        Assert.False(PartnershipId.TryParse($"{id.Second}.{id.First}", out _));
        Assert.False(PartnershipId.TryParse($"{id.First}.{id.First}", out _));
        Assert.False(PartnershipId.TryParse("sample", out _));
        Assert.Equal("not-found", Assert.Throws<RejectedException>(() => PartnershipId.Of(Ana.Person, Ana.Person)).Code);
    }

    [Fact, Trait("Row", "T27")]
    public void Both_may_begin_at_once_and_a_late_repeat_opens_nothing_again()
    {
        Begun.When(page => page.Begin(Ben, Platform, 1, Now)).ThenNothing();
        var closed = Begun.When(page => page.Close(Ben, 1, Now)).Then(new PartnershipClosed(Ben.Person, Now));
        closed.When(page => page.Begin(Ana, Platform, 1, Now)).Rejected("partnership-closed");
        closed.When(page => page.AddItem(Ana, Import, AgendaTopic.Work, "Late", Now)).Rejected("partnership-closed");
        closed.When(page => page.Begin(Ana, Platform, 2, Now)).Then(new PartnershipBegun(Ana.Person, Platform, Now)).When(page => page.Close(Ben, 1, Now)).ThenNothing();
    }

    [Fact, Trait("Row", "S08")]
    public void Something_is_added_reworded_talked_about_put_back_and_removed()
    {
        Begun.When(page => page.AddItem(Ana, Import, AgendaTopic.Problem, " The import ", Now)).Then(new AgendaItemAdded(Import, AgendaTopic.Problem, "The import", Ana.Person, Now))
            .When(page => page.RewordItem(Ana, Import, AgendaTopic.Opportunity, "An instant import")).Then(new AgendaItemReworded(Import, AgendaTopic.Opportunity, "An instant import", Ana.Person))
            .When(page => page.SettleItem(Ben, Import, true, Now)).Then(new AgendaItemSettled(Import, Ben.Person, Now))
            .When(page => page.SettleItem(Ben, Import, false, Now)).Then(new AgendaItemReopened(Import, Ben.Person))
            .When(page => page.RemoveItem(Ben, Import)).Then(new AgendaItemRemoved(Import, Ben.Person))
            .When(page => page.AddItem(Ana, Import, AgendaTopic.Problem, "The import", Now)).Rejected("deleted");
        WithItem.When(page => page.RewordItem(Ben, Import, AgendaTopic.Work, "Mine")).Rejected("not-yours");
        WithItem.When(page => page.AddItem(Ben, Import, AgendaTopic.Work, "Mine", Now)).Rejected("not-yours");
        WithItem.When(page => page.SettleItem(Ben, Pricing, true, Now)).Rejected("not-found");
        Begun.When(page => page.AddItem(Ana, Import, (AgendaTopic)99, "The import", Now)).Rejected("malformed");
        Begun.When(page => page.AddItem(Ana, Import, AgendaTopic.Work, " ", Now)).Rejected("text-empty");
    }

    [Fact, Trait("Row", "S08")]
    public void Both_add_at_once_until_the_agenda_is_full()
    {
        var full = Enumerable.Range(0, Partnership.MostItems).Aggregate(Begun, (page, n) => page.And(known => known.AddItem(n % 2 == 0 ? Ana : Ben, new(Number(0x100 + n)), AgendaTopic.Work, "Something", Now)));
        full.So(page => Assert.Equal(Partnership.MostItems, Seen(page, Ana).Agenda.Length));
        full.When(page => page.AddItem(Ana, Import, AgendaTopic.Work, "More", Now)).Rejected("full-agenda", "50");
    }

    [Fact, Trait("Row", "S08")]
    public void What_was_talked_about_in_the_last_weeks_is_counted_by_topic()
    {
        var talked = WithItem.And(page => page.AddItem(Ben, Pricing, AgendaTopic.Work, "Pricing", Now)).And(page => page.SettleItem(Ana, Import, true, Now)).And(page => page.SettleItem(Ana, Pricing, true, Now));
        talked.So(page => Assert.Equal([new(AgendaTopic.Work, 1), new(AgendaTopic.Problem, 1)], Seen(page, Ben).Mix));
        talked.So(page => Assert.Empty(Seen(page, Ben, days: 85).Mix));
        WithItem.So(page => Assert.Empty(Seen(page, Ben).Mix));
    }

    /// <summary>Whatever is asked or kept here has no place for a career.</summary>
    [Fact, Trait("Row", "S08")]
    public void No_part_of_it_is_a_title_or_a_rank()
    {
        Assert.Equal([AgendaTopic.Work, AgendaTopic.Problem, AgendaTopic.Opportunity, AgendaTopic.Learning], Enum.GetValues<AgendaTopic>());
        string[] careers = ["Title", "Promotion", "Level", "Grade", "Rank", "Score"];
        Assert.Empty(
            from type in typeof(Partnership).Assembly.GetTypes()
            where type.Namespace == typeof(Partnership).Namespace
            from part in type.GetProperties()
            where careers.Any(career => part.Name.Contains(career, StringComparison.Ordinal))
            select $"{type.Name}.{part.Name}");
    }

    [Fact]
    public void What_one_answers_the_other_one_sees_once_both_have()
    {
        var half = Begun.When(page => page.AnswerCheckIn(Ana, 1, "We say no early", "", Going.Hard, Now)).Then(new CheckInAnswered(1, "We say no early", "", Going.Hard, Ana.Person, Now));
        half.So(page =>
        {
            Assert.Equal(("We say no early", false), (Seen(page, Ana).Mine!.Works, Seen(page, Ana).IsAsking));
            Assert.Equal((null, true), (Seen(page, Ben).Mine, Seen(page, Ben).IsAsking));
            Assert.DoesNotContain("no early", System.Text.Json.JsonSerializer.Serialize(Seen(page, Ben)), StringComparison.Ordinal);
        });
        var changed = half.When(page => page.AnswerCheckIn(Ana, 1, "We say no", "Meet earlier", Going.Mixed, Now)).Then(new CheckInAnswered(1, "We say no", "Meet earlier", Going.Mixed, Ana.Person, Now));
        var both = changed.When(page => page.AnswerCheckIn(Ben, 1, "We laugh", "", Going.Smoothly, Now)).Then(new CheckInAnswered(1, "We laugh", "", Going.Smoothly, Ben.Person, Now));
        both.So(page =>
        {
            var joint = Assert.Single(Seen(page, Ben).CheckIns);
            Assert.Equal(("We laugh", "We say no", Going.Mixed), (joint.Mine!.Works, joint.Theirs!.Works, joint.Theirs.Going));
            Assert.Equal((2, false), (Seen(page, Ana).CheckIn, Seen(page, Ana).IsAsking));
            Assert.False(Seen(page, Ana, days: 28).IsAsking);
            Assert.True(Seen(page, Ana, days: 29).IsAsking);
        });
        both.When(page => page.AnswerCheckIn(Ana, 1, "Rewritten", "", Going.Hard, Now)).Rejected("check-in-over");
        both.When(page => page.AnswerCheckIn(Ana, 3, "Ahead", "", Going.Hard, Now)).Rejected("check-in-over");
        both.When(page => page.AnswerCheckIn(Ana, 2, "Once more", "", (Going)99, Now)).Rejected("malformed");
    }

    [Fact]
    public void Each_writes_and_drops_what_they_are_after_themselves()
    {
        var written = Begun.When(page => page.WriteAim(Ana, Interviews, "Run interviews")).Then(new AimWritten(Interviews, "Run interviews", Ana.Person));
        written.So(page => Assert.Equal(("Run interviews", 0), (Assert.Single(Seen(page, Ben).TheirAims).Text, Seen(page, Ben).MyAims.Length)));
        written.When(page => page.WriteAim(Ben, Interviews, "Mine")).Rejected("not-yours");
        written.When(page => page.DropAim(Ben, Interviews)).Rejected("not-yours");
        written.When(page => page.DropAim(Ana, Interviews)).Then(new AimDropped(Interviews, Ana.Person)).When(page => page.WriteAim(Ana, Interviews, "Run interviews")).Rejected("deleted");
        Enumerable.Range(0, Partnership.MostAims).Aggregate(Begun, (page, n) => page.And(known => known.WriteAim(Ana, new(Number(0x200 + n)), "Something"))).When(page => page.WriteAim(Ana, Interviews, "More")).Rejected("full-aims", "10");
    }

    [Fact, Trait("Row", "T15")]
    public void What_one_shows_is_of_one_day_until_it_is_shown_again_or_taken_back()
    {
        var (first, later) = (ShownKeeping.Of(Record(10, 12), Now), ShownKeeping.Of(Record(11, 13), Now.AddHours(1)));
        Begun.When(page => page.ShowKeeping(Ana, Record(10, 12), Now)).Then(new KeepingShown(Ana.Person, first))
            .So(page => Assert.Equal((first, null), (Seen(page, Ana).Shown, Seen(page, Ben).Shown)))
            .When(page => page.ShowKeeping(Ana, Record(10, 12), Now.AddHours(1))).ThenNothing();
        var again = Begun.And(page => page.ShowKeeping(Ana, Record(10, 12), Now)).When(page => page.ShowKeeping(Ana, Record(11, 13), Now.AddHours(1))).Then(new KeepingShown(Ana.Person, later));
        again.When(page => page.HideKeeping(Ben, Now)).ThenNothing();
        again.When(page => page.HideKeeping(Ana, Now)).Then(new KeepingHidden(Ana.Person, Now)).So(page => Assert.Empty(page.Shown));
        again.So(page => Assert.Equal((0, later), (Erased(page, first).OnTime.Of, Erased(page, later))));
        again.And(page => page.Close(Ben, 1, Now)).So(page => Assert.Equal(0, Erased(page, later).OnTime.Of));
        again.And(page => page.Leave(Ben.Person)).So(page => Assert.Equal(0, Erased(page, later).OnTime.Of));
        Begun.And(page => page.Close(Ben, 1, Now)).When(page => page.ShowKeeping(Ana, Record(10, 12), Now)).Rejected("partnership-closed");

        static KeepRecord Record(int kept, int of) => new(new(kept, of, of, new(.5514, .9499), null), KeepRate.None, 2, 0, 0, 0, 0, 3, 3);

        static ShownKeeping Erased(Partnership page, ShownKeeping shown) => Assert.IsType<KeepingShown>(page.Erase(new KeepingShown(Ana.Person, shown), isClosed: false)).Keeping;
    }

    [Fact]
    public void Closing_takes_everything_along() =>
        WithItem.And(page => page.WriteAim(Ben, Interviews, "Run interviews")).And(page => page.AnswerCheckIn(Ana, 1, "Much", "", Going.Mixed, Now)).And(page => page.Close(Ben, 1, Now)).So(page =>
        {
            var seen = Seen(page, Ana);
            Assert.Equal((false, 0, 0, null, 0), (seen.IsOpen, seen.Agenda.Length, seen.TheirAims.Length, seen.Mine, seen.CheckIns.Length));
            Assert.Equal("", Assert.IsType<AgendaItemAdded>(page.Erase(new AgendaItemAdded(Import, AgendaTopic.Work, "The import", Ana.Person, Now), isClosed: true)).Text);
            Assert.Equal("Kept", Assert.IsType<AimWritten>(page.Erase(new AimWritten(Interviews, "Kept", Ana.Person), isClosed: false)).Text);
        });

    [Fact, Trait("Row", "T26")]
    public void Whoever_leaves_takes_their_own_words_and_the_other_one_s_stay()
    {
        var both = WithItem.And(page => page.AddItem(Ben, Pricing, AgendaTopic.Work, "Pricing", Now))
            .And(page => page.AnswerCheckIn(Ana, 1, "Much", "", Going.Mixed, Now)).And(page => page.AnswerCheckIn(Ben, 1, "Little", "", Going.Hard, Now));
        var left = both.When(page => page.Leave(Ben.Person)).Then(new PartnerLeft(Ben.Person));
        left.So(page =>
        {
            var seen = Seen(page, Ana);
            Assert.Equal((true, Import), (seen.HasLeft, Assert.Single(seen.Agenda).Id));
            Assert.Equal(("Much", null), (Assert.Single(seen.CheckIns).Mine!.Works, seen.CheckIns[0].Theirs));
            Assert.Equal("", Assert.IsType<CheckInAnswered>(page.Erase(new CheckInAnswered(1, "Little", "", Going.Hard, Ben.Person, Now), isClosed: false)).Works);
        });
        left.When(page => page.AddItem(Ana, new(Number(0xEC)), AgendaTopic.Work, "More", Now)).Rejected("partner-left");
        left.When(page => page.Close(Ana, 1, Now)).Then(new PartnershipClosed(Ana.Person, Now)).When(page => page.Begin(Ana, Platform, 2, Now)).Rejected("partner-left");
    }
}
