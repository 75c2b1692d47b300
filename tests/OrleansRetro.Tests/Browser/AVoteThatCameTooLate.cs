using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody votes while the phase ends: a click that is lost is not lost without a word.</summary>
[Trait("Row", "R13")]
public sealed class AVoteThatCameTooLate(Chrome chrome, SharedProgram shared)
{
    const string Closed = "Voting is closed. Your 1 vote counts.";

    [Fact]
    public async Task Is_said_to_be_when_the_phase_ended_on_its_way()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        using var api = new ApiClient(site);
        var line = await SlowLine.Of(ben);
        var retro = await Voting(ana, ben, api);
        await ben.Button("Vote for One").ClickAsync();
        await Expect(ben.Page.Locator(".vote.has")).ToHaveCountAsync(1);

        line.Hold();
        await ben.Button("Vote for Two").ClickAsync();
        await retro.Facilitator.Enter("discuss");
        await Expect(ben.Field("Notes")).ToBeVisibleAsync();
        line.Release();

        await ben.Sees(Closed);
    }

    [Fact]
    public async Task Is_said_to_be_when_the_phase_ended_while_the_line_was_down()
    {
        var site = (await shared.Program).Address;
        await using var line = new Line(site);
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", line.Address);
        using var api = new ApiClient(site);
        var retro = await Voting(ana, ben, api);
        await ben.Button("Vote for One").ClickAsync();
        await Expect(ben.Page.Locator(".vote.has")).ToHaveCountAsync(1);
        line.Cut();
        await ben.Sees("Reconnecting… Your text is safe here.");
        await ben.Button("Vote for Two").ClickAsync();
        await retro.Facilitator.Enter("discuss");
        line.Mend();
        await ben.IsConnected();

        await ben.Sees(Closed);
    }

    [Fact]
    public async Task Nothing_is_said_where_all_of_them_count()
    {
        await using var together = await Together.Open(chrome, shared);
        var (ana, ben, retro) = (together.Ana, together.Ben, together.Retro);
        foreach (var card in new[] { "One", "Two" })
            await retro.Facilitator.Card(card);
        await retro.Facilitator.Enter("vote");
        await ben.Button("Vote for One").ClickAsync();
        await ben.Button("Vote for Two").ClickAsync();
        await Expect(ben.Page.Locator(".vote.has")).ToHaveCountAsync(2);
        await ana.Next("Discuss");
        await ben.Sees("Notes");
        await ben.Button("Raise hand").ClickAsync();
        await Expect(ben.Button("Lower hand")).ToBeVisibleAsync();
        await Expect(ben.Page.Locator(".toast")).ToHaveCountAsync(0);
    }

    static async Task<TestRetro> Voting(Person ana, Person ben, ApiClient api)
    {
        var retro = await ana.Starts(api);
        await ben.Sits(retro);
        foreach (var card in new[] { "One", "Two" })
            await retro.Facilitator.Card(card);
        await retro.Facilitator.Enter("vote");
        await ben.Opens(retro);
        return retro;
    }
}
