using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OrleansRetro.EventSourcing;
using OrleansRetro.Words;

namespace OrleansRetro.Live;

/// <summary>A part of a page of the house; its acts go by the page, which then shows what has become of them.</summary>
public abstract class HousePart : ComponentBase
{
    [CascadingParameter] public required HouseComponent Page { get; set; }
    [CascadingParameter] public required IMessages Messages { get; set; }
    [Inject] public required IGrainFactory Grains { get; set; }
    [Inject] public required IStringLocalizer<HouseWords> House { get; set; }

    /// <inheritdoc cref="HouseComponent.Attempt"/>
    protected Task<bool> Attempt(Func<Caller, Task> act) => Page.Attempt(act);
}
