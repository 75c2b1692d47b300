using OrleansRetro.Commitments;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>What counts for whoever promised, what counts against them, and what counts neither way.</summary>
[Trait("Row", "S23")]
public sealed class KeepingRecord
{
    static readonly DateTimeOffset Start = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero), After = Start.AddDays(60);
    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2030, 1, 18), "Etc/UTC");
    static readonly Terms Later = Terms with { Due = new(2030, 1, 25) };
    static readonly DateTimeOffset InTime = new(2030, 1, 18, 12, 0, 0, TimeSpan.Zero), TooLate = new(2030, 1, 20, 12, 0, 0, TimeSpan.Zero);
    static readonly CommitmentEvent Met = new SatisfactionDeclared(true, true, TooLate, Ana.Person), Missed = new CommitmentMissed(new(2030, 1, 19, 0, 0, 0, TimeSpan.Zero));

    static KeepRecord Of(params CommitmentEvent[] events) => Of(After, events);

    static KeepRecord Of(DateTimeOffset now, params CommitmentEvent[] events) =>
        KeepRecords.Of(Numbered(events.Prepend(new PromiseMade("", Start)).Prepend(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start)).Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event))), Ben.Person, now);

    static (int, int) OnTime(KeepRecord record) => (record.OnTime.Kept, record.OnTime.Of);
    static (int, int) AsAgreed(KeepRecord record) => (record.AsAgreed.Kept, record.AsAgreed.Of);

    [Fact]
    public void Kept_is_what_was_handed_over_in_time_and_is_as_agreed()
    {
        var kept = Of(new DeliveryDeclared(InTime), Met);
        Assert.Equal(((1, 1), (1, 1)), (OnTime(kept), AsAgreed(kept)));
        var partly = Of(new DeliveryDeclared(InTime), new SatisfactionDeclared(false, true, InTime, Ana.Person));
        Assert.Equal(((0, 1), (0, 1)), (OnTime(partly), AsAgreed(partly)));
        var late = Of(Missed, new DeliveryDeclared(TooLate), new SatisfactionDeclared(true, false, TooLate, Ana.Person));
        Assert.Equal(((0, 1), (1, 1)), (OnTime(late), AsAgreed(late)));
        Assert.Equal(((0, 1), (0, 1)), (OnTime(Of(Missed)), AsAgreed(Of(Missed))));
        Assert.Equal((0, 1), OnTime(Of(new DissatisfactionDeclared(TooLate, Ana.Person))));
    }

    [Fact]
    public void Month_by_month_is_said_what_was_kept_moved_in_time_and_not_kept()
    {
        var moved = new RenegotiationAccepted(Later with { Due = new(2030, 2, 8) }, "", Start.AddDays(1), true);
        var months = Of(moved, new DeliveryDeclared(InTime), new SatisfactionDeclared(true, true, InTime, Ana.Person)).Months;
        Assert.Equal([new(new(2030, 1, 1), 0, 1, 0), new(new(2030, 2, 1), 1, 0, 0)], months);
        Assert.Equal([new(new(2030, 1, 1), 0, 0, 1)], Of(Missed).Months);
        Assert.Empty(Of(Start.AddDays(400), Missed).Months);
    }

    [Fact]
    public void Nothing_counts_before_its_day_has_passed() =>
        Assert.Equal((0, 0), OnTime(Of(Start.AddDays(3), new DeliveryDeclared(Start.AddDays(1)), Met)));

    [Fact]
    public void What_one_of_the_two_let_go_counts_neither_way()
    {
        var released = Of(new CommitmentReleased(InTime, Ana.Person));
        Assert.Equal(((0, 0), 1), (OnTime(released), released.Released));
        var lapsed = Of(new DeliveryDeclared(InTime), new ConfirmationLapsed(TooLate));
        Assert.Equal(((0, 0), 1), (OnTime(lapsed), lapsed.Unconfirmed));
        var disputed = Of(Missed, new StatementMade("It was there", Ben.Person, TooLate));
        Assert.Equal(((0, 0), 1), (OnTime(disputed), disputed.Disputed));
        Assert.Equal((0, 0), OnTime(Of(Missed, new StatementMade("It was there", Ben.Person, TooLate), new DisputeSettled(Settlement.LetGo, TooLate))));
    }

    [Fact]
    public void What_had_passed_before_it_was_let_go_was_missed_all_the_same()
    {
        var released = Of(Missed, new CommitmentReleased(TooLate, Ana.Person));
        Assert.Equal(((0, 1), (0, 1), 1), (OnTime(released), AsAgreed(released), released.Released));
        var moved = Of(Missed, new RenegotiationAccepted(Later, "", TooLate), new CommitmentReleased(TooLate, Ana.Person));
        Assert.Equal((0, 1), OnTime(moved));
        // What was only asked late went with it.
        Assert.Equal((0, 0), OnTime(Of(new RenegotiationAccepted(Later, "", InTime, false), new CommitmentReleased(TooLate, Ana.Person))));
    }

    [Fact]
    public void A_day_that_had_passed_is_not_kept_and_not_also_moved_in_time()
    {
        var moved = Of(Missed, new RenegotiationProposed(Later, Ana.Person, TooLate), new RenegotiationAccepted(Later, "", TooLate, true));
        Assert.Equal(((0, 1), 0, 0), (OnTime(moved), moved.MovedInTime, moved.MovedLate));
        Assert.Equal([new(new(2030, 1, 1), 0, 0, 1)], moved.Months.Where(month => month.First.Month == 1));
    }

    [Theory]
    [InlineData("Etc/UTC"), InlineData("America/Los_Angeles"), InlineData("Asia/Tokyo")]
    public void The_last_day_of_a_month_is_that_month_s(string zone)
    {
        var terms = Terms with { Due = new(2030, 1, 31), Zone = zone };
        var missed = new CommitmentEvent[] { new CommitmentRequested(terms, Ana.Person, Ben.Person, Start), new PromiseMade("", Start), new CommitmentMissed(Start.AddDays(30)) }.Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event));
        Assert.Equal([new(new(2030, 1, 1), 0, 0, 1)], KeepRecords.Of(Numbered(missed), Ben.Person, After).Months);
    }

    [Fact]
    public void Taking_back_is_fair_until_the_last_day_to_ask()
    {
        var fair = Of(new CommitmentRevoked("Ask Dora", true, Start.AddDays(1)));
        Assert.Equal(((0, 0), 1), (OnTime(fair), fair.Withdrawn));
        var late = Of(new CommitmentRevoked("Ask Dora", false, InTime));
        Assert.Equal(((0, 1), 0), (OnTime(late), late.Withdrawn));
    }

    [Fact, Trait("Row", "T09")]
    public void A_day_that_was_moved_in_time_is_no_trial_and_one_that_was_moved_late_is_not_kept()
    {
        CommitmentEvent[] done = [new DeliveryDeclared(new(2030, 1, 24, 9, 0, 0, TimeSpan.Zero)), new SatisfactionDeclared(true, true, new(2030, 1, 24, 9, 0, 0, TimeSpan.Zero), Ana.Person)];
        var fair = Of([new RenegotiationAccepted(Later, "", Start.AddDays(2), true), .. done]);
        Assert.Equal(((1, 1), 1, 0), (OnTime(fair), fair.MovedInTime, fair.MovedLate));
        var late = Of([new RenegotiationAccepted(Later, "", InTime, false), .. done]);
        Assert.Equal(((1, 2), 0, 1), (OnTime(late), late.MovedInTime, late.MovedLate));
        // Promised again after the day, in front of a room: the first day was not kept.
        var again = Of([Missed, new RenegotiationAccepted(Later, "", TooLate), .. done]);
        Assert.Equal((1, 2), OnTime(again));
    }

    [Fact, Trait("Row", "T14")]
    public void What_is_entered_on_the_last_hours_of_its_day_measures_nothing()
    {
        var requested = new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start);
        // Four working hours of a day that ends for work at five.
        Assert.Equal((0, 0), Kept(new(2030, 1, 18, 13, 0, 1, TimeSpan.Zero)));
        Assert.Equal((1, 1), Kept(new(2030, 1, 18, 13, 0, 0, TimeSpan.Zero)));

        // Another day doesn't make it a measure, nor does moving a day nearer unmake one.
        var late = new DateTimeOffset(2030, 1, 18, 16, 0, 0, TimeSpan.Zero);
        var moved = Fold(requested, new PromiseMade("", late), new RenegotiationAccepted(Later, "", late, true), new CommitmentMissed(TooLate.AddDays(7)));
        Assert.Equal((false, (0, 1)), (moved.IsRetroactive, OnTime(KeepRecords.Of(Numbered(moved), Ben.Person, After))));
        var nearer = Fold(requested with { Terms = Later }, new PromiseMade("", Start), new RenegotiationAccepted(Terms, "", late, true), new CommitmentMissed(TooLate));
        Assert.Equal((false, (0, 1)), (nearer.IsRetroactive, OnTime(KeepRecords.Of(Numbered(nearer), Ben.Person, After))));

        static Commitment Fold(params CommitmentEvent[] events) => events.Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event));

        (int, int) Kept(DateTimeOffset agreed) =>
            OnTime(KeepRecords.Of(Numbered(new CommitmentEvent[] { requested, new PromiseMade("", agreed), new DeliveryDeclared(agreed), Met }.Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event))), Ben.Person, After));
    }

    [Fact]
    public void Whoever_asks_and_what_somebody_promised_themselves_have_no_trials()
    {
        CommitmentEvent[] kept = [new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start), new PromiseMade("", Start), new DeliveryDeclared(InTime), Met];
        var commitment = kept.Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event));
        Assert.Equal((0, 0), OnTime(KeepRecords.Of(Numbered(commitment), Ana.Person, After)));
        Assert.Equal((0, 0), OnTime(KeepRecords.Of(Numbered(commitment with { Requester = Ben.Person }), Ben.Person, After)));
    }

    [Fact]
    public void Answering_counts_whatever_the_answer_is()
    {
        var no = new CommitmentEvent[] { new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start), new CommitmentDeclined(Start) }.Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event));
        var silence = Commitment.Empty.Evolve(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start));
        var offered = Commitment.Empty.Evolve(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start, By: Ben.Person));
        var record = KeepRecords.Of(Numbered(no, silence, offered), Ben.Person, After);
        Assert.Equal((1, 2), (record.Answered, record.AskedOf));
    }

    static Commitment KeptBy(DateTimeOffset delivered, CommitmentId? partOf = null, Stake? stake = null, bool asAgreed = true) =>
        new CommitmentEvent[] { new CommitmentRequested(Terms, Ana.Person, Ben.Person, Start, Stake: stake, PartOf: partOf), new PromiseMade("", Start), new DeliveryDeclared(delivered), new SatisfactionDeclared(asAgreed, delivered < TooLate, TooLate, Ana.Person) }
            .Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event));

    [Fact, Trait("Row", "T13")]
    public void A_bigger_promise_and_its_ten_parts_count_once()
    {
        var whole = new CommitmentId(Number(0xF00));
        Assert.Equal((1, 1), OnTime(KeepRecords.Of(Numbered([KeptBy(InTime), .. Enumerable.Repeat(KeptBy(InTime, whole), 10)]), Ben.Person, After)));
        // One part that wasn't kept, and the whole wasn't.
        Assert.Equal((0, 1), OnTime(KeepRecords.Of(Numbered([KeptBy(InTime), .. Enumerable.Repeat(KeptBy(InTime, whole), 9), KeptBy(InTime, whole, asAgreed: false)]), Ben.Person, After)));
        // Also where the bigger one is gone.
        var elsewhere = new CommitmentId(Number(0xE00));
        Assert.Equal((1, 1), OnTime(KeepRecords.Of(Numbered([KeptBy(InTime, elsewhere), KeptBy(InTime, elsewhere)]), Ben.Person, After)));
    }

    [Fact, Trait("Row", "T13")]
    public void Parts_that_other_people_wait_for_count_for_each_of_them()
    {
        var whole = new CommitmentId(Number(0xF00));
        var parts = Enumerable.Range(1, 10).Select(number => KeptBy(InTime, whole) with { Requester = Person(100 + number).Person });
        Assert.Equal((10, 10), OnTime(KeepRecords.Of(Numbered([.. parts]), Ben.Person, After)));
    }

    [Fact, Trait("Row", "A10")]
    public void What_little_hangs_on_is_told_apart_from_what_much_hangs_on()
    {
        var record = KeepRecords.Of(Numbered(KeptBy(InTime, stake: Stake.Small), KeptBy(InTime, stake: Stake.Small), KeptBy(InTime, stake: Stake.Large, asAgreed: false), KeptBy(InTime)), Ben.Person, After);
        Assert.Equal([(Stake.Small, 2, 2), (Stake.Medium, 1, 1), (Stake.Large, 0, 1)], record.BySize.Select(size => (size.Size, size.Rate.Kept, size.Rate.Of)));
        Assert.Equal(new LeadTimes(11, 11, 11), record.Lead);
    }

    [Fact, Trait("Row", "T10")]
    public void What_was_made_easier_afterwards_is_also_told_as_it_was_promised_first()
    {
        var easier = Terms with { DoneWhen = "Half of the pilots have one" };
        var record = Of(new RenegotiationAccepted(easier, "", Start.AddDays(1), true), new DeliveryDeclared(InTime), Met, new FirstTermsJudged(false, Ana.Person, TooLate));
        Assert.Equal(((1, 1), 1, 0), (OnTime(record), record.Changed, record.AsFirst));
    }
}
