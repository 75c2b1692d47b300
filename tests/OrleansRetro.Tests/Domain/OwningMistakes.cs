using OrleansRetro.Commitments;
using OrleansRetro.Owning;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>What somebody owns up to: only about themselves, linked where it happens again, and never hidden.</summary>
[Trait("Row", "S24")]
public sealed class OwningMistakes
{
    static readonly MistakeId Support = new(Number(0xD1)), Release = new(Number(0xD2)), Coffee = new(Number(0xD3));
    static readonly CommitmentId Invoices = new(Number(0xD7));
    static readonly MistakeWords Forgot = new("I forgot to tell support about the release");

    /// <summary>Not kept, and due a day of January.</summary>
    public static CommitmentView Broken(int number, string what, int day) =>
        new(new(Number(number)), what, "everybody can see it", new(2030, 1, day), "Etc/UTC", Ana.Person, Ben.Person, null, null, CommitmentStatus.NotMet, null, null, 1);

    static Scenario<Amends, AmendsEvent> Nothing => Scenario.Given(Array.Empty<AmendsEvent>());

    static Scenario<Amends, AmendsEvent> Owned(params (MistakeId Id, string What)[] mistakes) =>
        mistakes.Aggregate(Nothing, (amends, one) => amends.And(state => state.MakeRight(one.Id, new(one.What), null, Now)));

    static Scenario<Amends, AmendsEvent> Twice => Owned((Support, "I forgot to tell support about the release"), (Release, "Support was not told about a release again"));

    static MistakeOwned Said(MistakeId id, string what) => new(id, what, "", "", "", "", Now);

    static OwnedMistake Seen(Amends amends, MistakeId id) => amends.View([], 1).Mistakes.Single(mistake => mistake.Id == id);

    [Fact, Trait("Row", "T27")]
    public void What_happened_is_all_that_must_be_said_and_once_is_enough()
    {
        Nothing.When(amends => amends.MakeRight(Support, new("  I forgot\r\nto tell support "), null, Now)).Then(Said(Support, "I forgot\nto tell support"));
        Nothing.When(amends => amends.MakeRight(Support, new("It was late", " Two customers ", "Ben", new(2030, 1, 6), "Wrote to both", "A reminder"), Invoices, Now))
            .Then(new MistakeOwned(Support, "It was late", "Two customers", "Ben", "Wrote to both", "A reminder", Now, new(2030, 1, 6), Invoices))
            .So(amends => Assert.Equal((Invoices, Now), (Seen(amends, Support).Promise, Seen(amends, Support).At)))
            // A late repeat doesn't undo what was said since.
            .And(amends => amends.Correct(Support, Forgot, Now.AddDays(1)))
            .When(amends => amends.MakeRight(Support, new("It was late"), Invoices, Now)).ThenNothing();
        Nothing.When(amends => amends.MakeRight(Support, new(" "), null, Now)).Rejected("text-empty");
        Nothing.When(amends => amends.MakeRight(Support, new(new('a', Longest.Card + 1)), null, Now)).Rejected("text-too-long", "2000");
        Nothing.When(amends => amends.MakeRight(Support, Forgot with { Repair = new('a', Longest.Sentence + 1) }, null, Now)).Rejected("text-too-long", "500");
    }

    [Fact]
    public void Nobody_knows_since_a_day_that_has_begun_nowhere()
    {
        Nothing.When(amends => amends.MakeRight(Support, Forgot with { ToldOn = new(2030, 1, 8) }, null, Now)).Then(Said(Support, Forgot.What) with { ToldOn = new(2030, 1, 8) });
        Nothing.When(amends => amends.MakeRight(Support, Forgot with { ToldOn = new(2030, 1, 9) }, null, Now)).Rejected("told-ahead");
    }

    [Fact]
    public void Words_are_changed_by_new_ones_and_it_shows()
    {
        var changed = Owned((Support, Forgot.What)).When(amends => amends.Correct(Support, new("I told them late", Touched: "Support"), Now.AddDays(1)))
            .Then(new MistakeCorrected(Support, "I told them late", "Support", "", "", "", Now.AddDays(1)));
        changed.So(amends => Assert.Equal(("I told them late", Now, Now.AddDays(1)), (Seen(amends, Support).Said.What, Seen(amends, Support).At, Seen(amends, Support).CorrectedAt)));
        changed.When(amends => amends.Correct(Support, new(" "), Now)).Rejected("text-empty");
        changed.When(amends => amends.Correct(Coffee, Forgot, Now)).Rejected("not-found");
    }

    [Fact]
    public void That_it_happened_again_is_one_event_which_both_show_and_nothing_unsays()
    {
        var linked = Twice.When(amends => amends.Link(Release, new(Support), Now)).Then(new RecurrenceLinked(Release, new(Support), Now));
        linked.So(amends =>
        {
            Assert.Equal(new Recurrence(new(Support), Now, false), Assert.Single(Seen(amends, Release).Before));
            Assert.Equal(new Recurrence(new(Release), Now, false), Assert.Single(Seen(amends, Support).Again));
        });
        linked.When(amends => amends.TellApart(Release, new(Support), Now)).Rejected("linked-already");
        Twice.When(amends => amends.Link(Support, new(Release), Now)).Rejected("not-earlier");
        Twice.When(amends => amends.Link(Support, new(Support), Now)).Rejected("not-earlier");
        Twice.When(amends => amends.Link(Support, new(Coffee), Now)).Rejected("not-found");
        Twice.When(amends => amends.Link(Coffee, new(Support), Now)).Rejected("not-found");
        Twice.When(amends => amends.Link(Release, new(), Now)).Rejected("malformed");
        Twice.When(amends => amends.Link(Release, new(Support, Invoices), Now)).Rejected("malformed");
    }

    [Fact]
    public void It_may_repeat_a_promise_that_was_not_kept_but_not_the_one_it_is_about()
    {
        Twice.When(amends => amends.Link(Release, new(Promise: Invoices), Now)).Then(new RecurrenceLinked(Release, new(Promise: Invoices), Now))
            .So(amends => Assert.Equal(new Recurrence(new(Promise: Invoices), null, false), Assert.Single(Seen(amends, Release).Before)));
        Nothing.And(amends => amends.MakeRight(Support, Forgot, Invoices, Now)).When(amends => amends.Link(Support, new(Promise: Invoices), Now)).Rejected("not-earlier");
    }

    [Fact]
    public void What_is_not_the_same_can_be_linked_after_all()
    {
        var apart = Twice.When(amends => amends.TellApart(Release, new(Support), Now)).Then(new RecurrenceDenied(Release, new(Support), Now));
        apart.So(amends => Assert.Null(amends.View([], 1).Similar));
        apart.When(amends => amends.Link(Release, new(Support), Now)).Then(new RecurrenceLinked(Release, new(Support), Now));
    }

    [Fact]
    public void Taken_back_its_words_are_gone_and_its_links_say_so()
    {
        var linked = Twice.And(amends => amends.Correct(Support, Forgot with { Repair = "I wrote to them" }, Now)).And(amends => amends.Link(Release, new(Support), Now));
        var gone = linked.When(amends => amends.TakeBack(Support, Now)).Then(new MistakeTakenBack(Support, Now));
        gone.So(amends =>
        {
            Assert.Equal([Release], amends.View([], 1).Mistakes.Select(mistake => mistake.Id));
            Assert.Equal(new Recurrence(new(Support), Now, true), Assert.Single(Seen(amends, Release).Before));
            Assert.Equal(Said(Support, ""), amends.Erase(new MistakeOwned(Support, "a", "b", "c", "d", "e", Now, new(2030, 1, 1), Invoices)));
            Assert.Equal(new MistakeCorrected(Support, "", "", "", "", "", Now), amends.Erase(new MistakeCorrected(Support, "a", "b", "c", "d", "e", Now, new(2030, 1, 1))));
            Assert.Equal(Said(Release, "stays"), amends.Erase(Said(Release, "stays")));
        });
        gone.When(amends => amends.MakeRight(Support, Forgot, null, Now)).Rejected("deleted");
        gone.When(amends => amends.Correct(Support, Forgot, Now)).Rejected("deleted");
        gone.When(amends => amends.Link(Release, new(Support), Now)).Rejected("deleted");
        linked.And(amends => amends.TakeBack(Release, Now)).So(amends => Assert.True(Assert.Single(Seen(amends, Support).Again).IsTakenBack));
        Twice.When(amends => amends.TakeBack(Coffee, Now)).Rejected("not-found");
    }

    [Fact]
    public void There_is_room_for_so_many_and_what_was_taken_back_takes_none()
    {
        var full = Scenario.Given(Enumerable.Range(1, Amends.MostMistakes).Select(number => Said(new(Number(0x1000 + number)), $"mistake {number}")));
        full.When(amends => amends.MakeRight(Support, Forgot, null, Now)).Rejected("full-amends", "500");
        full.And(amends => amends.TakeBack(new(Number(0x1001)), Now)).When(amends => amends.MakeRight(Support, Forgot, null, Now)).Then(Said(Support, Forgot.What));
    }

    [Fact, Trait("Row", "T25")]
    public void The_most_alike_of_the_owner_s_earlier_ones_is_asked_about_once()
    {
        var similar = Owned((Coffee, "I spilled coffee on the demo laptop"), (Support, Forgot.What), (Release, "Support was not told about a release again"));
        similar.So(amends => Assert.Equal(new SimilarEarlier(Release, new(Support)), amends.View([], 1).Similar));
        similar.And(amends => amends.Link(Release, new(Support), Now)).So(amends => Assert.Null(amends.View([], 1).Similar));
        similar.And(amends => amends.TakeBack(Support, Now)).So(amends => Assert.Null(amends.View([], 1).Similar));
        Owned((Support, Forgot.What), (Coffee, "I spilled coffee on the demo laptop")).So(amends => Assert.Null(amends.View([], 1).Similar));
        Owned((Support, Forgot.What)).So(amends => Assert.Null(amends.View([], 1).Similar));
        Owned((Support, "!!!"), (Release, "!!!")).So(amends => Assert.Null(amends.View([], 1).Similar));
    }

    [Fact]
    public void So_is_a_promise_that_was_not_kept_before_it_unless_it_was_made_right()
    {
        var invoices = Broken(0xD7, "send the pilot invoices", 4);
        var late = Owned((Support, "I sent the pilot invoices late"));
        late.So(amends => Assert.Equal(new SimilarEarlier(Support, new(Promise: Invoices)), amends.View([invoices], 1).Similar));
        late.So(amends => Assert.Null(amends.View([invoices with { Due = new(2030, 1, 8) }], 1).Similar));
        Nothing.And(amends => amends.MakeRight(Support, new("I sent the pilot invoices late"), Invoices, Now)).So(amends => Assert.Null(amends.View([invoices], 1).Similar));
        // What was written about it is what is found.
        Nothing.And(amends => amends.MakeRight(Support, new("The pilot invoices came late"), Invoices, Now)).And(amends => amends.MakeRight(Release, new("The invoices of all pilots were late"), null, Now))
            .So(amends => Assert.Equal(new SimilarEarlier(Release, new(Support)), amends.View([invoices], 1).Similar));
    }

    [Theory]
    [InlineData(CommitmentStatus.Met, true, true, false)]
    [InlineData(CommitmentStatus.Met, false, true, true)]
    [InlineData(CommitmentStatus.Met, true, false, true)]
    [InlineData(CommitmentStatus.NotMet, null, null, true)]
    [InlineData(CommitmentStatus.Missed, null, null, true)]
    [InlineData(CommitmentStatus.Promised, null, null, false)]
    [InlineData(CommitmentStatus.Unconfirmed, true, null, false)]
    [InlineData(CommitmentStatus.Released, null, null, false)]
    [InlineData(CommitmentStatus.Revoked, null, null, false)]
    [InlineData(CommitmentStatus.Disputed, null, null, false)]
    public void What_was_not_kept_as_agreed_can_be_made_right(CommitmentStatus status, bool? onTime, bool? asSpecified, bool can) =>
        Assert.Equal(can, (Broken(1, "x", 4) with { Status = status, OnTime = onTime, AsSpecified = asSpecified }).IsToMakeRight());

    [Fact]
    public void Whatever_prints_a_call_prints_none_of_its_words() =>
        Assert.DoesNotContain("forgot", $"{Forgot}", StringComparison.Ordinal);
}
