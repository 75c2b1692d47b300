using System.Text.Json;

namespace OrleansRetro.Commitments;

// What a change around it asks.
sealed partial class CommitmentGrain
{
    public async Task<ChangedPromise?> AfterChange(Caller room, long version)
    {
        if (DurableVersion == 0)
            DeactivateOnIdle();
        if (Durable.Terms is null)
            return null;
        // Of what can't be read nobody knows what was said.
        if (DamagedAt is not null)
            return Durable.Changed(Id, null, DurableVersion);
        var (then, now, since, last) = (Commitment.Empty, Commitment.Empty, new List<CommitmentEvent>(), 0L);
        await foreach (var stored in Log.Read(Stream))
        {
            var @event = JsonSerializer.Deserialize(stored.Data.Span, CommitmentJson.Default.CommitmentEvent)!;
            (now, last) = (now.Evolve(@event), stored.Version);
            if (stored.Version > version)
                since.Add(@event);
            else
                then = now;
        }
        return now.Terms is null ? null : now.Changed(Id, then.AnswerIn(since), last);
    }
}
