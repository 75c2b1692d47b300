using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody's hands, which count what they have to do.</summary>
sealed class Hands
{
    /// <summary>Clicks, and keys that stand for one.</summary>
    public int Taps { get; private set; }

    /// <summary>Fields that were filled in.</summary>
    public int Fields { get; private set; }

    public Task Tap(ILocator button)
    {
        Taps++;
        return button.ClickAsync();
    }

    public Task Enter(ILocator field)
    {
        Taps++;
        return field.PressAsync("Enter");
    }

    /// <summary>Types as fingers do, key by key.</summary>
    public async Task Type(ILocator field, string text)
    {
        Fields++;
        await field.PressSequentiallyAsync(text);
    }

    public async Task Choose(ILocator list, string label)
    {
        Fields++;
        await list.SelectOptionAsync(new SelectOptionValue { Label = label });
    }

    public async Task Pick(ILocator date, DateOnly day)
    {
        Fields++;
        await date.FillAsync(day.ToString("yyyy-MM-dd", provider: null));
    }
}
