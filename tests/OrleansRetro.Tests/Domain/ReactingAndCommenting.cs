using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

public sealed class ReactingAndCommenting
{
    static string Hash(EventSourcing.Caller who, string emoji) => KeyOf(who, First, emoji).Hash();

    [Fact, Trait("Row", "R16")]
    public void A_reaction_counts_once_a_person_and_can_be_taken_back() =>
        Given(WithCards(Phase.Group))
            .When(retro => retro.React(Ben, First, "👍", true, KeyOf(Ben, First, "👍"))).Then(new ReactionAdded(First, "👍", Hash(Ben, "👍")))
            .When(retro => retro.React(Cleo, First, "👍", true, KeyOf(Cleo, First, "👍"))).Then(new ReactionAdded(First, "👍", Hash(Cleo, "👍")))
            .So(retro => Assert.Equal(2, retro.ToBoard(new("retro"), 1, _ => "", Limits).Cards[First].Reactions!["👍"]))
            .When(retro => retro.React(Ben, First, "👍", false, KeyOf(Ben, First, "👍"))).Then(new ReactionRemoved(First, "👍", Hash(Ben, "👍")))
            .When(retro => retro.React(Cleo, First, "👍", false, KeyOf(Cleo, First, "👍"))).Then(new ReactionRemoved(First, "👍", Hash(Cleo, "👍")))
            .So(retro => Assert.Null(retro.ToBoard(new("retro"), 1, _ => "", Limits).Cards[First].Reactions));

    [Fact, Trait("Row", "R16")]
    public void Everybody_finds_their_own_reactions() =>
        Given(WithCards(Phase.Group, anonymous: true))
            .And(retro => retro.React(Ben, First, "🎉", true, KeyOf(Ben, First, "🎉")))
            .So(retro =>
            {
                Assert.Equal((First, "🎉"), Assert.Single(retro.SeatOf(retro.Seated(Ben), TokenOf(Ben), null, _ => null).Reactions));
                Assert.Empty(retro.SeatOf(retro.Seated(Cleo), TokenOf(Cleo), null, _ => null).Reactions);
            });

    [Fact, Trait("Row", "R16")]
    public void Only_the_few_that_are_offered_work() =>
        Given(WithCards(Phase.Group))
            .When(retro => retro.React(Ben, First, "🖕", true, KeyOf(Ben, First, "🖕"))).Rejected("unknown-option")
            .When(retro => retro.React(Ben, First, "<script>", true, KeyOf(Ben, First, "<script>"))).Rejected("unknown-option")
            .When(retro => retro.React(Ben, NoCard, "👍", true, KeyOf(Ben, NoCard, "👍"))).Rejected("unknown-card")
            .When(retro => retro.React(Stranger, First, "👍", true, KeyOf(Stranger, First, "👍"))).Rejected("not-yours");

    [Fact, Trait("Row", "R17")]
    public void A_comment_hangs_on_its_card() =>
        Given(WithCards(Phase.Discuss))
            .When(retro => retro.AddComment(Ben, Note, First, " I agree ", KeyOf(Ben, Note), Limits)).Then(new CommentAdded(Note, First, "I agree", BensSeat))
            .So(retro => Assert.Equal(new CommentFace(Note, First, "I agree", BensSeat, 1), retro.ToBoard(new("retro"), 1, _ => "", Limits).Comments[Note]))
            .When(retro => retro.DeleteComment(Cleo, Note, KeyOf(Cleo, Note))).Rejected("not-yours")
            .When(retro => retro.DeleteComment(Ben, Note, KeyOf(Ben, Note))).Then(new CommentDeleted(Note))
            .So(retro => Assert.Empty(retro.ToBoard(new("retro"), 1, _ => "", Limits).Comments));

    [Fact, Trait("Row", "R17")]
    public void A_comment_says_something_about_a_card_that_is_there() =>
        Given(WithCards(Phase.Discuss))
            .When(retro => retro.AddComment(Ben, Note, First, " ", KeyOf(Ben, Note), Limits)).Rejected("text-empty")
            .When(retro => retro.AddComment(Ben, Note, First, new('t', 501), KeyOf(Ben, Note), Limits)).Rejected("text-too-long", "500")
            .When(retro => retro.AddComment(Ben, Note, NoCard, "Yes", KeyOf(Ben, Note), Limits)).Rejected("unknown-card")
            .When(retro => retro.DeleteComment(Ben, NoNote, KeyOf(Ben, NoNote))).Rejected("not-found");

    [Fact, Trait("Row", "Fault-R12")]
    public void The_id_of_a_comment_belongs_to_its_author_even_when_it_is_deleted() =>
        Given(WithCards(Phase.Discuss))
            .And(retro => retro.AddComment(Ben, Note, First, "Yes", KeyOf(Ben, Note), Limits))
            .When(retro => retro.AddComment(Cleo, Note, First, "No", KeyOf(Cleo, Note), Limits)).Rejected("not-yours")
            .And(retro => retro.DeleteComment(Ben, Note, KeyOf(Ben, Note)))
            .When(retro => retro.AddComment(Ben, Note, First, "Yes", KeyOf(Ben, Note), Limits)).Rejected("deleted")
            .When(retro => retro.AddComment(Cleo, Note, First, "No", KeyOf(Cleo, Note), Limits)).Rejected("not-yours");

    [Fact, Trait("Row", "R35")]
    public void Comments_have_a_limit() =>
        Given(WithCards(Phase.Discuss))
            .And(retro => retro.AddComment(Ben, Note, First, "Yes", KeyOf(Ben, Note), Limits))
            .When(retro => retro.AddComment(Ben, NoNote, First, "No", KeyOf(Ben, NoNote), Limits with { CommentsPerRetro = 1 })).Rejected("full-comments", "1");
}
