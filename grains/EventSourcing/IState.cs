namespace OrleansRetro.EventSourcing;

/// <summary>An immutable state folded from events. <see cref="Evolve"/> is total: it accepts every event in every state and never throws.</summary>
public interface IState<TSelf, in TEvent>
{
    /// <summary>The state before the first event.</summary>
    static abstract TSelf Empty { get; }

    TSelf Evolve(TEvent @event);
}
