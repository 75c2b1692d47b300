using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;

namespace OrleansRetro.Teams;

// Changes around the team: founded in its appends, and gone with it.
sealed partial class TeamGrain
{
    /// <summary>As many open promises as the ledger tells of at once.</summary>
    const int MostOpen = 500;

    public async Task<long> DeclareChange(Caller who, ChangeId change, ChangeDraft draft)
    {
        MustExist();
        MustBeWhole();
        // What is refused founds nothing, and leaves nothing with anybody.
        if (Durable.DeclareChange(who, change, Now).Any())
        {
            Change.Check(draft, Now);
            var affected = await Affected(draft);
            // Asked of the log, so that nobody is woken who isn't there yet. What this team is about to found it finds itself.
            if (await Log.Read(ChangeGrain.StreamOf(change)).AnyAsync() && Head.Changes.All(known => known.Id != change))
                throw new RejectedException("not-yours");
            // Whoever is erased must know where they wrote.
            await GrainFactory.GetGrain<IPmGrain>(who.Person.Value).ChangeTold(Caller.Room, change);
            await Decide(team => team.DeclareChange(who, change, Now), ChangeGrain.Found(change, Change.Declare(who, Id, draft, affected, Now)));
        }
        // Asked once, it has a reminder of its deadlines.
        await GrainFactory.GetGrain<IChangeGrain>(change.Value).TeamOf(Caller.Room);
        return DurableVersion;
    }

    public Task<ImmutableArray<ChangeId>> Changes(Caller who)
    {
        MustExist();
        return Task.FromResult(Durable.Changes.Reverse().Select(change => change.Id).ToImmutableArray());
    }

    /// <summary>Only what is open and the team sees; each as far as it has come.</summary>
    async Task<ImmutableArray<AffectedAt>> Affected(ChangeDraft draft)
    {
        if (draft.Affected.IsEmpty)
            return [];
        var seen = (await GrainFactory.GetGrain<ITeamLedgerGrain>(Id.Value).OpenPromises(Caller.Room, MostOpen)).Select(promise => promise.Id).ToHashSet();
        return [.. await Task.WhenAll(draft.Affected.Distinct().Select(As))];

        async Task<AffectedAt> As(CommitmentId promise) =>
            seen.Contains(promise) && await GrainFactory.GetGrain<ICommitmentGrain>(promise.Value).AfterChange(Caller.Room, long.MaxValue) is { } now
                ? new(promise, now.Version)
                : throw new RejectedException("unknown-promise");
    }
}
