using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

public sealed class BeingAPerson
{
    static readonly RetroId Sprint12 = new("sprint-12-sprint-12-00"), Sprint13 = new("sprint-13-sprint-13-00");

    [Fact, Trait("Row", "R02")]
    public void A_name_is_kept_tidy()
    {
        Assert.Equal(new PersonNamed("Ana María"), Pm.Introduce("  Ana\u0007 Mari\u0301a\n"));
        Assert.Equal(new PersonNamed("Ana Lovelace"), Pm.Introduce("Ana\nLovelace"));
        Assert.Equal("name-empty", Assert.Throws<RejectedException>(() => Pm.Introduce(" \t")).Code);
        Assert.Equal("text-too-long", Assert.Throws<RejectedException>(() => Pm.Introduce(new('n', 61))).Code);
    }

    [Fact, Trait("Row", "R02")]
    public void A_person_gets_another_name() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.Rename("Ana ")).ThenNothing()
            .When(pm => pm.Rename("Anna")).Then(new PersonNamed("Anna"))
            .When(pm => pm.Rename("")).Rejected("name-empty")
            .When(pm => pm.Rename(new('n', 61))).Rejected("text-too-long", "60");

    [Fact, Trait("Row", "R21")]
    public void A_take_away_is_kept_for_oneself_one_a_retro() =>
        Given(Pm.Introduce("Ana"))
            .When(pm => pm.WriteTakeaway(Sprint12, " Rest more ")).Then(new TakeawayWritten(Sprint12, "Rest more"))
            .When(pm => pm.WriteTakeaway(Sprint13, "Ask earlier")).Then(new TakeawayWritten(Sprint13, "Ask earlier"))
            .When(pm => pm.WriteTakeaway(Sprint12, "")).Then(new TakeawayWritten(Sprint12, ""))
            .When(pm => pm.WriteTakeaway(Sprint12, new('t', 501))).Rejected("text-too-long", "500");

    [Fact, Trait("Row", "R21")]
    public void Nothing_written_is_nothing_kept() =>
        Given(Pm.Introduce("Ana")).When(pm => pm.WriteTakeaway(Sprint12, " ")).ThenNothing();
}
