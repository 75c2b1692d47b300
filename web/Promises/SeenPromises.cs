using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Promises;

static class SeenPromises
{
    /// <summary>A promise as somebody may see it; null when it is gone, or between two other people of the room.</summary>
    public static async Task<CommitmentView?> SeenBy(this IGrainFactory grains, CommitmentId id, Caller who)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<ICommitmentGrain>(id.Value).View(who));
        }
        catch (RejectedException others) when (others.Code is "not-found" or "not-yours")
        {
            return null;
        }
    }
}
