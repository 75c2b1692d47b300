using System.Globalization;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>When somebody gets a mail, and about what. Times are those of Berlin.</summary>
[Trait("Row", "S23")]
public sealed class GettingMail
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    static readonly PmEvent[] Ana = [Pm.Introduce("Ana"), new ZoneSet("Europe/Berlin")];

    [Fact]
    public void One_digest_a_day_with_all_that_waits_and_only_where_something_is_new()
    {
        var (first, later) = (Waits("2030-01-04T15:00"), Waits("2030-01-07T11:00", MailKind.HandedOver, number: 2));
        Given(Ana)
            .When(At("2030-01-07T09:00", first)).ThenEvenWhenRepeated(new DigestClaimed(new(2030, 1, 7), Time("2030-01-07T09:00")))
            .When(At("2030-01-07T09:01", first)).ThenNothing()
            // What comes by day waits for the next morning, and what was told before comes along.
            .When(At("2030-01-07T12:00", first, later)).ThenNothing()
            .When(At("2030-01-08T09:05", first, later)).ThenEvenWhenRepeated(new DigestClaimed(new(2030, 1, 8), Time("2030-01-08T09:05")))
            .When(At("2030-01-09T09:05", first, later)).ThenNothing();
        Assert.Equal(2, Fold(Ana).MailAt([first, later], Time("2030-01-08T09:05"))!.Lines.Length);
        Assert.Null(Fold(Ana).MailAt([], Time("2030-01-07T10:00")));
    }

    [Theory]
    [InlineData("2030-01-07T08:59", false)]
    [InlineData("2030-01-07T09:00", true)]
    [InlineData("2030-01-07T16:59", true)]
    [InlineData("2030-01-07T17:00", false)]
    // Saturday and Sunday.
    [InlineData("2030-01-05T11:00", false)]
    [InlineData("2030-01-06T11:00", false)]
    // The Monday after clocks went forward, and the one after they went back.
    [InlineData("2030-04-01T08:59", false)]
    [InlineData("2030-04-01T09:00", true)]
    [InlineData("2030-10-28T08:59", false)]
    [InlineData("2030-10-28T09:00", true)]
    public void None_outside_working_hours(string now, bool isDue) =>
        Assert.Equal(isDue, Fold(Ana).MailAt([Waits("2030-01-04T10:00", due: "2031-01-01")], Time(now)) is not null);

    [Fact]
    public void Working_hours_are_those_of_where_somebody_is()
    {
        var waits = Waits("2030-01-04T10:00");
        var abroad = Fold([Pm.Introduce("Ana"), new ZoneSet("America/New_York")]);
        Assert.Null(abroad.MailAt([waits], Time("2030-01-07T14:59")));
        Assert.NotNull(abroad.MailAt([waits], Time("2030-01-07T15:00")));
        // Who never said where gets it where the promise is to be kept.
        Assert.NotNull(Fold([Pm.Introduce("Ana")]).MailAt([waits], Time("2030-01-07T09:00")));
    }

    [Fact]
    public void What_is_due_today_or_tomorrow_is_told_at_once_and_once()
    {
        var (soon, later) = (Waits("2030-01-07T11:00", due: "2030-01-08"), Waits("2030-01-07T11:00", due: "2030-01-09", number: 2));
        var delivered = Waits("2030-01-07T11:00", MailKind.HandedOver, "2030-01-07", 3);
        Given([.. Ana, new DigestClaimed(new(2030, 1, 7), Time("2030-01-07T09:00"))])
            .When(At("2030-01-07T11:01", later, delivered)).ThenNothing()
            .When(At("2030-01-07T11:01", soon, later, delivered)).ThenEvenWhenRepeated(new RequestsMailed(Time("2030-01-07T11:01")))
            .When(At("2030-01-07T11:02", soon)).ThenNothing()
            // Another one within the hour waits for its end; at night for the morning.
            .When(At("2030-01-07T11:30", soon, Waits("2030-01-07T11:20", due: "2030-01-07", number: 4))).ThenNothing()
            .When(At("2030-01-07T12:01", soon, Waits("2030-01-07T11:20", due: "2030-01-07", number: 4))).ThenEvenWhenRepeated(new RequestsMailed(Time("2030-01-07T12:01")))
            .When(At("2030-01-07T20:00", Waits("2030-01-07T19:00", due: "2030-01-08", number: 5))).ThenNothing()
            // What was told at once is no news the next morning.
            .When(At("2030-01-08T09:00", soon)).ThenNothing()
            .When(At("2030-01-08T09:00", soon, later)).ThenEvenWhenRepeated(new DigestClaimed(new(2030, 1, 8), Time("2030-01-08T09:00")));
    }

    [Fact]
    public void A_kind_is_switched_off_and_on_again()
    {
        var waits = Waits("2030-01-04T10:00", MailKind.StillGood);
        Given(Ana)
            .When(pm => pm.SwitchMail(MailKind.StillGood, on: true)).ThenNothing()
            .When(pm => pm.SwitchMail(MailKind.StillGood, on: false)).Then(new MailSwitched(MailKind.StillGood, false))
            .When(At("2030-01-07T09:00", waits)).ThenNothing()
            .When(At("2030-01-07T09:00", waits, Waits("2030-01-04T10:00"))).ThenEvenWhenRepeated(new DigestClaimed(new(2030, 1, 7), Time("2030-01-07T09:00")));
        Given([.. Ana, new MailSwitched(MailKind.StillGood, false)])
            .When(pm => pm.SwitchMail(MailKind.StillGood, on: true)).Then(new MailSwitched(MailKind.StillGood, true))
            .When(At("2030-01-07T09:00", waits)).ThenEvenWhenRepeated(new DigestClaimed(new(2030, 1, 7), Time("2030-01-07T09:00")));
        Given(Ana).When(pm => pm.SwitchMail((MailKind)99, on: false)).Rejected("malformed");
    }

    [Fact]
    public void What_came_back_is_due_again_and_what_was_mailed_since_is_not()
    {
        var (digest, requests) = (Time("2030-01-07T09:00"), Time("2030-01-07T09:30"));
        Given([.. Ana, new DigestClaimed(new(2030, 1, 7), digest), new RequestsMailed(requests)])
            .When(pm => pm.ReturnMail(digest)).Then(new MailReturned(digest))
            .So(pm => Assert.Equal((null, null, requests), (pm.Mailed.Day, pm.Mailed.DigestAt, pm.Mailed.RequestsAt)))
            .When(pm => pm.ReturnMail(requests)).Then(new MailReturned(requests))
            .So(pm => Assert.Null(pm.Mailed.RequestsAt));
    }

    [Fact]
    public void What_the_mail_server_did_not_take_is_due_again_on_the_same_day()
    {
        var (waits, claimed) = (Waits("2030-01-04T10:00"), Time("2030-01-07T09:00"));
        Given([.. Ana, new DigestClaimed(new(2030, 1, 7), claimed)])
            .When(pm => pm.ReturnMail(Time("2030-01-07T08:00"))).ThenNothing()
            .When(pm => pm.ReturnMail(claimed)).Then(new MailReturned(claimed))
            .When(At("2030-01-07T09:15", waits)).ThenEvenWhenRepeated(new DigestClaimed(new(2030, 1, 7), Time("2030-01-07T09:15")));
    }

    [Fact]
    public void It_is_looked_for_often_by_day_and_at_nine_again()
    {
        var (ana, waits) = (Fold(Ana), Waits("2030-01-04T10:00"));
        Assert.Equal(Time("2030-01-07T10:15"), ana.NextLook([waits], Time("2030-01-07T10:00")));
        Assert.Equal(Time("2030-01-07T09:00"), ana.NextLook([waits], Time("2030-01-07T07:00")));
        Assert.Equal(Time("2030-01-07T20:00"), ana.NextLook([waits], Time("2030-01-07T17:00")));
    }

    static Pm Fold(IEnumerable<PmEvent> events) => events.Aggregate(Pm.Empty, (pm, @event) => pm.Evolve(@event));

    static Func<Pm, IEnumerable<PmEvent>> At(string now, params WaitingPromise[] waiting) => pm => pm.MailAt(waiting, Time(now)) is { } letter ? [letter.Claim] : [];

    static WaitingPromise Waits(string since, MailKind kind = MailKind.AskedOfYou, string due = "2030-02-01", int number = 1) => new(
        new(new(Cast.Number(number)), "send it", "it is there", DateOnly.Parse(due, CultureInfo.InvariantCulture), "Europe/Berlin", Cast.Ana.Person, Cast.Ben.Person, null, null, CommitmentStatus.Requested, null, null, 1),
        kind, Time(since), Cast.Ana.Person);

    static DateTimeOffset Time(string local)
    {
        var there = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return new(there, Berlin.GetUtcOffset(there));
    }
}
