namespace OrleansRetro.EventSourcing;

/// <summary>A grain that knows what somebody is to it, as far as is durable.</summary>
interface IGuarded
{
    /// <summary>Whether <paramref name="who"/> is of this audience here; <see cref="Audience.Anybody"/> and <see cref="Audience.Room"/> are never asked.</summary>
    /// <exception cref="RejectedException"><c>not-found</c>: there is nothing here, or it doesn't exist for them.</exception>
    ValueTask<bool> Admits(Caller who, Audience audience);
}
