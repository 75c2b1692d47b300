using OrleansRetro.Commitments;
using OrleansRetro.Pms;

namespace OrleansRetro.Changes;

// The promises it touches, as they stand.
sealed partial class ChangeGrain
{
    /// <param name="Now">Null where it is no more.</param>
    /// <param name="IsMine">Whoever looks is one of its two people.</param>
    /// <param name="IsNobodys">Neither of them is here any more.</param>
    sealed record Touched(CommitmentId Id, ChangedPromise? Now, string Promisor, string Requester, bool IsMine, bool IsNobodys);

    async Task<Touched[]> Promises(Caller who)
    {
        var names = new Dictionary<PersonId, Task<string?>>();
        return await Task.WhenAll(Durable.Affected.Select(Touch));

        async Task<Touched> Touch(AffectedAt affected)
        {
            if (await Read(affected) is not { } now)
                return new(affected.Promise, null, "", "", false, true);
            var (promisor, requester) = (await Name(now.Promisor), await Name(now.Requester));
            return new(affected.Promise, now, promisor ?? "", requester ?? "", await IsParty(who, now), promisor is null && requester is null);
        }

        Task<string?> Name(PersonId person) => names.TryGetValue(person, out var known) ? known : names[person] = NameOf(person);
    }

    Task<ChangedPromise?> Read(AffectedAt affected) => GrainFactory.GetGrain<ICommitmentGrain>(affected.Promise.Value).AfterChange(Caller.Room, affected.Version);

    Task<string?> NameOf(PersonId person) => GrainFactory.GetGrain<IPmGrain>(person.Value).Name();

    /// <summary>They promised it or it was promised to them, as themselves or as a guest that they were.</summary>
    async Task<bool> IsParty(Caller who, ChangedPromise promise)
    {
        foreach (var party in new[] { promise.Promisor, promise.Requester }.Distinct())
        {
            if (party == who.Person || await TurnedOutToBe(party) == who.Person)
                return true;
        }
        return false;
    }

    Task<PersonId?> TurnedOutToBe(PersonId person) => UnlessGone.Ask(null, () => GrainFactory.GetGrain<IPmGrain>(person.Value).TurnedOutToBe(Caller.Room));
}
