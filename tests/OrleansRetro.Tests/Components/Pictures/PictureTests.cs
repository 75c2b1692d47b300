using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using OrleansRetro.Commitments;
using OrleansRetro.Pictures;
using OrleansRetro.Promises;

namespace OrleansRetro.Tests.Components.Pictures;

/// <summary>A picture says in words and in a table what it draws, and isn't drawn where it has nothing to say.</summary>
[Trait("Row", "S23")]
public sealed class PictureTests : Drawing
{
    static readonly DateOnly Monday = new(2030, 1, 7);

    static readonly ImmutableArray<PromiseDay> Days =
        [new("asked", Monday), new("fair", Monday.AddDays(8)), new("earlier", Monday.AddDays(11), true), new("today", Monday.AddDays(11)), new("due", Monday.AddDays(18), true)];

    static KeepRate Rate(int kept, int of, Interval? likely = null) => new(kept, of, of, likely, null);

    static KeepRecord Record(KeepRate onTime, KeepRate asAgreed) => new(onTime, asAgreed, 0, 0, 0, 0, 0, 0, 0);

    [Fact]
    public void Every_day_of_a_promise_is_a_mark_a_word_and_a_row()
    {
        var drawn = Render<PromiseTimeline>(given => given.Add(it => it.Days, Days));
        Assert.Equal(["1", "2", "3", "4", "5"], drawn.FindAll("svg text").Select(text => text.TextContent));
        Assert.Equal(["1 Asked", "2 Last day to ask fairly", "3 Earlier date", "4 Today", "5 Agreed day"], drawn.FindAll(".picture__key li").Select(item => item.TextContent));
        Assert.Equal(["Asked", "Last day to ask fairly", "Earlier date", "Today", "Agreed day"], drawn.FindAll("tbody th").Select(cell => cell.TextContent));
        Assert.Equal(Days.Select(day => day.Day.ToString("O", CultureInfo.InvariantCulture)), drawn.FindAll("tbody time").Select(time => time.GetAttribute("datetime")));
        Assert.Equal((2, 3), (drawn.FindAll(".picture__mark rect").Count, drawn.FindAll(".picture__mark circle").Count));
        Named(drawn, "The days of this promise", "From Mon, January 7 to Fri, January 25.");
    }

    [Fact]
    public void A_line_is_measured_alike_in_every_language()
    {
        Speak("de");
        var drawn = Render<PromiseTimeline>(given => given.Add(it => it.Days, Days));
        Assert.All(drawn.FindAll(".picture__mark"), mark => Assert.Matches(@"^\d+(\.\d+)?%$", mark.GetAttribute("x")!));
        Assert.Contains("Letzter fairer Tag", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_month_is_a_bar_of_its_three_parts_beside_the_others()
    {
        ImmutableArray<KeptMonth> months = [new(new(2030, 1, 1), 3, 0, 1), new(new(2030, 2, 1), 1, 1, 0)];
        var drawn = Render<MonthBars>(given => given.Add(it => it.Months, months));
        Assert.Equal([("0%", "75%"), ("75%", "25%"), ("0%", "25%"), ("25%", "25%")], drawn.FindAll("rect").Select(bar => (bar.GetAttribute("x"), bar.GetAttribute("width"))));
        Assert.Equal(["January 2030: 3 kept, 0 moved in time, 1 not kept", "February 2030: 1 kept, 1 moved in time, 0 not kept"], drawn.FindAll("svg").Select(month => month.GetAttribute("aria-label")));
        Assert.Equal(["3", "0", "1", "1", "1", "0"], drawn.FindAll("tbody td").Select(cell => cell.TextContent));
        Assert.Empty(Render<MonthBars>(given => given.Add(it => it.Months, months[..1])).Markup.Trim());
    }

    [Fact]
    public void The_oldest_open_promise_is_the_longest_bar()
    {
        var now = new DateTimeOffset(2030, 1, 31, 12, 0, 0, TimeSpan.Zero);
        OwnPromise Open(string what, int days) => new(new(new(Guid.NewGuid()), what, "it is there", Monday.AddDays(40), "Etc/UTC", default, default, null, null, CommitmentStatus.Promised, null, null, 1) { AskedAt = now.AddDays(-days) }, default, "Ben");
        var drawn = Render<AgeingList>(given => given.Add(it => it.Promises, [Open("young", 1), Open("old", 20)]).Add(it => it.Now, now));
        Assert.Equal([("old: open for 20 days", "100%"), ("young: open for 1 days", "5%")], drawn.FindAll("svg").Select(one => (one.GetAttribute("aria-label")!, one.QuerySelector("rect")!.GetAttribute("width")!)));
        Assert.Equal(["old 20 days", "young 1 day"], drawn.FindAll(".picture__row p").Select(line => line.TextContent));
        Assert.Empty(Render<AgeingList>(given => given.Add(it => it.Promises, [Open("alone", 3)]).Add(it => it.Now, now)).Markup.Trim());
    }

    [Fact]
    public void The_last_fair_day_is_the_one_that_ends_then()
    {
        var midnight = new DateTimeOffset(2030, 1, 16, 0, 0, 0, TimeSpan.FromHours(1));
        var promise = new CommitmentView(new(Guid.NewGuid()), "send it", "it is there", new(2030, 1, 18), "Europe/Berlin", default, default, null, null, CommitmentStatus.Promised, null, null, 1, Notice: new(midnight, midnight.AddDays(-1)));
        Assert.Equal(new DateOnly(2030, 1, 15), Assert.Single(PromiseDays.Of(promise, [], midnight), day => day.What == "fair").Day);
        Assert.Equal(new DateOnly(2030, 1, 15), Assert.Single(PromiseDays.Of(promise with { Zone = "Nowhere/Gone" }, [], midnight), day => day.What == "fair").Day);
    }

    [Fact]
    public void One_day_alone_is_no_line() =>
        Assert.Empty(Render<PromiseTimeline>(given => given.Add(it => it.Days, [new("asked", Monday), new("due", Monday, true)])).Markup.Trim());

    [Fact]
    public void A_likely_range_stands_beside_what_it_was_counted_from()
    {
        var drawn = Render<IntervalBars>(given => given.Add(it => it.Record, Record(Rate(17, 20, new(.64, .95)), Rate(19, 20, new(.764, .991)))));
        Assert.Equal([("64%", "31%"), ("76%", "23%")], drawn.FindAll(".picture__span").Select(bar => (bar.GetAttribute("x"), bar.GetAttribute("width"))));
        Assert.Equal(["17 of 20", "64–95", "19 of 20", "76–99"], drawn.FindAll("tbody td").Select(cell => cell.TextContent));
        Assert.Contains("17 of 20", drawn.Find(".picture__row p").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("%", drawn.Find(".picture").TextContent, StringComparison.Ordinal);
        Named(drawn, "On time", "On time: 17 of 20, likely 64 to 95 of 100.");
    }

    [Fact]
    public void Nothing_is_drawn_of_a_rate_that_is_too_small()
    {
        Assert.Empty(Render<IntervalBars>(given => given.Add(it => it.Record, Record(Rate(6, 7), Rate(7, 7)))).Markup.Trim());
        Assert.Single(Render<IntervalBars>(given => given.Add(it => it.Record, Record(Rate(6, 8, new(.4, .9)), Rate(7, 7)))).FindAll("svg"));
    }

    static void Named<T>(IRenderedComponent<T> drawn, params string[] words) where T : Microsoft.AspNetCore.Components.IComponent
    {
        var ids = drawn.Find("svg[role=img]").GetAttribute("aria-labelledby")!.Split(' ');
        Assert.Equal(words, ids.Select(id => drawn.Find($"#{id}").TextContent));
    }
}
