using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansRetro.Commitments;
using OrleansRetro.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Quarters;

/// <summary>The same deeds at a screen: each on the page of its promise, as its next thing or from its menu.</summary>
sealed class Taps(IReadOnlyDictionary<string, Person> people)
{
    public bool AreOf(Story story, Deed deed) => people.ContainsKey(story.Promisor) && people.ContainsKey(story.Requester) && deed.Act is not ("ask" or "offer" or "undo");

    /// <summary>A promise that is asked for or offered by its form.</summary>
    public async Task Begin(Story story, Deed deed)
    {
        var (who, other) = deed.Act == "ask" ? (people[story.Requester], people[story.Promisor]) : (people[story.Promisor], people[story.Requester]);
        await who.Open(deed.Act == "ask" ? "/promises/new?ask=true" : "/promises/new");
        await who.IsLive();
        await who.Page.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = other.Name });
        await who.Field("What").FillAsync(story.What);
        await who.Field("Done when").FillAsync("everybody can see it");
        await who.Page.GetByLabel("By when", new() { Exact = true }).FillAsync(Iso(story.Due));
        if (story.Size is { } size)
        {
            await who.Page.GetByText("More", new() { Exact = true }).ClickAsync();
            await who.Page.GetByLabel("How much hangs on it").SelectOptionAsync($"{size}");
        }
        await who.Page.Locator(".composer [type=submit]").ClickAsync();
        await Expect(who.Region("Open")).ToContainTextAsync(story.What);
    }

    public async Task Do(Story story, Deed deed, CommitmentView seen)
    {
        var who = people[Story.IsPromisors(deed.Act, seen) ? story.Promisor : story.Requester];
        await who.Open($"/promises/{story.Id}");
        await who.IsLive();
        var moments = who.Region("What happened").GetByRole(AriaRole.Listitem);
        var before = await moments.CountAsync();
        var isHandedOver = seen.Status is CommitmentStatus.Delivered or CommitmentStatus.Unconfirmed;
        await (deed.Act switch
        {
            "take" => Next(who, who == people[story.Promisor] ? "I promise" : "Agree"),
            "counter" => Say(who, "Other date…", "Other date", Iso(Story.Day(deed.With)), "Suggest"),
            "askback" => Say(who, "Ask back", "What do you want to know?", "Which of them?", "Ask back"),
            "clarify" => Say(who, "Answer", "Your answer", "All of them", "Answer"),
            "decline" or "first-no" => Next(who, "No"),
            "risk" => Next(who, "At risk"),
            "ontrack" => Next(who, "On track"),
            "newday" or "wantday" => Say(who, "New date…", "New date", Iso(Story.Day(deed.With)), "Ask"),
            "terms" => Say(who, "Other terms…", "What", $"{seen.What} in part", "Ask"),
            "agree" or "settle-too" => Next(who, "Agree"),
            "keepday" => Next(who, "Keep the date"),
            "withdraw" => Say(who, "Withdraw…", "What do you do about it?", "Dev takes over", "Withdraw"),
            "done" => Next(who, "Done"),
            "confirm" => Next(who, seen.Status == CommitmentStatus.Unconfirmed ? "Confirm after all" : "Confirm"),
            "partly" => Next(who, "Partly"),
            "notkept" when isHandedOver => Say(who, "Not kept…", "What is missing?", "Half of it", "Not kept"),
            "notkept" => Next(who, "Not kept"),
            "missing" => Say(who, "Something is missing…", "What is missing?", "Half of it", "Say so"),
            "release" => Next(who, "No longer needed"),
            "dispute" or "reply" => Say(who, "I see it differently…", "How do you see it?", deed.Act == "dispute" ? "It was there" : "Not all of it", "Say so"),
            "settle" => Settle(who, deed.With == "kept-late" ? "Kept, late" : "No longer needed"),
            _ => throw new InvalidOperationException(deed.Act),
        });
        await Expect(moments).ToHaveCountAsync(before + 1, new() { Timeout = 20_000 });
    }

    static async Task Say(Person who, string act, string label, string words, string send)
    {
        await Next(who, act);
        await who.Field(label).FillAsync(words);
        await who.Button(send).ClickAsync();
    }

    static async Task Settle(Person who, string how)
    {
        await Next(who, "Settle it…");
        await who.Page.GetByLabel("Settle it together as").SelectOptionAsync(new SelectOptionValue { Label = how });
        await who.Button("Suggest").ClickAsync();
    }

    /// <summary>One tap where it is the next thing, two where it is in the menu.</summary>
    static async Task Next(Person who, string act)
    {
        var next = who.Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{Regex.Escape(act)}: ") });
        if (await next.CountAsync() > 0)
        {
            await next.ClickAsync();
            return;
        }
        await who.Page.GetByLabel(new Regex("^More about: ")).ClickAsync();
        await who.Button(act).ClickAsync();
    }

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
