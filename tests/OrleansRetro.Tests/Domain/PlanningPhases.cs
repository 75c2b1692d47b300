using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R04")]
public sealed class PlanningPhases
{
    [Fact]
    public void Every_length_that_is_offered_is_split_among_all_phases() =>
        Assert.All(Phases.Lengths, minutes =>
        {
            var plan = Phases.For(minutes);

            Assert.Equal(Enum.GetValues<Phase>(), plan.Select(planned => planned.Phase));
            Assert.Equal(minutes, plan.Sum(planned => planned.Minutes));
        });

    [Fact]
    public void Another_length_is_not_offered() => Assert.Throws<ArgumentOutOfRangeException>(() => Phases.For(50));

    [Fact]
    public void Phases_can_be_renamed_timed_and_skipped()
    {
        var plan = Phases.For(45).SetItem(0, new(Phase.CheckIn, 2, Title: " Hello ")).SetItem(2, new(Phase.Group, 0, Skipped: true));

        Given(Started())
            .When(retro => retro.PlanPhases(Ana, plan)).Then(new PhasesPlanned(plan.SetItem(0, new(Phase.CheckIn, 2, Title: "Hello")), Timed: false))
            .So(retro => Assert.Equal(Phase.Vote, Phases.After(retro.Plan, Phase.Write)!.Phase));
    }

    [Fact]
    public void After_the_last_phase_comes_none()
    {
        Assert.Null(Phases.After(Phases.For(30), Phase.Close));
        Assert.Equal(Phase.Close, Phases.After(Phases.For(30), Phase.Commit)!.Phase);
    }

    [Fact]
    public void Phases_that_are_still_to_come_can_change_places() =>
        Given(Started())
            .When(retro => retro.PlanPhases(Ana, Plan(Phase.CheckIn, Phase.Write, Phase.Vote, Phase.Group, Phase.Discuss, Phase.Commit, Phase.Close)))
            .Then(new PhasesPlanned(Plan(Phase.CheckIn, Phase.Write, Phase.Vote, Phase.Group, Phase.Discuss, Phase.Commit, Phase.Close), Timed: false))
            .So(retro => Assert.Equal(Phase.Vote, Phases.After(retro.Plan, Phase.Write)!.Phase));

    [Fact]
    public void Phases_that_have_begun_keep_their_places() =>
        Given(Started())
            .When(retro => retro.PlanPhases(Ana, Plan(Phase.Write, Phase.CheckIn, Phase.Group, Phase.Vote, Phase.Discuss, Phase.Commit, Phase.Close))).Rejected("phase-begun");

    [Fact]
    public void A_plan_names_every_phase_once() =>
        Given(Started())
            .When(retro => retro.PlanPhases(Ana, Plan(Phase.CheckIn, Phase.Write, Phase.Group, Phase.Vote, Phase.Discuss, Phase.Commit))).Rejected("unknown-phase")
            .When(retro => retro.PlanPhases(Ana, Plan(Phase.CheckIn, Phase.Write, Phase.Group, Phase.Vote, Phase.Vote, Phase.Commit, Phase.Close))).Rejected("unknown-phase")
            .When(retro => retro.PlanPhases(Ana, Plan(Phase.CheckIn, Phase.Write, Phase.Group, Phase.Vote, (Phase)99, Phase.Commit, Phase.Close))).Rejected("unknown-phase")
            .When(retro => retro.PlanPhases(Ana, [])).Rejected("unknown-phase");

    [Fact]
    public void Minutes_stay_within_a_working_day() =>
        Given(Started())
            .When(retro => retro.PlanPhases(Ana, Phases.For(45).SetItem(3, new(Phase.Vote, -5)).SetItem(4, new(Phase.Discuss, 100_000))))
            .Then(new PhasesPlanned(Phases.For(45).SetItem(3, new(Phase.Vote, 0)).SetItem(4, new(Phase.Discuss, 480)), Timed: false));

    [Fact]
    public void A_name_for_a_phase_has_a_limit() =>
        Given(Started()).When(retro => retro.PlanPhases(Ana, Phases.For(45).SetItem(0, new(Phase.CheckIn, 2, Title: new('t', 61))))).Rejected("text-too-long", "60");

    [Fact]
    public void The_usual_plan_counts_once_somebody_chooses_it() =>
        Given(Started())
            .When(retro => retro.PlanPhases(Ana, Phases.For(45))).ThenNothing()
            .So(retro => Assert.False(retro.Planned))
            .When(retro => retro.ChooseLength(Ana, 45, Now)).Then(new PhasesPlanned(Phases.For(45)), new TimerStarted(Now.AddMinutes(10)))
            .So(retro => Assert.True(retro.Planned));

    [Fact, Trait("Row", "R15")]
    public void A_plan_of_ones_own_is_timed_or_not_and_stays_what_it_is()
    {
        var own = Phases.For(45).SetItem(4, new(Phase.Discuss, 17));
        var sum = own.Sum(planned => planned.Minutes);

        Given(Started())
            .And(retro => retro.PlanPhases(Ana, own))
            .When(retro => retro.ChooseLength(Ana, sum, Now)).Then(new PhasesPlanned(own), new TimerStarted(Now.AddMinutes(10)))
            .When(retro => retro.ChooseLength(Ana, null, Now)).Then(new PhasesPlanned(own, Timed: false))
            .When(retro => retro.ChooseLength(Ana, sum, Now)).Then(new PhasesPlanned(own))
            .When(retro => retro.ChooseLength(Ana, sum + 1, Now)).Rejected("malformed");
    }

    [Fact, Trait("Row", "R15")]
    public void Changing_the_plan_starts_no_timer() =>
        Given(Started())
            .And(retro => retro.PlanPhases(Ana, Plan(Phase.CheckIn, Phase.Write, Phase.Vote, Phase.Group, Phase.Discuss, Phase.Commit, Phase.Close)))
            .When(retro => retro.EnterPhase(Ana, Phase.Group, Now)).Then(new PhaseEntered(Phase.Group, Now));

    [Fact, Trait("Row", "R15")]
    public void Where_a_length_was_chosen_a_changed_plan_sets_the_timers_as_before()
    {
        var longer = Phases.For(30).SetItem(2, new(Phase.Group, 9));

        Given(Started())
            .And(retro => retro.ChooseLength(Ana, 30, Now))
            .When(retro => retro.PlanPhases(Ana, longer)).Then(new PhasesPlanned(longer))
            .When(retro => retro.EnterPhase(Ana, Phase.Group, Now)).Then(new PhaseEntered(Phase.Group, Now), new TimerStarted(Now.AddMinutes(9)));
    }

    [Fact]
    public void A_length_keeps_the_order_the_names_and_what_is_skipped()
    {
        var own = Phases.For(45).SetItem(0, new(Phase.CheckIn, 5, Title: "Hello")).SetItem(2, new(Phase.Vote, 3)).SetItem(3, new(Phase.Group, 5, Skipped: true));

        Given(Started())
            .And(retro => retro.PlanPhases(Ana, own))
            .When(retro => retro.ChooseLength(Ana, 60, Now))
            .Then(new PhasesPlanned([new(Phase.CheckIn, 5, Title: "Hello"), new(Phase.Write, 13), new(Phase.Vote, 3), new(Phase.Group, 7, Skipped: true), new(Phase.Discuss, 20), new(Phase.Commit, 8), new(Phase.Close, 4)]), new TimerStarted(Now.AddMinutes(13)));
    }

    [Fact, Trait("Row", "R15")]
    public void The_phase_that_runs_has_its_minutes_too_once_a_length_is_chosen() =>
        Given(Started())
            .When(retro => retro.ChooseLength(Ana, 30, Now)).Then(new PhasesPlanned(Phases.For(30)), new TimerStarted(Now.AddMinutes(7)))
            .When(retro => retro.ChooseLength(Ana, 30, Now.AddMinutes(1))).ThenNothing()
            .When(retro => retro.ChooseLength(Ana, 60, Now.AddMinutes(1))).Then(new PhasesPlanned(Phases.For(60)))
            .So(retro => Assert.Equal(Now.AddMinutes(7), retro.Timer!.Deadline));

    [Fact, Trait("Row", "R15")]
    public void A_timer_that_runs_or_waits_stays_whatever_length_is_chosen() =>
        Given(Started())
            .And(retro => retro.StartTimer(Ana, Now.AddMinutes(3), Now))
            .When(retro => retro.ChooseLength(Ana, 45, Now)).Then(new PhasesPlanned(Phases.For(45)))
            .And(retro => retro.PauseTimer(Ana, Now))
            .When(retro => retro.ChooseLength(Ana, 60, Now)).Then(new PhasesPlanned(Phases.For(60)));

    [Fact, Trait("Row", "R15")]
    public void A_phase_without_minutes_has_no_timer() =>
        Given(Started())
            .And(retro => retro.PlanPhases(Ana, Phases.For(45).SetItem(1, new(Phase.Write, 0))))
            .When(retro => retro.ChooseLength(Ana, 35, Now)).Then(new PhasesPlanned(Phases.For(45).SetItem(1, new(Phase.Write, 0))));

    [Fact, Trait("Row", "R15")]
    public void Without_a_length_the_timers_wait_again() =>
        Given(Started())
            .When(retro => retro.ChooseLength(Ana, null, Now)).ThenNothing()
            .And(retro => retro.ChooseLength(Ana, 60, Now))
            .When(retro => retro.ChooseLength(Ana, null, Now)).Then(new PhasesPlanned(Phases.For(60), Timed: false))
            .When(retro => retro.EnterPhase(Ana, Phase.Group, Now)).Then(new PhaseEntered(Phase.Group, Now), new TimerStopped())
            .When(retro => retro.ChooseLength(Ana, 50, Now)).Rejected("malformed");
}
