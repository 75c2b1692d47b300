using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Whatever can be added again and again has a limit; what is there stays and can be sent again.</summary>
[Trait("Row", "R35")]
public sealed class FillingABoard
{
    static readonly RetroLimits One = Limits with { NotesPerRetro = 1, PollsPerRetro = 1, PromisesPerRetro = 1, ThanksPerRetro = 1, TakeawaysPerRetro = 1 };

    [Fact]
    public void The_defaults_are_these() =>
        Assert.Equal(
            (2_000, 2_000, 200, 200, 2_000, 2_000),
            (Limits.CommentsPerRetro, Limits.NotesPerRetro, Limits.PollsPerRetro, Limits.PromisesPerRetro, Limits.ThanksPerRetro, Limits.TakeawaysPerRetro));

    [Fact]
    public void Notes() =>
        Given(WithCards(Phase.Discuss))
            .And(retro => retro.TakeNotes(Ben, First, "One", null, One))
            .When(retro => retro.TakeNotes(Ben, Second, "Two", null, One)).Rejected("full-notes", "1")
            .When(retro => retro.TakeNotes(Ben, First, "Still one", null, One)).Then(new NotesTaken(First, "Still one"));

    [Fact]
    public void Polls() =>
        Given(Started())
            .And(retro => retro.OpenPoll(Ana, new("lunch"), PollKind.MoreTime, null, [], One))
            .And(retro => retro.ClosePoll(Ana, new("lunch")))
            .When(retro => retro.OpenPoll(Ana, new("dinner"), PollKind.MoreTime, null, [], One)).Rejected("full-polls", "1");

    [Fact]
    public void The_last_question_is_asked_however_many_polls_there_were() =>
        Given(Started())
            .And(retro => retro.OpenPoll(Ana, new("lunch"), PollKind.MoreTime, null, [], One))
            .And(retro => retro.EnterPhase(Ana, Phase.Close, Now))
            .So(retro => Assert.Contains(PollId.ReturnOnTime, retro.Polls.Keys));

    [Fact]
    public void Promises()
    {
        CommitmentId one = new(Number(7)), two = new(Number(8));

        Given(WithCards(Phase.Commit))
            .And(retro => retro.ProposeAction(Ben, one, CleosSeat, null, One))
            .When(retro => retro.ProposeAction(Ben, one, CleosSeat, null, One)).ThenNothing()
            .When(retro => retro.ProposeAction(Ben, two, CleosSeat, null, One)).Rejected("full-promises", "1");
    }

    [Fact]
    public void Thanks_and_take_aways() =>
        Given(WithCards(Phase.Close))
            .And(retro => retro.GiveKudos(Ben, Note, CleosSeat, "Thank you", One))
            .And(retro => retro.ShareTakeaway(Ben, Note, "Rest more", One))
            .When(retro => retro.GiveKudos(Ben, Note, CleosSeat, "Thank you", One)).ThenNothing()
            .When(retro => retro.GiveKudos(Ben, NoNote, CleosSeat, "Again", One)).Rejected("full-thanks", "1")
            .When(retro => retro.ShareTakeaway(Ben, NoNote, "Sleep more", One)).Rejected("full-takeaways", "1");
}
