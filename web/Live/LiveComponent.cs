using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Live;

/// <summary>A component on a live board: draws when its part changes, and turns a "no" into a message.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    readonly List<IDisposable> _subscriptions = [];

    [CascadingParameter] public required BoardSession Session { get; set; }
    [CascadingParameter] public required IMessages Messages { get; set; }
    [Inject] public required IStringLocalizer<Refusals> Refusals { get; set; }
    [Inject] public required IStringLocalizer<PhaseWords> PhaseNames { get; set; }

    protected Board Board => Session.Board;

    /// <summary>Draws this component whenever one of these parts changes.</summary>
    protected void DrawOn(params ReadOnlySpan<Part> parts) => _subscriptions.Add(Session.On(StateHasChanged, parts));

    /// <summary>Draws this component whenever this card, group or topic changes.</summary>
    protected void DrawOn(Guid thing) => _subscriptions.Add(Session.On(thing, StateHasChanged));

    /// <summary>Draws this component whenever other cards or groups lie in this column.</summary>
    protected void DrawOn(ColumnId column) => _subscriptions.Add(Session.On(column, StateHasChanged));

    /// <summary>What this retro calls a phase.</summary>
    protected string TitleOf(Phase phase) => PhaseNames.Title(Board.Settings.Plan, phase);

    /// <summary>The one way from a board to an act: what was refused is said, and the caller keeps what was typed. True when it was done.</summary>
    protected async Task<bool> Attempt(Func<IRetroGrain, Caller, Task<long>> act)
    {
        var refusal = await Try(act);
        if (refusal is not null)
            Messages.Say(refusal);
        return refusal is null;
    }

    /// <summary>Like <see cref="Attempt"/>, for callers that say themselves why not; null when it was done.</summary>
    /// <param name="askAgain">What to answer when it should simply be sent again: nobody knows whether it was done, or it was too much at once.</param>
    protected async Task<string?> Try(Func<IRetroGrain, Caller, Task<long>> act, string? askAgain = null)
    {
        try
        {
            await Session.Act(act);
            return null;
        }
        catch (RejectedException rejected)
        {
            return rejected.Code == "slow-down" && askAgain is not null ? askAgain : Sentence(rejected);
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            return askAgain ?? Refusals["unavailable"];
        }
    }

    string Sentence(RejectedException rejected) => rejected.Code == "wrong-phase"
        ? Refusals[rejected.Code, PhaseNames[$"{rejected.Args[0]}.title"]]
        : Refusals.Sentence(rejected);

    public virtual void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Where messages to the person appear.</summary>
public interface IMessages
{
    void Say(string text);

    /// <summary>Something was done that can be taken back for ten seconds.</summary>
    /// <param name="during">As long as the retro is in one of these phases; none: in all.</param>
    void SayUndo(string text, Func<Task> undo, params ImmutableArray<Phase> during);

    /// <summary>The retro is in this phase: what can't be taken back there is offered no longer.</summary>
    void Enter(Phase phase);
}
