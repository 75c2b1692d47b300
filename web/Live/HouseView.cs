using Microsoft.AspNetCore.Components;

namespace OrleansRetro.Live;

/// <summary>A part of the house that shows one view, read as a whole.</summary>
public abstract class HouseComponent<TView> : HouseComponent where TView : class
{
    [Inject] public required Handover Drawn { get; set; }

    /// <summary>What is shown; there while <see cref="HouseComponent.Standing"/> is <see cref="Standing.Here"/>.</summary>
    protected TView View { get; private set; } = null!;

    /// <summary>Reads everything that is shown.</summary>
    /// <exception cref="EventSourcing.RejectedException">It isn't there, or not for this person.</exception>
    protected abstract Task<TView> Read();

    private protected override async Task ReadView() => View = await Read();

    private protected override bool TakeOver()
    {
        if (Drawn.Take<TView>(Key) is not { } view)
            return false;
        View = view;
        return true;
    }

    private protected override void HandOver() => Drawn.Keep(Key, View);

    object Key => (Me, GetType(), Subject);
}
