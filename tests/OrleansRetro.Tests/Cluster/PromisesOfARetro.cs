using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

/// <summary>How promises are asked for, and how they stand.</summary>
public abstract class PromisesOfARetro(RetroCluster cluster)
{
    protected RetroCluster Cluster { get; } = cluster;

    protected static CommitmentStatus? Stands(Watcher watcher, CommitmentId id) => watcher.Room.Promises.FirstOrDefault(promise => promise.Id == id)?.Status;

    protected ICommitmentGrain Grain(CommitmentId id) => Cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);

    protected ActionProposal Proposal(CommitmentId id, ParticipantId owner) =>
        new(id, owner, "Halve the build time", "A build takes under five minutes", DateOnly.FromDateTime(Cluster.Time.GetUtcNow().AddDays(7).UtcDateTime), "Europe/Berlin");

    protected async Task<CommitmentId> Propose(LiveRetro retro, Somebody who, Somebody owner, CommitmentId? id = null)
    {
        var proposal = Proposal(id ?? new(Guid.NewGuid()), owner.Seat);
        await retro.Grain.ProposeAction(who.Caller, proposal);
        return proposal.Id;
    }
}
