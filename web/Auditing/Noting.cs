using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Auditing;

/// <summary>What the web knows and no grain does, for the installation's audit: who signed in, whose account was closed. Kept before it is answered.</summary>
public sealed class Noting(IGrainFactory grains, TimeProvider time)
{
    /// <param name="what">A fixed kebab-case word.</param>
    /// <param name="target">An id, or null.</param>
    /// <param name="reason">The code of a refusal, or null.</param>
    public Task Note(PersonId? by, string what, string? target = null, AuditOutcome outcome = AuditOutcome.Done, string? reason = null) => Asking.Again(async () =>
    {
        await grains.GetGrain<IAuditGrain>(Trail.Installation).Note(Caller.Room, new(time.GetUtcNow(), by, what, target, outcome, reason));
        return true;
    });
}
