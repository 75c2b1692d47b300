namespace OrleansRetro.EventSourcing;

// Erasure: words are emptied where they stand, and the facts stay.
public abstract partial class EventSourcedGrain<TState, TEvent>
{
    /// <summary>Empties in the log what may not be kept any more; again is nothing.</summary>
    /// <param name="erase">The same event without those words, or itself; it is told which version the event has.</param>
    /// <exception cref="RejectedException"><c>damaged</c></exception>
    /// <exception cref="UnknownOutcomeException">Some of it may stand as it was; ask again.</exception>
    protected async Task EmptyWords(Func<TEvent, long, TEvent> erase)
    {
        MustBeWhole();
        foreach (var stored in await log.Read(Stream).ToArrayAsync())
        {
            if (Read(stored) is { } @event && erase(@event, stored.Version) is var kept && kept != @event)
                await log.Rewrite(Stream, stored.Version, Stored(kept));
        }
    }
}
