using System.Net;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Pages;

/// <summary>Where an invitation into a team leads.</summary>
public sealed class InvitationPage(SharedProgram shared)
{
    [Fact, Trait("Row", "Attack-A30")]
    public async Task One_that_opens_nothing_says_what_to_do()
    {
        using var eve = new PageVisitor((await shared.Program).Address);
        var team = $"/teams/{Guid.NewGuid()}/join";
        Assert.Equal(team, eve.Leads(await eve.Get($"{team}/{new string('A', 43)}")));
        var page = WebUtility.HtmlDecode((await eve.Get(team)).Is(410).Text);
        Assert.Contains("This invitation leads nowhere.", page, StringComparison.Ordinal);
        Assert.Contains("Ask for a new one.", page, StringComparison.Ordinal);
    }
}
