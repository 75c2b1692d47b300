using System.Collections.Immutable;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R04")]
public sealed class MovingThroughPhases
{
    static readonly PollOpened Roti = new(PollId.ReturnOnTime, PollKind.ReturnOnTime, ["1", "2", "3", "4", "5"]);

    [Fact, Trait("Row", "R05")]
    public void The_facilitator_may_go_from_any_phase_to_any_other()
    {
        foreach (var from in Enum.GetValues<Phase>())
        {
            foreach (var to in Enum.GetValues<Phase>())
            {
                Given(WithCards(Phase.Write))
                    .And(retro => retro.EnterPhase(Ana, from, Now))
                    .And(retro => retro.EnterPhase(Ana, to, Now.AddMinutes(1)))
                    .So(retro => Assert.Equal(to, retro.Phase))
                    .When(retro => retro.EnterPhase(Ana, to, Now.AddMinutes(2))).ThenNothing();
            }
        }
    }

    [Fact, Trait("Row", "R05")]
    public void Going_back_and_forth_destroys_nothing() =>
        Given(WithCards(Phase.Group))
            .And(retro => retro.GroupCards(Ben, Pairing, "Builds", [Second, Third]))
            .And(retro => retro.AddComment(Ben, Note, First, "Yes", KeyOf(Ben, Note), Limits))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .And(retro => retro.SetVotes(Ben, Pairing, 2, "tag"))
            .And(retro => retro.EnterPhase(Ana, Phase.CheckIn, Now))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .So(retro =>
            {
                Assert.Equal([Second, Third], retro.Groups[Pairing].Cards);
                Assert.Equal(2, retro.Voting.Totals(retro)[Pairing]);
                Assert.Equal(1, retro.Voting.Round);
                Assert.Contains(Note, retro.Comments.Keys);
            });

    [Fact, Trait("Row", "R09")]
    public void Leaving_Write_turns_what_lies_face_down() =>
        Given(Started(hidden: true))
            .And(retro => retro.AddCard(Ben, First, WentWell, "Face down", KeyOf(Ben, First), Limits))
            .When(retro => retro.EnterPhase(Ana, Phase.Group, Now)).Then(new CardsRevealed(), new PhaseEntered(Phase.Group, Now));

    [Fact, Trait("Row", "R09")]
    public void Going_back_from_Write_turns_nothing() =>
        Given(Started(hidden: true))
            .And(retro => retro.AddCard(Ben, First, WentWell, "Face down", KeyOf(Ben, First), Limits))
            .When(retro => retro.EnterPhase(Ana, Phase.CheckIn, Now)).Then(new PhaseEntered(Phase.CheckIn, Now));

    [Fact, Trait("Row", "R13")]
    public void Vote_opens_a_round_leaving_closes_it_and_coming_back_reopens_it() =>
        Given(WithCards(Phase.Group))
            .When(retro => retro.EnterPhase(Ana, Phase.Vote, Now)).Then(new PhaseEntered(Phase.Vote, Now), new VotingOpened(1))
            .When(retro => retro.EnterPhase(Ana, Phase.Group, Now)).Then(new VotingClosed(), new PhaseEntered(Phase.Group, Now))
            .When(retro => retro.EnterPhase(Ana, Phase.Vote, Now)).Then(new PhaseEntered(Phase.Vote, Now), new VotingOpened(1));

    [Fact, Trait("Row", "R13")]
    public void Commit_seals_the_round_and_the_next_vote_is_another_one() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, "tag"))
            .When(retro => retro.EnterPhase(Ana, Phase.Commit, Now)).Then(new VotingClosed(), new VotingSealed(), new PhaseEntered(Phase.Commit, Now))
            .When(retro => retro.EnterPhase(Ana, Phase.Vote, Now)).Then(new PhaseEntered(Phase.Vote, Now), new VotingOpened(2))
            .So(retro =>
            {
                Assert.Equal(2, retro.Voting.Earlier[First]);
                Assert.Equal(3, retro.Voting.Left("tag", retro));
            });

    [Fact, Trait("Row", "R14")]
    public void Discuss_begins_with_the_topic_of_most_votes() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, Second, 2, "tag"))
            .When(retro => retro.EnterPhase(Ana, Phase.Discuss, Now)).Then(new VotingClosed(), new PhaseEntered(Phase.Discuss, Now), new TopicFocused(Second))
            .And(retro => retro.FocusTopic(Ana, Third))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .When(retro => retro.EnterPhase(Ana, Phase.Discuss, Now)).Then(new VotingClosed(), new PhaseEntered(Phase.Discuss, Now));

    [Fact, Trait("Row", "R14")]
    public void Where_nothing_was_written_nothing_is_in_focus() =>
        Given(Started()).When(retro => retro.EnterPhase(Ana, Phase.Discuss, Now)).Then(new PhaseEntered(Phase.Discuss, Now));

    [Fact, Trait("Row", "R21")]
    public void Close_asks_once_whether_the_time_was_worth_it() =>
        Given(WithCards(Phase.Commit))
            .When(retro => retro.EnterPhase(Ana, Phase.Close, Now)).Then(new PhaseEntered(Phase.Close, Now), Roti)
            .And(retro => retro.EnterPhase(Ana, Phase.Commit, Now))
            .When(retro => retro.EnterPhase(Ana, Phase.Close, Now)).Then(new PhaseEntered(Phase.Close, Now));

    [Fact, Trait("Row", "R18"), Trait("Row", "R10")]
    public void Close_closes_the_polls_that_are_open_but_not_the_last_question() =>
        Given(WithCards(Phase.Commit))
            .And(retro => retro.OpenPoll(Ana, new("lunch"), PollKind.Quick, "Lunch?", ["yes", "no"], Limits))
            .When(retro => retro.EnterPhase(Ana, Phase.Close, Now)).Then(new PollClosed(new("lunch")), new PhaseEntered(Phase.Close, Now), Roti)
            .And(retro => retro.EnterPhase(Ana, Phase.Commit, Now))
            .When(retro => retro.EnterPhase(Ana, Phase.Close, Now)).Then(new PhaseEntered(Phase.Close, Now));

    [Fact, Trait("Row", "R04")]
    public void It_knows_the_phases_it_has_been_in() =>
        Given(Started())
            .So(retro => Assert.Equal<Phase>([Phase.Write], Entered(retro)))
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .So(retro => Assert.Equal<Phase>([Phase.Write, Phase.Group, Phase.Discuss], Entered(retro)));

    static ImmutableArray<Phase> Entered(Retro retro) => retro.ToBoard(new("retro"), 1, _ => "", Limits).Settings.Entered;

    [Fact, Trait("Row", "R15")]
    public void Where_a_length_was_chosen_phases_start_their_timers() =>
        Given(Started())
            .And(retro => retro.ChooseLength(Ana, 60, Now))
            .When(retro => retro.EnterPhase(Ana, Phase.Group, Now)).Then(new PhaseEntered(Phase.Group, Now), new TimerStarted(Now.AddMinutes(7)));

    [Fact, Trait("Row", "R15")]
    public void Where_none_was_a_running_timer_ends_with_its_phase() =>
        Given(Started())
            .And(retro => retro.StartTimer(Ana, Now.AddMinutes(3), Now))
            .When(retro => retro.EnterPhase(Ana, Phase.Group, Now)).Then(new PhaseEntered(Phase.Group, Now), new TimerStopped());
}
