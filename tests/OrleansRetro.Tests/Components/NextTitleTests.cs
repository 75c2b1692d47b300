using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>What the next retro is called.</summary>
[Trait("Row", "R28")]
public sealed class NextTitleTests
{
    [Theory]
    [InlineData("Sprint 12", "Sprint 13")]
    [InlineData("Sprint 09", "Sprint 10")]
    [InlineData("Sprint 99", "Sprint 100")]
    [InlineData("S7", "S8")]
    [InlineData("41", "42")]
    [InlineData("Sprint-3", "Sprint-4")]
    [InlineData("#5", "#6")]
    public void A_title_that_counts_goes_on_counting(string title, string next) => Assert.Equal(next, NextTitle.After(title, "March 23"));

    [Theory]
    [InlineData("Retro, March 9", "Retro, March 23")]
    [InlineData("Retro, 9 March", "Retro, March 23")]
    [InlineData("Retro, 9. März", "Retro, March 23")]
    [InlineData("Team Blue, March 9, 2026", "Team Blue, March 23")]
    [InlineData("Sprint 12, May 30", "Sprint 12, March 23")]
    [InlineData("Retro, March 23", "Retro, March 23 · 2")]
    [InlineData("Retro, March 23 · 2", "Retro, March 23 · 3")]
    [InlineData("Retro, March 9 · 4", "Retro, March 23")]
    public void A_title_with_a_day_gets_the_new_one(string title, string next) => Assert.Equal(next, NextTitle.After(title, "March 23"));

    [Theory]
    [InlineData("Team Blue")]
    [InlineData("Looking back at 2026")]
    [InlineData("Release 1.2")]
    [InlineData("Woche 23.11")]
    [InlineData("Retro 2026-03-09")]
    [InlineData("Ticket 123456789")]
    [InlineData("Sprint 12 (again)")]
    public void Any_other_gets_the_day_besides(string title) => Assert.Equal($"{title}, 23. März", NextTitle.After(title, "23. März"));

    [Fact]
    public void It_always_fits()
    {
        Assert.Equal(Longest.Title, NextTitle.After(new('t', Longest.Title), "March 23").Length);
        Assert.Equal($"{new string('t', Longest.Title - 3)}100", NextTitle.After($"{new string('t', Longest.Title - 2)}99", "March 23"));
    }
}
