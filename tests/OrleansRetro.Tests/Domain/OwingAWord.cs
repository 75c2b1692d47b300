using OrleansRetro.Commitments;
using OrleansRetro.Pms;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ana asked Ben. It has ended, as far as the clock knows, and somebody can still say something about it.</summary>
[Trait("Row", "S23")]
public sealed class OwingAWord
{
    static readonly DateTimeOffset Handed = new(2030, 1, 17, 12, 0, 0, TimeSpan.Zero), Later = Handed.AddDays(60);

    static readonly CommitmentEvent[] Delivered =
        [new CommitmentRequested(new("Send the pilot invoices", "All 12 pilots have one", new(2030, 1, 18), "Etc/UTC"), Ana.Person, Ben.Person, Now), new PromiseMade("", Now), new DeliveryDeclared(Handed)];

    [Fact]
    public void What_nobody_confirmed_is_owed_by_whoever_asked_until_they_say_so()
    {
        CommitmentEvent[] unconfirmed = [.. Delivered, new ConfirmationLapsed(Handed.AddDays(7))];
        Assert.Equal((1, 0), Owed(unconfirmed));
        Assert.Equal((0, 0), Owed([.. unconfirmed, new SatisfactionDeclared(true, true, Later, Ana.Person)]));
    }

    [Fact]
    public void What_both_see_differently_is_owed_by_both_until_they_settle_it()
    {
        CommitmentEvent[] disputed = [.. Delivered, new DissatisfactionDeclared(Handed, Ana.Person), new StatementMade("It was there", Ben.Person, Handed.AddDays(1))];
        Assert.Equal((1, 1), Owed(disputed));
        Assert.Equal((0, 0), Owed([.. disputed, new DisputeSettled(Settlement.Kept, Later)]));
    }

    [Fact]
    public void What_was_confirmed_in_time_is_owed_by_nobody() => Assert.Equal((0, 0), Owed([.. Delivered, new SatisfactionDeclared(true, true, Handed.AddDays(1), Ana.Person)]));

    static (int Ana, int Ben) Owed(CommitmentEvent[] events)
    {
        var ledger = events.Index().Aggregate(PmLedger.Empty, (state, one) => state.With(new(Guid.Empty), one.Item, one.Index + 1));
        return (ledger.StillToSay(Ana.Person, Later).Count(), ledger.StillToSay(Ben.Person, Later).Count());
    }
}
