using OrleansRetro.Pms;

namespace OrleansRetro.Commitments;

// Whoever is erased leaves no words behind.
sealed partial class CommitmentGrain
{
    public async Task Forget(Caller room, PersonId person)
    {
        MustExist();
        await Decide(commitment => commitment.Forget(room, person, time.GetUtcNow()));
        await EmptyWords((@event, _) => Durable.Erase(@event));
        // A ledger's snapshot has the words as well: it is kept anew once the ledger has heard.
        await GrainFactory.GetGrain<IPmLedgerGrain>((Durable.Promisor == person ? Durable.Requester : Durable.Promisor).Value).Nudge(Caller.Room);
        if (Durable.Team is { } team)
            await GrainFactory.GetGrain<Teams.ITeamLedgerGrain>(team.Value).Nudge(Caller.Room);
    }
}
