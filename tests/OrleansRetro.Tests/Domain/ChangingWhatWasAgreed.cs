using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Other conditions after the promise, how much hangs on it, what is entered afterwards, and days off.</summary>
[Trait("Row", "S23")]
public sealed class ChangingWhatWasAgreed
{
    static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2026, 11, 13), "Etc/UTC");
    static readonly Terms Easier = Terms with { DoneWhen = "Six pilots have one" };
    static readonly TeamId Team = new(Number(0xD1));

    static Scenario<Commitment, CommitmentEvent> Promised => Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Monday)).And(commitment => commitment.Promise(Ben, Monday));

    static string Hash(Terms terms) => Secret.Hash($"{terms.What}\n{terms.DoneWhen}\n{terms.Due:O}\n{terms.Zone}");

    [Fact, Trait("Row", "T10")]
    public void Nobody_makes_a_promise_easier_alone() =>
        Promised
            .When(commitment => commitment.Counter(Ben, Easier, Hash(Terms), Monday)).Rejected("promise-closed")
            .When(commitment => commitment.ProposeTerms(Cleo, Easier, Monday)).Rejected("not-yours")
            .When(commitment => commitment.ProposeTerms(Ben, Terms with { DoneWhen = " " }, Monday)).Rejected("text-empty")
            .When(commitment => commitment.ProposeTerms(Ben, Easier, Monday)).Then(new RenegotiationProposed(Easier, Ben.Person, Monday))
            .So(commitment => Assert.Equal(Terms, commitment.Terms))
            .When(commitment => commitment.AcceptTerms(Ben, Hash(Easier), Monday)).Rejected("not-yours")
            // Whoever was shown another day alone doesn't take other conditions with it.
            .When(commitment => commitment.AcceptDay(Ana, Terms.Due, Monday)).Rejected("day-changed")
            .When(commitment => commitment.AcceptTerms(Ana, Hash(Terms), Monday)).Rejected("day-changed")
            .When(commitment => commitment.AcceptTerms(Ana, Hash(Easier), Monday)).Then(new RenegotiationAccepted(Easier, Hash(Easier), Monday, true))
            .So(commitment => Assert.Equal((Easier, Terms), (commitment.Terms, commitment.First)))
            .When(commitment => commitment.AcceptTerms(Ana, Hash(Easier), Monday)).ThenNothing();

    [Fact, Trait("Row", "T10")]
    public void What_was_promised_first_is_judged_as_well_by_the_requester_alone() =>
        Promised
            .And(commitment => commitment.ProposeTerms(Ben, Easier, Monday))
            .And(commitment => commitment.AcceptTerms(Ana, Hash(Easier), Monday))
            .And(commitment => commitment.Deliver(Ben, Monday.AddDays(1)))
            .When(commitment => commitment.JudgeFirstTerms(Ana, false, Monday)).Rejected("promise-closed")
            .And(commitment => commitment.DeclareSatisfaction(Ana, true, Monday.AddDays(2)))
            .When(commitment => commitment.JudgeFirstTerms(Ben, true, Monday)).Rejected("not-yours")
            .When(commitment => commitment.JudgeFirstTerms(Ana, false, Monday)).Then(new FirstTermsJudged(false, Ana.Person, Monday))
            .When(commitment => commitment.JudgeFirstTerms(Ana, false, Monday)).ThenNothing()
            .So(commitment => Assert.Equal((CommitmentStatus.Met, true, false), (commitment.Status, commitment.AsSpecified, commitment.AsFirstSpecified)))
            .When(commitment => commitment.TakeBackJudgement(Ana, Monday)).Then(new JudgementTakenBack(Monday, Ana.Person))
            .So(commitment => Assert.Null(commitment.AsFirstSpecified));

    [Fact, Trait("Row", "T09")]
    public void Other_words_for_the_same_day_move_nothing_however_late_they_come()
    {
        var late = new DateTimeOffset(2026, 11, 13, 14, 0, 0, TimeSpan.Zero);
        Promised
            .And(commitment => commitment.ProposeTerms(Ben, Easier, late))
            .When(commitment => commitment.AcceptTerms(Ana, Hash(Easier), late)).Then(new RenegotiationAccepted(Easier, Hash(Easier), late, true))
            .So(commitment => Assert.Equal((0, Monday, Terms), (commitment.Earlier.Length, commitment.AgreedAt, commitment.First)));
    }

    [Fact, Trait("Row", "T09")]
    public void Another_day_that_the_requester_wishes_for_is_never_late()
    {
        var (late, later) = (new DateTimeOffset(2026, 11, 13, 14, 0, 0, TimeSpan.Zero), Terms with { Due = new(2026, 11, 20) });
        Promised
            .And(commitment => commitment.ProposeDay(Ana, later.Due, late))
            .When(commitment => commitment.AcceptDay(Ben, later.Due, late)).Then(new RenegotiationAccepted(later, Hash(later), late, true));
        Promised
            .And(commitment => commitment.ProposeDay(Ben, later.Due, late))
            .When(commitment => commitment.AcceptDay(Ana, later.Due, late)).Then(new RenegotiationAccepted(later, Hash(later), late, false));
    }

    [Fact]
    public void How_much_hangs_on_it_is_the_requester_s_to_say_before_its_end() =>
        Promised
            .So(commitment => Assert.Equal(Stake.Medium, commitment.Stake))
            .When(commitment => commitment.SetStake(Ben, Stake.Small, Monday)).Rejected("not-yours")
            .When(commitment => commitment.SetStake(Ana, (Stake)9, Monday)).Rejected("malformed")
            .When(commitment => commitment.SetStake(Ana, Stake.Medium, Monday)).ThenNothing()
            .When(commitment => commitment.SetStake(Ana, Stake.Large, Monday)).Then(new StakeSet(Stake.Large, Ana.Person, Monday))
            .And(commitment => commitment.Deliver(Ben, Monday))
            .When(commitment => commitment.SetStake(Ana, Stake.Small, Monday)).Rejected("promise-closed");

    [Fact, Trait("Row", "T14")]
    public void What_is_entered_afterwards_waits_for_both_and_measures_nothing()
    {
        var passed = Terms with { Due = new(2026, 10, 23) };
        var account = Caller.Account(Ben.Person);
        var draft = new CommitmentDraft(passed.What, passed.DoneWhen, passed.Due, passed.Zone, Ben.Person, Ana.Person, Team);
        Assert.Equal("due-in-past", Assert.Throws<RejectedException>(() => Commitment.Propose(account, draft, Monday)).Code);
        Assert.Equal("malformed", Assert.Throws<RejectedException>(() => Commitment.Propose(account, draft with { Afterwards = true, Due = new(2024, 10, 23) }, Monday)).Code);
        var founded = Commitment.Propose(account, draft with { Afterwards = true }, Monday);
        Given([.. founded])
            .So(commitment => Assert.Equal((false, false, true), (commitment.HasFaded(Monday), commitment.HasFaded(Monday.AddDays(13)), commitment.HasFaded(Monday.AddDays(14)))))
            .When(commitment => commitment.Agree(Ana, Hash(passed), Monday)).Then(new PromiseMade(Hash(passed), Monday))
            .So(commitment => Assert.Equal((CommitmentStatus.Delivered, true), (commitment.Status, commitment.IsRetroactive)))
            .When(commitment => commitment.Agree(Ana, Hash(passed), Monday)).ThenNothing()
            .When(commitment => commitment.DeclareSatisfaction(Ana, true, Monday)).Then(new SatisfactionDeclared(true, true, Monday, Ana.Person))
            .So(commitment => Assert.Equal((0, 0), (KeepRecords.Of(Numbered(commitment), Ben.Person, Monday.AddDays(60)).OnTime.Of, KeepRecords.Of(Numbered(commitment), Ben.Person, Monday.AddDays(60)).AsAgreed.Of)));
    }

    [Fact]
    public void A_size_in_an_offer_is_nobody_s_to_give_but_the_requester_s()
    {
        var draft = new CommitmentDraft(Terms.What, Terms.DoneWhen, Terms.Due, Terms.Zone, Ben.Person, Ana.Person, Team) { Stake = Stake.Small };
        Assert.Equal("not-yours", Assert.Throws<RejectedException>(() => Commitment.Propose(Caller.Account(Ben.Person), draft, Monday)).Code);
        Assert.Equal(Stake.Small, Assert.IsType<CommitmentRequested>(Assert.Single(Commitment.Propose(Caller.Account(Ana.Person), draft, Monday))).Stake);
    }

    [Fact, Trait("Row", "T09")]
    public void Days_off_move_the_last_day_to_ask_fairly_and_stay_as_they_were_promised()
    {
        // Friday is due. A fifth of the time before its end is on Wednesday afternoon; with Thursday off, two working days before it is the end of Tuesday.
        ImmutableArray<DateOnly> off = [new(2026, 11, 12), new(2027, 11, 12), new(2026, 10, 1)];
        var asked = Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Monday));
        asked.And(commitment => commitment.Promise(Ben, Monday)).So(commitment => Assert.Equal(new(2026, 11, 11, 16, 12, 0, TimeSpan.Zero), Minute(commitment.NoticeOf()!.Value.CutOff)));
        asked.And(commitment => commitment.Promise(Ben, Monday, off))
            .So(commitment => Assert.Equal([new(2026, 11, 12)], commitment.DaysOff))
            .So(commitment => Assert.Equal(new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero), commitment.NoticeOf()!.Value.CutOff))
            // Handed over on Wednesday: Thursday isn't among the five working days to confirm it.
            .And(commitment => commitment.Deliver(Ben, new(2026, 11, 11, 12, 0, 0, TimeSpan.Zero)))
            .So(commitment => Assert.Equal(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), commitment.Deadline));

        static DateTimeOffset Minute(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0, at.Offset);
    }

    [Fact]
    public void Working_time_is_from_nine_to_five_on_working_days()
    {
        var calendar = WorkCalendar.Of("Europe/Berlin", new HashSet<DateOnly> { new(2026, 11, 3) });
        DateTimeOffset friday = new(2026, 10, 30, 16, 0, 0, TimeSpan.FromHours(1)), wednesday = new(2026, 11, 4, 10, 0, 0, TimeSpan.FromHours(1));
        // An hour of Friday, Monday, nothing of Tuesday, an hour of Wednesday.
        Assert.True(calendar.HasWorkingTime(friday, wednesday, TimeSpan.FromHours(10)));
        Assert.False(calendar.HasWorkingTime(friday, wednesday, TimeSpan.FromHours(10) + TimeSpan.FromTicks(1)));
        Assert.False(calendar.HasWorkingTime(wednesday, friday, TimeSpan.FromTicks(1)));
    }
}
