using Microsoft.AspNetCore.Components;

namespace OrleansRetro.Shared;

/// <summary>A menu was opened or closed.</summary>
public sealed class MenuEventArgs : EventArgs
{
    public bool Open { get; set; }
}

/// <summary>Events that the scripts raise: a field was saved or left, a menu opened or closed.</summary>
[EventHandler("onsaved", typeof(EventArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("onmenu", typeof(MenuEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;
