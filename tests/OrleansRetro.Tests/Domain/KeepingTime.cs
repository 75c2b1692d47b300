using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R15")]
public sealed class KeepingTime
{
    [Fact]
    public void A_timer_runs_towards_one_instant_for_everybody() =>
        Given(Started())
            .When(retro => retro.StartTimer(Ana, Now.AddMinutes(5), Now)).Then(new TimerStarted(Now.AddMinutes(5)))
            .So(retro => Assert.Equal(new BoardTimer(Now.AddMinutes(5), null), retro.ToBoard(new("retro"), 1, _ => "", Limits).Timer));

    [Fact]
    public void It_is_extended_by_a_later_instant() =>
        Given(Started())
            .And(retro => retro.StartTimer(Ana, Now.AddMinutes(5), Now))
            .When(retro => retro.StartTimer(Ana, Now.AddMinutes(7), Now)).Then(new TimerStarted(Now.AddMinutes(7)));

    [Fact]
    public void It_runs_eight_hours_at_most() =>
        Given(Started()).When(retro => retro.StartTimer(Ana, Now.AddHours(9), Now)).Then(new TimerStarted(Now.AddHours(8)));

    [Fact]
    public void It_can_not_end_before_it_begins() =>
        Given(Started())
            .When(retro => retro.StartTimer(Ana, Now, Now)).Rejected("due-in-past")
            .When(retro => retro.StartTimer(Ana, Now.AddSeconds(-1), Now)).Rejected("due-in-past");

    [Fact]
    public void It_is_paused_with_what_is_left_and_goes_on() =>
        Given(Started())
            .And(retro => retro.StartTimer(Ana, Now.AddMinutes(5), Now))
            .When(retro => retro.PauseTimer(Ana, Now.AddMinutes(2))).Then(new TimerPaused(TimeSpan.FromMinutes(3)))
            .When(retro => retro.StartTimer(Ana, Now.AddMinutes(10), Now.AddMinutes(7))).Then(new TimerStarted(Now.AddMinutes(10)));

    [Fact]
    public void Paused_too_late_nothing_is_left() =>
        Given(Started())
            .And(retro => retro.StartTimer(Ana, Now.AddMinutes(5), Now))
            .When(retro => retro.PauseTimer(Ana, Now.AddMinutes(6))).Then(new TimerPaused(TimeSpan.Zero));

    [Fact]
    public void Only_a_running_one_can_be_paused() =>
        Given(Started()).When(retro => retro.PauseTimer(Ana, Now)).Rejected("timer-not-running");

    [Fact]
    public void It_can_be_taken_away() =>
        Given(Started())
            .When(retro => retro.StopTimer(Ana)).ThenNothing()
            .And(retro => retro.StartTimer(Ana, Now.AddMinutes(5), Now))
            .When(retro => retro.StopTimer(Ana)).Then(new TimerStopped())
            .So(retro => Assert.Null(retro.Timer));
}
