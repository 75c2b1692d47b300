using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R18")]
public sealed class Polling
{
    static readonly PollId Lunch = new("lunch"), Safety = new("safety");

    static PollFace Face(Retro retro, PollId poll) => retro.ToBoard(new("retro"), 1, _ => "", Limits).Polls[poll];

    static Scenario<Retro, RetroEvent> Asked => Given(Started()).And(retro => retro.OpenPoll(Ana, Lunch, PollKind.Quick, "Lunch?", ["yes", "no"], Limits));

    static Scenario<Retro, RetroEvent> Answered(PollKind kind, int people) =>
        Given(Started(phase: Phase.CheckIn))
            .And(retro => retro.OpenPoll(Ana, Safety, kind, null, [], Limits))
            .And(retro => Enumerable.Range(1, people).SelectMany(number => retro.AnswerPoll(Ben, Safety, retro.Polls[Safety].Options[0], $"tag {number}")));

    [Fact]
    public void A_question_with_two_to_six_answers() =>
        Given(Started())
            .When(retro => retro.OpenPoll(Ana, Lunch, PollKind.Quick, " Lunch? ", ["yes", " no ", "yes"], Limits)).Then(new PollOpened(Lunch, PollKind.Quick, ["yes", "no"], "Lunch?"));

    [Fact]
    public void It_belongs_to_the_phase_it_was_asked_in() =>
        Asked
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .And(retro => retro.ClosePoll(Ana, Lunch))
            .So(retro => Assert.Equal(Phase.Write, Face(retro, Lunch).AskedIn));

    [Fact]
    public void Not_fewer_not_more_and_not_empty() =>
        Given(Started())
            .When(retro => retro.OpenPoll(Ana, Lunch, PollKind.Quick, "Lunch?", ["yes", "yes "], Limits)).Rejected("poll-options")
            .When(retro => retro.OpenPoll(Ana, Lunch, PollKind.Quick, "Lunch?", ["1", "2", "3", "4", "5", "6", "7"], Limits)).Rejected("poll-options")
            .When(retro => retro.OpenPoll(Ana, Lunch, PollKind.Quick, "Lunch?", ["yes", " "], Limits)).Rejected("poll-options")
            .When(retro => retro.OpenPoll(Ana, Lunch, PollKind.Quick, " ", ["yes", "no"], Limits)).Rejected("text-empty")
            .When(retro => retro.OpenPoll(Ana, Lunch, PollKind.Quick, new('t', 501), ["yes", "no"], Limits)).Rejected("text-too-long", "500");

    [Fact]
    public void One_at_a_time() =>
        Asked
            .When(retro => retro.OpenPoll(Ana, new("dinner"), PollKind.Quick, "Dinner?", ["yes", "no"], Limits)).Rejected("poll-open")
            .When(retro => retro.ClosePoll(Ana, Lunch)).Then(new PollClosed(Lunch))
            .When(retro => retro.OpenPoll(Ana, new("dinner"), PollKind.Quick, "Dinner?", ["yes", "no"], Limits)).Then(new PollOpened(new("dinner"), PollKind.Quick, ["yes", "no"], "Dinner?"))
            .When(retro => retro.OpenPoll(Ana, Lunch, PollKind.Quick, "Lunch?", ["yes", "no"], Limits)).Rejected("poll-closed");

    [Fact]
    public void One_answer_each_which_may_change_until_it_is_closed() =>
        Asked
            .When(retro => retro.AnswerPoll(Ben, Lunch, "yes", "Ben")).Then(new PollAnswered(Lunch, "Ben", "yes"))
            .When(retro => retro.AnswerPoll(Ben, Lunch, "no", "Ben")).Then(new PollAnswered(Lunch, "Ben", "no"))
            .So(retro => Assert.Equal(1, Face(retro, Lunch).Answers))
            .And(retro => retro.ClosePoll(Ana, Lunch))
            .When(retro => retro.AnswerPoll(Ben, Lunch, "yes", "Ben")).Rejected("poll-closed");

    [Fact]
    public void What_was_not_asked_can_not_be_answered() =>
        Asked
            .When(retro => retro.AnswerPoll(Ben, Lunch, "maybe", "Ben")).Rejected("unknown-option")
            .When(retro => retro.AnswerPoll(Ben, new("nothing"), "yes", "Ben")).Rejected("not-found")
            .When(retro => retro.AnswerPoll(Stranger, Lunch, "yes", "tag")).Rejected("not-yours")
            .When(retro => retro.ClosePoll(Ana, new("nothing"))).Rejected("not-found");

    [Fact]
    public void Blind_until_it_is_closed() =>
        Asked
            .And(retro => retro.AnswerPoll(Ben, Lunch, "yes", "Ben"))
            .So(retro => Assert.Null(Face(retro, Lunch).Results))
            .And(retro => retro.ClosePoll(Ana, Lunch))
            .So(retro => Assert.Equal((1, 0), (Face(retro, Lunch).Results!["yes"], Face(retro, Lunch).Results!["no"])));

    [Fact]
    public void Everybody_sees_their_own_answer() =>
        Asked
            .And(retro => retro.AnswerPoll(Ben, Lunch, "yes", "Ben"))
            .So(retro =>
            {
                Assert.Equal("yes", retro.SeatOf(retro.Seated(Ben), TokenOf(Ben), null, _ => "Ben").Answers[Lunch]);
                Assert.Empty(retro.SeatOf(retro.Seated(Cleo), TokenOf(Cleo), null, _ => "Cleo").Answers);
            });

    [Theory, Trait("Row", "R08"), Trait("Row", "R10")]
    [InlineData(PollKind.Safety)]
    [InlineData(PollKind.Mood)]
    [InlineData(PollKind.Esvp)]
    public void What_it_says_about_people_needs_five_of_them(PollKind kind)
    {
        Answered(kind, 4).And(retro => retro.ClosePoll(Ana, Safety)).So(retro => Assert.Null(Face(retro, Safety).Results));
        Answered(kind, 5).So(retro => Assert.Null(Face(retro, Safety).Results));
        Answered(kind, 5).And(retro => retro.ClosePoll(Ana, Safety)).So(retro => Assert.Equal(5, Face(retro, Safety).Results!.Values.Sum()));
    }

    [Fact, Trait("Row", "R10")]
    public void However_it_is_configured_never_fewer_than_three() =>
        Answered(PollKind.Safety, 2).And(retro => retro.ClosePoll(Ana, Safety))
            .So(retro => Assert.Null(retro.ToBoard(new("retro"), 1, _ => "", Limits with { PeoplePerScore = 1 }).Polls[Safety].Results));

    [Fact, Trait("Row", "R16"), Trait("Row", "R14")]
    public void Fist_of_five_and_more_time_are_shown_whoever_answers() =>
        Assert.All([PollKind.FistOfFive, PollKind.MoreTime], kind =>
            Answered(kind, 1).And(retro => retro.ClosePoll(Ana, Safety)).So(retro => Assert.NotNull(Face(retro, Safety).Results)));

    [Fact]
    public void Every_other_kind_brings_its_own_answers() =>
        Assert.All(Enum.GetValues<PollKind>().Where(kind => kind != PollKind.Quick), kind => Assert.NotEmpty(Poll.OptionsOf(kind)));

    [Fact, Trait("Row", "R21")]
    public void The_last_question_does_not_wait_for_others() =>
        Asked
            .And(retro => retro.EnterPhase(Ana, Phase.Close, Now))
            .When(retro => retro.AnswerPoll(Ben, PollId.ReturnOnTime, "5", "Ben")).Then(new PollAnswered(PollId.ReturnOnTime, "Ben", "5"))
            .And(retro => retro.ClosePoll(Ana, Lunch))
            .When(retro => retro.OpenPoll(Ana, new("dinner"), PollKind.Quick, "Dinner?", ["yes", "no"], Limits)).Then(new PollOpened(new("dinner"), PollKind.Quick, ["yes", "no"], "Dinner?"));

    [Fact, Trait("Row", "R08")]
    public void An_icebreaker_is_asked_by_its_id() =>
        Given(Started(phase: Phase.CheckIn))
            .When(retro => retro.AskIcebreaker(Ana, "weather")).Then(new IcebreakerAsked("weather"))
            .When(retro => retro.AskIcebreaker(Ana, null)).Then(new IcebreakerAsked())
            .When(retro => retro.AskIcebreaker(Ana, "<b>Weather?</b>")).Rejected("malformed");
}
