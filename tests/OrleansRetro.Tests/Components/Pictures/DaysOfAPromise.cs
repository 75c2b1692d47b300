using CsCheck;
using OrleansRetro.Commitments;
using OrleansRetro.Pictures;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Components.Pictures;

/// <summary>Which days of a promise are drawn, and where.</summary>
[Trait("Row", "S23")]
public sealed class DaysOfAPromise
{
    static readonly DateTimeOffset Start = new(2030, 1, 7, 23, 30, 0, TimeSpan.Zero), Now = Start.AddDays(9);
    static readonly DateOnly Due = new(2030, 1, 18), Later = new(2030, 1, 25);

    static CommitmentView View(CommitmentStatus status, DateOnly due, Notice? notice = null) =>
        new(new(Guid.Empty), "Send the invoices", "All have one", due, "Europe/Berlin", Ben.Person, Ana.Person, null, null, status, null, null, 1, Notice: notice);

    static Moment At(int day, string what, DateOnly? due = null) => new(what, Start.AddDays(day), Ana.Person, due is { } named ? new("Send", "All have one", named) : null);

    static string[] Of(CommitmentView view, params Moment[] history) => [.. PromiseDays.Of(view, history, Now).Select(day => day.What)];

    [Fact]
    public void Days_are_those_of_the_promises_own_zone() =>
        Assert.Equal(new DateOnly(2030, 1, 8), PromiseDays.Of(View(CommitmentStatus.Requested, Due), [At(0, "commitment-requested", Due)], Now)[0].Day);

    [Fact]
    public void A_request_has_a_suggested_day_and_a_promise_an_agreed_one()
    {
        Assert.Equal(["asked", "today", "wanted"], Of(View(CommitmentStatus.Requested, Due), At(0, "commitment-requested", Due)));
        Assert.Equal(["asked", "fair", "today", "due"], Of(View(CommitmentStatus.Promised, Due, new(Now.AddDays(-1), Start)), At(0, "commitment-requested", Due), At(1, "promise-made")));
    }

    [Fact]
    public void Only_days_that_both_agreed_on_are_earlier_dates()
    {
        Moment[] asked = [At(0, "commitment-requested", Due.AddDays(-1)), At(1, "terms-countered", Due), At(2, "promise-made"), At(3, "renegotiation-proposed", Later)];
        Assert.DoesNotContain("earlier", Of(View(CommitmentStatus.RenegotiationProposed, Due), asked));
        var moved = PromiseDays.Of(View(CommitmentStatus.Promised, Later), [.. asked, At(4, "renegotiation-accepted-late", Later)], Now);
        Assert.Equal([new PromiseDay("earlier", Due, true)], moved.Where(day => day.What == "earlier"));
    }

    [Theory, InlineData("satisfaction-declared", CommitmentStatus.Met, "confirmed"), InlineData("dissatisfaction-declared", CommitmentStatus.NotMet, "ended"), InlineData("commitment-released", CommitmentStatus.Released, "ended")]
    public void What_has_ended_shows_its_end_and_not_today(string what, CommitmentStatus status, string end)
    {
        var days = Of(View(status, Due), At(0, "commitment-offered", Due), At(1, "promise-made"), At(5, "delivery-declared"), At(6, what));
        Assert.Equal(["offered", "handed-over", end, "due"], days);
    }

    [Fact]
    public void Marks_stay_within_the_line_in_order_and_apart() => Gen.Int[0, 255].Array[0, 30].Sample(days =>
    {
        var sorted = days.Select(Due.AddDays).Order().ToArray();
        var scale = new DayScale(Due, Due.AddDays(255));
        var (at, rows) = (sorted.Select(scale.At).ToArray(), scale.Rows(sorted));
        Assert.All(at, place => Assert.InRange(place, DayScale.Margin, 100 - DayScale.Margin));
        Assert.Equal(at.Order(), at);
        for (var i = 0; i < at.Length; i++)
            Assert.All(Enumerable.Range(0, i), j => Assert.True(rows[i] != rows[j] || at[i] - at[j] >= DayScale.Apart));
    });

    [Fact]
    public void A_line_of_one_day_has_it_in_the_middle() => Assert.Equal(50, new DayScale(Due, Due).At(Due));
}
