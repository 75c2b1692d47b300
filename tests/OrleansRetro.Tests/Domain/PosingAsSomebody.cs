using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>A name tells who somebody is, not what they may.</summary>
[Trait("Row", "Attack-A31")]
public sealed class PosingAsSomebody
{
    [Theory]
    [InlineData("Facilitator")]
    [InlineData("  fAcIlItAtOr ")]
    [InlineData("The Facilitator")]
    [InlineData("Moderation")]
    [InlineData("MODERATORIN")]
    [InlineData("Ben (Moderator)")]
    [InlineData("\uFF26acilitator")]
    [InlineData("F a c i l i t a t o r")]
    [InlineData("Fac\u200Bilitator")]
    [InlineData("Fa\u0441ilitator")]
    [InlineData("Fácilitator")]
    [InlineData("Admin")]
    [InlineData("Admin 1")]
    [InlineData("Administratorin")]
    [InlineData("Аdmin")]
    [InlineData("root")]
    [InlineData("Operator")]
    [InlineData("Betreiberin")]
    [InlineData("OrleansRetro Support")]
    [InlineData("\u202EFacilitator")]
    public void A_role_is_no_name(string name)
    {
        Assert.Equal("name-poses", Assert.Throws<RejectedException>(() => Pm.Introduce(name)).Code);
        Given(Pm.Introduce("Ana")).When(pm => pm.Rename(name)).Rejected("name-poses");
    }

    [Theory]
    [InlineData("Ana")]
    [InlineData("Ada Minister")]
    [InlineData("Adminka")]
    [InlineData("Mo")]
    [InlineData("Андрей")]
    [InlineData("Νίκος")]
    [InlineData("美咲")]
    [InlineData("Jürgen Großmann")]
    [InlineData("Ana 🌻")]
    public void A_name_is(string name) => Assert.Equal(name, Pm.Introduce(name).Name);

    /// <summary>Whoever starts a retro without saying who they are is called what they are, until they say.</summary>
    [Theory]
    [InlineData("Facilitator")]
    [InlineData("Moderation")]
    public void Whoever_facilitates_may_be_called_so(string name) =>
        Given(Pm.Introduce(name, facilitates: true))
            .When(pm => pm.Rename(name)).ThenNothing()
            .When(pm => pm.Rename("Moderator")).Rejected("name-poses")
            .When(pm => pm.Rename("Ana")).Then(new PersonNamed("Ana"))
            .When(pm => pm.Rename(name)).Rejected("name-poses");

    [Fact]
    public void Nobody_starts_a_retro_as_the_administrator() =>
        Assert.Equal("name-poses", Assert.Throws<RejectedException>(() => Pm.Introduce("Administrator", facilitates: true)).Code);
}
