using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Grouping by whatever somebody has: a mouse, a finger, a keyboard.</summary>
[Trait("Row", "R12")]
public sealed class PuttingTogether(Chrome chrome, SharedProgram shared)
{
    [Fact]
    public async Task With_a_mouse()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        var (first, second) = await Open(ana);
        await ana.Page.Mouse.MoveAsync(first.X, first.Y);
        await ana.Page.Mouse.DownAsync();
        await ana.Page.Mouse.MoveAsync(second.X, second.Y, new() { Steps = 8 });
        await Expect(ana.Page.Locator(".drag-ghost")).ToBeVisibleAsync();
        await Expect(ana.Page.Locator("li.card.is-over")).ToHaveCountAsync(1);
        await ana.Page.Mouse.UpAsync();
        await AreTogether(ana);
    }

    [Fact]
    public async Task With_a_finger()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address, width: 390, height: 844, touch: true);
        var (first, second) = await Open(ana);
        var finger = await ana.Context.NewCDPSessionAsync(ana.Page);
        await Touch("touchStart", first);
        await Expect(ana.Page.Locator(".drag-ghost")).ToBeVisibleAsync();
        await Touch("touchMove", (second.X, second.Y - 10));
        await Touch("touchMove", second);
        await Expect(ana.Page.Locator("li.card.is-over")).ToHaveCountAsync(1);
        await Touch("touchEnd", null);
        await AreTogether(ana);

        Task Touch(string type, (float X, float Y)? at) => finger.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = at is { } point ? new[] { new { x = point.X, y = point.Y } } : [],
        });
    }

    [Fact]
    public async Task With_keys_alone()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await Open(ana);
        var keys = ana.Page.Keyboard;
        await keys.PressAsync("ArrowDown");
        await Expect(ana.Page.Locator("[data-card]").First).ToBeFocusedAsync();
        await keys.PressAsync("g");
        await Expect(ana.Page.Locator("[data-card] details[open] .menu__item").First).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await AreTogether(ana);
    }

    async Task<((float X, float Y) First, (float X, float Y) Second)> Open(Person ana)
    {
        using var api = await shared.Client();
        var retro = await ana.Starts(api);
        await retro.Facilitator.Card("The build is slow on Mondays");
        await retro.Facilitator.Card("Waiting for the build");
        await retro.Facilitator.Enter("group");
        await ana.Opens(retro);
        return (await Middle(ana.Page.Locator("li.card").First), await Middle(ana.Page.Locator("li.card").Nth(1)));
    }

    static async Task<(float X, float Y)> Middle(ILocator card)
    {
        var text = (await card.Locator(".card__text").BoundingBoxAsync())!;
        return (text.X + text.Width / 3, text.Y + text.Height / 2);
    }

    static async Task AreTogether(Person ana)
    {
        var group = ana.Page.Locator("li.group");
        await Expect(group.Locator("[data-card]")).ToHaveCountAsync(2);
        await Expect(ana.Page.Locator(".drag-ghost")).ToHaveCountAsync(0);
    }
}
