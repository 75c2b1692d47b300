using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Each act belongs to its phases; whatever a page shows, the retro refuses it in the others.</summary>
[Trait("Row", "R04")]
public sealed class PhaseSkipping
{
    const Phase CheckIn = Phase.CheckIn, Write = Phase.Write, Group = Phase.Group, Vote = Phase.Vote, Discuss = Phase.Discuss, Commit = Phase.Commit, Close = Phase.Close;

    sealed record Act(string Name, Phase[] Open, Func<Retro, IEnumerable<RetroEvent>> Decide, string No = "wrong-phase");

    static readonly CardId New = new(Number(0xA9));

    static readonly Act[] Acts =
    [
        new("AddCard", [Write], retro => retro.AddCard(Ben, New, Ideas, "New", KeyOf(Ben, New), Limits)),
        new("NameObstacle", [CheckIn], retro => retro.NameObstacle(Ben, New, Ideas, "New", KeyOf(Ben, New), Limits)),
        new("RewordCard", [CheckIn, Write, Group], retro => retro.RewordCard(Ben, Second, "Other words", KeyOf(Ben, Second))),
        new("MoveCard", [CheckIn, Write, Group], retro => retro.MoveCard(Ben, Second, Ideas, KeyOf(Ben, Second))),
        new("DeleteCard", [CheckIn, Write, Group], retro => retro.DeleteCard(Ben, Second, KeyOf(Ben, Second))),
        new("React", [Group, Vote, Discuss, Commit], retro => retro.React(Ben, First, "👍", true, KeyOf(Ben, First, "👍"))),
        new("AddComment", [Group, Vote, Discuss, Commit], retro => retro.AddComment(Ben, Note, First, "Yes", KeyOf(Ben, Note), Limits)),
        new("GroupCards", [Group], retro => retro.GroupCards(Ben, Pairing, "Builds", [First, Second])),
        new("TitleGroup", [Group], retro => retro.GroupCards(Ben, Other, "Another title", [])),
        new("GroupCard", [Group], retro => retro.GroupCard(Ben, Second, Other)),
        new("UngroupCard", [Group], retro => retro.GroupCard(Ben, Third, null)),
        new("SetVotes", [Vote], retro => retro.SetVotes(Ben, First, 1, "tag"), "voting-closed"),
        new("FocusTopic", [Discuss], retro => retro.FocusTopic(Ana, Second)),
        new("ParkTopic", [Discuss], retro => retro.ParkTopic(Ana, First, true)),
        new("TakeNotes", [Discuss, Commit], retro => retro.TakeNotes(Ben, First, "Notes", null, Limits)),
        new("ProposeAction", [Discuss, Commit], retro => retro.ProposeAction(Ben, new CommitmentId(Number(7)), CleosSeat, null, Limits)),
        new("GiveKudos", [Discuss, Commit, Close], retro => retro.GiveKudos(Ben, Note, CleosSeat, "Thank you", Limits)),
        new("ShareTakeaway", [Close], retro => retro.ShareTakeaway(Ben, Note, "Rest more", Limits)),
        new("StartNext", [Close], retro => retro.StartNext(Ben, new("the-next-retro-after-this-0"))),
        new("AskIcebreaker", [CheckIn], retro => retro.AskIcebreaker(Ana, "weather")),
        new("OpenSafetyCheck", [CheckIn], retro => retro.OpenPoll(Ana, new("safety"), PollKind.Safety, null, [], Limits)),
        new("OpenEsvp", [CheckIn], retro => retro.OpenPoll(Ana, new("esvp"), PollKind.Esvp, null, [], Limits)),
        new("OpenMood", [CheckIn], retro => retro.OpenPoll(Ana, new("mood"), PollKind.Mood, null, [], Limits)),
        new("OpenReturnOnTime", [Close], retro => retro.OpenPoll(Ana, new("again"), PollKind.ReturnOnTime, null, [], Limits)),
        new("OpenQuickPoll", Enum.GetValues<Phase>(), retro => retro.OpenPoll(Ana, new("lunch"), PollKind.Quick, "Lunch?", ["yes", "no"], Limits)),
    ];

    public static TheoryData<string, Phase> Every => [.. from act in Acts from phase in Enum.GetValues<Phase>() select (act.Name, phase)];

    [Theory, MemberData(nameof(Every)), Trait("Row", "Attack-A37")]
    public void An_act_works_in_its_phases_and_in_no_other(string name, Phase phase)
    {
        var act = Acts.Single(act => act.Name == name);
        var retro = Given(WithCards(Group))
            .And(retro => retro.GroupCards(Ana, Other, "", [Third]))
            .And(retro => retro.EnterPhase(Ana, phase, Now))
            .And(retro => phase == Discuss ? retro.FocusTopic(Ana, First) : [])
            .When(act.Decide);

        if (act.Open.Contains(phase))
            Assert.NotEmpty(act.Decide(retro.State));
        else if (act.No == "wrong-phase")
            Assert.Equal("wrong-phase", Assert.Throws<RejectedException>(() => act.Decide(retro.State).ToArray()).Code);
        else
            retro.Rejected(act.No);
    }

    [Fact, Trait("Row", "Attack-A37")]
    public void The_answer_names_a_phase_in_which_it_would_work() =>
        Assert.All(Acts.Where(act => act.No == "wrong-phase" && act.Open.Length < 7), act =>
        {
            var closed = Enum.GetValues<Phase>().First(phase => !act.Open.Contains(phase));
            var retro = Given(WithCards(Group)).And(retro => retro.GroupCards(Ana, Other, "", [Third])).And(retro => retro.EnterPhase(Ana, closed, Now)).State;

            var no = Assert.Throws<RejectedException>(() => act.Decide(retro).ToArray());

            Assert.True(KebabCase.TryParse<Phase>(Assert.Single(no.Args), out var named) && act.Open.Contains(named), act.Name);
        });

    [Fact, Trait("Row", "Attack-A37")]
    public void A_vote_in_the_phase_Vote_waits_for_its_round() =>
        Given(WithCards(Vote)).When(retro => retro.SetVotes(Ben, First, 1, "tag")).Rejected("voting-closed");
}
