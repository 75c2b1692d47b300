using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ana asked Ben, Ben promised: what can be said about it until it is due.</summary>
[Trait("Row", "S23")]
public sealed class AskingForAnotherDay
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // Monday to Friday of the week after: two working days before the end of it is the end of Wednesday; so is a fifth of ten days, nearly.
    static readonly DateTimeOffset Monday = At("2026-11-02T09:00");
    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2026, 11, 13), "Europe/Berlin");
    static readonly Terms Later = Terms with { Due = new(2026, 11, 20) };
    static readonly DateTimeOffset CutOff = Notice.Of(Monday, At("2026-11-14T00:00"), WorkCalendar.Of("Europe/Berlin", new HashSet<DateOnly>())).CutOff;

    static Scenario<Commitment, CommitmentEvent> Promised => Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Monday)).And(commitment => commitment.Promise(Ben, Monday));

    static DateTimeOffset At(string local)
    {
        var there = DateTime.Parse(local, null);
        return new(there, Berlin.GetUtcOffset(there));
    }

    [Fact]
    public void An_early_warning_is_the_promisor_s_own_and_changes_nothing_else() =>
        Promised
            .When(commitment => commitment.RaiseRisk(Ana, Monday)).Rejected("not-owner")
            .When(commitment => commitment.RaiseRisk(Ben, Monday)).Then(new RiskRaised(Monday))
            .So(commitment => Assert.Equal((CommitmentStatus.AtRisk, Terms), (commitment.Status, commitment.Terms)))
            .When(commitment => commitment.SayOnTrack(Ben, Monday.AddDays(1))).Then(new OnTrackSaid(Monday.AddDays(1)))
            .So(commitment => Assert.Equal(CommitmentStatus.Promised, commitment.Status))
            .When(commitment => commitment.Deliver(Ben, Monday.AddDays(2))).Then(new DeliveryDeclared(Monday.AddDays(2)));

    [Fact]
    public void The_agreed_day_stands_until_the_other_side_agrees_on_another() =>
        Promised
            .When(commitment => commitment.ProposeDay(Cleo, Later.Due, Monday)).Rejected("not-yours")
            .When(commitment => commitment.ProposeDay(Ben, Terms.Due, Monday)).ThenNothing()
            .When(commitment => commitment.ProposeDay(Ben, new(2026, 11, 1), Monday)).Rejected("due-in-past")
            .When(commitment => commitment.ProposeDay(Ben, Later.Due, Monday)).Then(new RenegotiationProposed(Later, Ben.Person, Monday))
            .So(commitment => Assert.Equal((CommitmentStatus.RenegotiationProposed, Terms), (commitment.Status, commitment.Terms)))
            .When(commitment => commitment.ProposeDay(Ana, Later.Due, Monday)).Rejected("day-asked")
            .When(commitment => commitment.AcceptDay(Ben, Later.Due, Monday)).Rejected("not-yours")
            .When(commitment => commitment.AcceptDay(Ana, new(2026, 11, 27), Monday)).Rejected("day-changed")
            .When(commitment => commitment.AcceptDay(Ana, Later.Due, Monday.AddDays(1))).Then(new RenegotiationAccepted(Later, Hash("2026-11-20"), Monday.AddDays(1), true))
            .So(commitment => Assert.Equal((CommitmentStatus.Promised, Later), (commitment.Status, commitment.Terms)));

    [Fact]
    public void The_other_side_may_keep_to_the_old_one_and_a_warning_stays_one() =>
        Promised
            .And(commitment => commitment.RaiseRisk(Ben, Monday))
            .And(commitment => commitment.ProposeDay(Ben, Later.Due, Monday))
            .When(commitment => commitment.KeepDay(Ana, null, Monday)).Then(new RenegotiationRefused(Ana.Person, Monday))
            .So(commitment => Assert.Equal((CommitmentStatus.AtRisk, Terms), (commitment.Status, commitment.Terms)))
            .When(commitment => commitment.AcceptDay(Ana, Later.Due, Monday)).Rejected("promise-closed");

    /// <summary>What counts is when it was asked for: nobody is late because the other side is slow.</summary>
    [Theory, Trait("Row", "T09")]
    [InlineData(-60, true), InlineData(-1, true), InlineData(0, false), InlineData(60, false)]
    public void An_hour_before_the_last_day_to_ask_fairly_is_in_time_and_an_hour_after_is_late(int minutes, bool inTime)
    {
        var asked = CutOff.AddMinutes(minutes);
        Promised
            .And(commitment => commitment.ProposeDay(Ben, Later.Due, asked))
            .When(commitment => commitment.AcceptDay(Ana, Later.Due, asked.AddHours(3))).Then(new RenegotiationAccepted(Later, Hash("2026-11-20"), asked.AddHours(3), inTime))
            .So(commitment => Assert.Equal(new(Terms.Due, inTime, false, Monday, Ben.Person), Assert.Single(commitment.Earlier)));
    }

    [Fact]
    public void The_third_other_day_is_not_in_time_whenever_it_was_asked_for()
    {
        var promise = Promised;
        foreach (var (day, inTime) in new[] { (20, true), (27, true), (30, false) })
        {
            promise = promise.And(commitment => commitment.ProposeDay(Ben, new(2026, 11, day), Monday)).And(commitment => commitment.AcceptDay(Ana, new(2026, 11, day), Monday));
            promise.So(commitment => Assert.Equal(inTime, commitment.Earlier[^1].InTime));
        }
    }

    [Fact, Trait("Row", "T09")]
    public void Days_that_the_other_side_wished_for_use_up_none_of_them()
    {
        var promise = Promised;
        foreach (var day in new[] { 20, 27 })
            promise = promise.And(commitment => commitment.ProposeDay(Ana, new(2026, 11, day), Monday)).And(commitment => commitment.AcceptDay(Ben, new(2026, 11, day), Monday));
        promise
            .And(commitment => commitment.ProposeDay(Ben, new(2026, 12, 4), Monday))
            .And(commitment => commitment.AcceptDay(Ana, new(2026, 12, 4), Monday))
            .So(commitment => Assert.Equal([(true, Ana.Person), (true, Ana.Person), (true, Ben.Person)], commitment.Earlier.Select(day => (day.InTime == true, day.By))));
    }

    [Fact]
    public void Taken_back_it_says_what_is_done_about_it() =>
        Promised
            .When(commitment => commitment.Revoke(Ana, "Cleo takes it over", Monday)).Rejected("not-owner")
            .When(commitment => commitment.Revoke(Ben, " ", Monday)).Rejected("text-empty")
            .When(commitment => commitment.Revoke(Ben, "Cleo takes it over", At("2026-11-14T00:00"))).Rejected("promise-due")
            .When(commitment => commitment.Revoke(Ben, "Cleo takes it over", CutOff)).Then(new CommitmentRevoked("Cleo takes it over", false, CutOff))
            .So(commitment => Assert.Equal((CommitmentStatus.Revoked, false), (commitment.Status, commitment.Status.IsOpen())))
            .When(commitment => commitment.Promise(Ben, CutOff)).Rejected("promise-closed");

    [Fact]
    public void One_is_asked_once_when_the_time_for_it_has_come()
    {
        var ask = Promised.State.NoticeOf()!.Value.Ask;
        Assert.False(Seen(Promised).IsAsking(ask.AddMinutes(-1)));
        Assert.True(Seen(Promised).IsAsking(ask));
        Assert.True(Seen(Promised.And(commitment => commitment.SayOnTrack(Ben, ask.AddMinutes(-5)))).IsAsking(ask));
        var twice = Promised.And(commitment => commitment.SayOnTrack(Ben, ask.AddMinutes(-5))).And(commitment => commitment.SayOnTrack(Ben, ask.AddMinutes(5)));
        Assert.False(Seen(twice).IsAsking(ask.AddDays(1)));
        Assert.False(Seen(Promised.And(commitment => commitment.RaiseRisk(Ben, Monday))).IsAsking(ask));

        static CommitmentView Seen(Scenario<Commitment, CommitmentEvent> promise) => promise.State.View(Ben, new(Guid.Empty), 1);
    }

    [Fact]
    public void Whoever_promised_themselves_moves_it_alone() =>
        Given(new CommitmentRequested(Terms, Ben.Person, Ben.Person, Monday)).And(commitment => commitment.Promise(Ben, Monday))
            .When(commitment => commitment.ProposeDay(Ben, Later.Due, Monday)).Then(new RenegotiationAccepted(Later, Hash("2026-11-20"), Monday, true));

    static string Hash(string due) => Secret.Hash($"Send the pilot invoices\nAll 12 pilots have one\n{due}\nEurope/Berlin");
}
