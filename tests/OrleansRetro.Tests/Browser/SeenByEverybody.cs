using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>One board on several screens: what is the same for all, and what is each person's own.</summary>
public sealed class SeenByEverybody(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R15")]
    public async Task A_timer_is_the_same_for_all_and_survives_a_reload()
    {
        await using var together = await Together.Open(chrome, shared, width: 390, height: 844);
        var (ana, ben) = (together.Ana, together.Ben);

        await ana.Page.Locator("summary.timer").ClickAsync();
        await ana.Button("10 minutes").ClickAsync();
        var deadline = (await ana.Page.Locator(".timer [data-deadline]").GetAttributeAsync("data-deadline"))!;
        await Expect(ben.Page.Locator(".timer [data-deadline]")).ToHaveAttributeAsync("data-deadline", deadline);
        await Expect(ben.Page.GetByRole(Microsoft.Playwright.AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\s*(10:00|9:[0-5]\d)\s*$"));
        foreach (var person in new[] { ana, ben })
        {
            await person.Page.ReloadAsync();
            await person.IsLive();
            await Expect(person.Page.Locator(".timer [data-deadline]")).ToHaveAttributeAsync("data-deadline", deadline);
        }
    }

    [Fact, Trait("Row", "R13"), Trait("Row", "R26")]
    public async Task Whoever_comes_late_sees_the_present_state_and_the_votes_left_stay_in_sight()
    {
        var site = (await shared.Program).Address;
        await using var ben = await chrome.Person("Ben", site, width: 390, height: 844, touch: true);
        using var api = new ApiClient(site);
        var retro = await TestRetro.Start(api);
        foreach (var card in Enumerable.Range(0, 25))
            await retro.Facilitator.Card($"Card {card}");
        await retro.Facilitator.Enter("vote");

        await ben.Join(retro.JoinCode);
        await ben.Sees("3 left");
        await ben.IsLive();
        await Expect(ben.Page.Locator("[data-card]")).ToHaveCountAsync(25);
        foreach (var (vote, left) in new[] { ("Card 24", "2 left"), ("Card 0", "1 left") })
        {
            await ben.Button($"Vote for {vote}").ClickAsync();
            await ben.Sees(left);
            await Expect(ben.Page.Locator(".votes-left")).ToBeInViewportAsync();
        }
        await retro.Facilitator.Enter("discuss");
        await Expect(ben.Page.Locator("#topic")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Card (0|24)$"));
    }

    [Fact, Trait("Row", "R34"), Trait("Row", "R03")]
    public async Task Each_reads_the_prompts_in_their_own_language()
    {
        await using var together = await Together.Open(chrome, shared, locale: "de-DE");
        var (ana, ben) = (together.Ana, together.Ben);
        await ana.Write("Went well", "One command starts everything.");
        await Expect(ben.Region("Lief gut")).ToContainTextAsync("One command starts everything.");
        await Expect(ben.Region("Lief gut").GetByRole(Microsoft.Playwright.AriaRole.Textbox)).ToBeVisibleAsync();

        await ana.Next("Group");
        await Expect(ana.Region("Didn't")).ToContainTextAsync("What didn't go well?");
        await Expect(ben.Region("Weniger gut")).ToContainTextAsync("Was lief weniger gut?");
        Assert.StartsWith("en", await ana.Page.Locator("html").GetAttributeAsync("lang"), StringComparison.Ordinal);
        Assert.StartsWith("de", await ben.Page.Locator("html").GetAttributeAsync("lang"), StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "R11")]
    public async Task A_card_reworded_on_another_device_of_the_same_person_is_new_here_too()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        var card = await retro.Facilitator.Card("The build is slow");
        await ana.Opens(retro);
        (await retro.Facilitator.PutCard(card, "The build is slow on Mondays")).Is(200);
        await ana.Sees("The build is slow on Mondays");
    }

    [Fact, Trait("Row", "R09")]
    public async Task What_is_face_down_is_in_no_frame_and_in_no_page()
    {
        const string secret = "Nobody may read this yet";
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var wire = new List<byte[]>();
        ana.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            lock (wire)
                wire.Add(frame.Binary ?? System.Text.Encoding.UTF8.GetBytes(frame.Text ?? ""));
        };
        ana.Page.Response += async (_, response) =>
        {
            if (response.Request.ResourceType is not ("document" or "fetch" or "xhr") || response.Status is >= 300 and < 400)
                return;
            var body = await response.BodyAsync().Soon();
            lock (wire)
                wire.Add(body);
        };
        var retro = await ana.Starts(api, hidden: true);
        var ben = await retro.Join("Ben");
        await ben.Card($"{secret}, said before");
        await ana.Opens(retro);
        await ben.Card($"{secret}, said after", "did-not");
        await Expect(ana.Region("Didn't").GetByText("1 card face down")).ToBeVisibleAsync();
        Assert.False(Heard(), "It came over the wire.");

        await ana.Next("Group");
        await ana.Sees($"{secret}, said after");
        Assert.True(Heard(), "What is revealed comes over the wire: so the test can hear it.");

        bool Heard()
        {
            lock (wire)
                return wire.Any(frame => frame.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0);
        }
    }
}
