using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Promises;

/// <summary>A team's open promises, soonest first.</summary>
public sealed record PromisesOfTeam(TeamName Team, ImmutableArray<TeamPromise> Open);

/// <summary>Everything that somebody promised, was promised, and sees of their teams.</summary>
/// <param name="Open">Soonest first.</param>
/// <param name="Closed">Those that ended last first.</param>
/// <param name="Record">How they kept what they promised to others.</param>
public sealed record PromisesView(
    PmProfile Profile, ImmutableArray<OwnPromise> Open, ImmutableArray<OwnPromise> Closed, KeepRecord Record, ImmutableArray<PromisesOfTeam> Teams, ImmutableArray<(PersonId As, long Position)> Ledgers)
{
    public bool IsEmpty => Open.IsEmpty && Closed.IsEmpty;

    public static async Task<PromisesView> Of(PersonId me, Caller who, IGrainFactory grains, DateTimeOffset now)
    {
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Value).Profile(who));
        var open = await OwnLedger.Open(profile, who, grains, now);
        var closed = await OwnLedger.Closed(profile, who, grains, now);
        var teams = await Task.WhenAll((await TeamName.Of(profile, who, grains)).Select(async team =>
            new PromisesOfTeam(team, await Asking.Again(() => grains.GetGrain<ITeamLedgerGrain>(team.Id.Value).OpenPromises(who)))));
        return new(
            profile, [.. open.SelectMany(ledger => ledger.Promises).DistinctBy(own => own.Promise.Id).OrderBy(own => own.Promise.Due)], [.. closed.SelectMany(ledger => ledger.Promises).DistinctBy(own => own.Promise.Id)],
            await Asking.Again(() => grains.GetGrain<IPmLedgerGrain>(me.Value).Record(who)), [.. teams], [.. open.Select(ledger => (ledger.As, ledger.Position))]);
    }
}
