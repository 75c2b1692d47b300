using System.Collections.Immutable;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.TeamCast;

namespace OrleansRetro.Tests.Domain;

/// <summary>Something changed around Ana's team: each promise that it touches gets an explicit answer, from whom it belongs to.</summary>
[Trait("Row", "A13")]
public sealed class AdaptingToChange
{
    static readonly TeamId Platform = new(Number(0xE1));
    static readonly ChangeId Moved = new(Number(0xEC)), Left = new(Number(0xED));
    static readonly CommitmentId Invoices = new(Number(7)), Guide = new(Number(8)), Shed = new(Number(9));
    static readonly ChangeDraft Draft = new(" The client moved the launch ", new(2030, 1, 7), [Invoices, Guide]);
    static readonly ImmutableArray<AffectedAt> Touched = [new(Invoices, 2), new(Guide, 3)];

    static Scenario<Change, ChangeEvent> Told => Scenario.Given(Change.Declare(Ana, Platform, Draft, Touched, Now));

    static ChangedPromise Stands(CommitmentId id, ChangeAnswer? answer = null, CommitmentStatus status = CommitmentStatus.Promised, bool dayAsked = false) =>
        new(id, "Send the invoices", new(2030, 1, 18), Ben.Person, Ana.Person, status, dayAsked, answer, 2);

    [Fact]
    public void It_is_told_in_one_clean_sentence()
    {
        Assert.Equal(new ChangeDeclared(Platform, "The client moved the launch", Draft.Since, Touched, Ana.Person, Now), Change.Declare(Ana, Platform, Draft, Touched, Now));
        Refused("text-empty", Draft with { What = " " });
        Refused("text-too-long", Draft with { What = new('x', 501) });
        Refused("malformed", Draft with { Since = new(2028, 1, 7) });
        Refused("malformed", Draft with { Since = new(2031, 1, 8) });
        Refused("malformed", Draft with { Affected = default });
        Refused("full-affected", Draft with { Affected = [.. Enumerable.Range(1, 201).Select(n => new CommitmentId(Number(n)))] });
        Change.Check(Draft with { Since = new(2031, 1, 7), Affected = [.. Enumerable.Repeat(Invoices, 300)] }, Now);

        static void Refused(string code, ChangeDraft draft) => Assert.Equal(code, Assert.Throws<RejectedException>(() => Change.Check(draft, Now)).Code);
    }

    [Fact, Trait("Row", "T27")]
    public void Who_takes_part_tells_the_team_once()
    {
        var team = Scenario.Given([.. Founded, .. Bens]);
        team.When(known => known.DeclareChange(Ben, Moved, Now)).Then(new ChangeAdded(Moved, Now, Ben.Person))
            .When(known => known.DeclareChange(Ana, Moved, Now)).Rejected("not-yours")
            .When(known => known.DeclareChange(Ana, Left, Now)).Then(new ChangeAdded(Left, Now, Ana.Person))
            .So(known => Assert.Equal([Moved, Left], known.Changes.Select(change => change.Id)));
        team.And(known => [new RoleGiven(Ben.Person, TeamRole.Observer, Now, Ana.Person)]).When(known => known.DeclareChange(Ben, Moved, Now)).Rejected("not-yours");
        team.When(known => known.DeclareChange(Cleo, Moved, Now)).Rejected("not-found");
        Scenario.Given([.. Founded, .. Enumerable.Range(1, Team.MostChanges).Select(n => new ChangeAdded(new(Number(n)), Now, Ana.Person))])
            .When(known => known.DeclareChange(Ana, new(Number(9_999)), Now)).Rejected("full-changes", "500");
    }

    [Fact]
    public void Only_its_two_people_say_that_a_promise_still_holds()
    {
        Told.When(change => change.Uphold(Cleo, Stands(Invoices), isParty: false, Now)).Rejected("not-yours");
        Told.When(change => change.Uphold(Ben, Stands(Shed), isParty: true, Now)).Rejected("not-found");
        Told.When(change => change.Uphold(Ben, Stands(Invoices, dayAsked: true), isParty: true, Now)).Rejected("day-asked");
        Told.When(change => change.Uphold(Ben, Stands(Invoices, status: CommitmentStatus.Released), isParty: true, Now)).Rejected("promise-closed");
        Told.When(change => change.Uphold(Ben, Stands(Invoices), isParty: true, Now)).Then(new PromiseUpheld(Invoices, Ben.Person, Now))
            .So(change => Assert.Equal(ChangeAnswer.Kept, change.AnswerFor(Invoices, Stands(Invoices))));
        Told.And(change => change.Settle(Ana, [ChangeAnswer.Kept, ChangeAnswer.Kept], Now)).When(change => change.Uphold(Ben, Stands(Invoices), isParty: true, Now)).Rejected("change-settled");
    }

    [Fact]
    public void It_is_settled_once_each_promise_has_an_answer_and_what_became_of_them_stays()
    {
        var told = Told;
        told.When(change => change.Settle(Ana, [ChangeAnswer.Kept, null], Now)).Rejected("change-open", "1");
        told.When(change => change.Settle(Ana, [null, null], Now)).Rejected("change-open", "2");
        told.When(change => change.Settle(Ana, [ChangeAnswer.Kept], Now)).Rejected("change-open", "1");
        told.When(change => change.Settle(Ben, [ChangeAnswer.Renegotiated, ChangeAnswer.Dropped], Now))
            .Then(new ChangeSettled([new(Invoices, ChangeAnswer.Renegotiated), new(Guide, ChangeAnswer.Dropped)], Ben.Person, Now))
            .So(change => Assert.Equal(ChangeAnswer.Renegotiated, change.AnswerFor(Invoices, Stands(Invoices, ChangeAnswer.Dropped))))
            .So(change => Assert.Equal(ChangeAnswer.Dropped, change.AnswerFor(Guide, null)));
        Scenario.Given(Change.Declare(Ana, Platform, Draft with { Affected = [] }, [], Now)).When(change => change.Settle(Ana, [], Now)).Then(new ChangeSettled([], Ana.Person, Now));
    }

    [Fact]
    public void What_is_said_on_the_promise_comes_before_what_is_said_here()
    {
        var upheld = Told.And(change => change.Uphold(Ben, Stands(Invoices), isParty: true, Now)).State;
        Assert.Equal(ChangeAnswer.Renegotiated, upheld.AnswerFor(Invoices, Stands(Invoices, ChangeAnswer.Renegotiated)));
        Assert.Equal(ChangeAnswer.Dropped, upheld.AnswerFor(Invoices, Stands(Invoices, ChangeAnswer.Dropped)));
        Assert.Null(upheld.AnswerFor(Invoices, Stands(Invoices, dayAsked: true)));
        Assert.Null(upheld.AnswerFor(Guide, Stands(Guide)));
        // Where nobody is left to say anything, or nothing to say it of.
        Assert.Equal(ChangeAnswer.Dropped, upheld.AnswerFor(Guide, null));
        Assert.Equal(ChangeAnswer.Dropped, upheld.AnswerFor(Guide, Stands(Guide), isNobodys: true));
    }

    [Fact, Trait("Row", "T26")]
    public void The_words_go_with_whoever_told_it_and_the_facts_stay()
    {
        Told.When(change => change.Forget(Ben.Person)).ThenNothing();
        Told.When(change => change.Forget(Ana.Person)).Then(new DeclarerLeft(Ana.Person))
            .So(change => Assert.Equal(("", 2), (change.What, change.Affected.Length)))
            .So(change => Assert.Equal("", Assert.IsType<ChangeDeclared>(change.Erase(Change.Declare(Ana, Platform, Draft, Touched, Now))).What))
            .So(change => Assert.Equal(new MoodClosed(1), change.Erase(new MoodClosed(1))));
    }
}
