using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>People come and go while somebody looks at who is here.</summary>
public sealed class ComingAndGoing(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R02"), Trait("Row", "R26")]
    public async Task What_is_open_in_the_list_of_people_stays_open_and_keeps_the_focus()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        var (ben, cleo) = (await retro.Join("Ben"), await retro.Join("Cleo"));
        await ana.Opens(retro);
        await ana.Page.Locator("summary.people__open").ClickAsync();
        await ana.Page.Locator(".person summary", new() { HasText = "Cleo" }).ClickAsync();
        await ana.Button("Remove Cleo").FocusAsync();

        foreach (var seat in new[] { ben, cleo })
        {
            await using (await seat.Watch())
                await HasHere(2);
            await HasHere(1);
        }

        async Task HasHere(int count)
        {
            await Expect(ana.Page.Locator(".who-list > li:not(.is-away)")).ToHaveCountAsync(count);
            await Expect(ana.Page.Locator("details.person[open]")).ToHaveCountAsync(1);
            await Expect(ana.Button("Remove Cleo")).ToBeFocusedAsync();
        }
    }
}
