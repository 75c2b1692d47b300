using Microsoft.AspNetCore.Components;

namespace OrleansRetro.Live;

/// <summary>A part of the house that shows one view, read as a whole.</summary>
public abstract class HouseComponent<TView> : HouseComponent where TView : class
{
    [Inject] public required Handover Handover { get; set; }

    /// <summary>What is shown; there while <see cref="HouseComponent.Standing"/> is <see cref="Standing.Here"/>.</summary>
    protected TView View { get; private set; } = null!;

    /// <summary>Reads everything that is shown.</summary>
    /// <exception cref="EventSourcing.RejectedException">It isn't there, or not for this person.</exception>
    protected abstract Task<TView> Read();

    private protected override async Task ReadView() => View = await Read();

    private protected override bool TakeOver()
    {
        if (Handover.Take<TView>(Key) is not { } drawn)
            return false;
        View = drawn;
        return true;
    }

    private protected override void HandOver() => Handover.Keep(Key, View);

    object Key => (Me, GetType(), Subject);
}
