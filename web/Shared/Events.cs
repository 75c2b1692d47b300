using Microsoft.AspNetCore.Components;

namespace OrleansRetro.Shared;

/// <summary>A menu was opened or closed.</summary>
public sealed class MenuEventArgs : EventArgs
{
    public bool Open { get; set; }
}

/// <summary>Words that were being typed are in their field again, or wait for it to be opened.</summary>
public sealed class DraftEventArgs : EventArgs
{
    public string Key { get; set; } = "";
    public string Text { get; set; } = "";

    /// <summary>What they were written over; null where they were written into nothing.</summary>
    public string? Over { get; set; }

    /// <summary>What the field said of where they come from.</summary>
    public string? From { get; set; }
}

/// <summary>Events that the scripts raise: a field was saved or left, a menu opened or closed, a draft is back.</summary>
[EventHandler("onsaved", typeof(EventArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("ondraft", typeof(DraftEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("onmenu", typeof(MenuEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;
