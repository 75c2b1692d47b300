using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Promises;

/// <summary>A team's open promises, soonest first.</summary>
/// <param name="Position">In the log, as far as this was read.</param>
public sealed record PromisesOfTeam(TeamName Team, ImmutableArray<TeamPromise> Open, ImmutableArray<QuarterKept> Quarters, FollowThrough Effects, long Position)
{
    public static async Task<PromisesOfTeam> Of(TeamName team, Caller who, IGrainFactory grains)
    {
        var ledger = grains.GetGrain<ITeamLedgerGrain>(team.Id.Value);
        var position = await Asking.Again(() => ledger.Position(who));
        return new(team, await Asking.Again(() => ledger.OpenPromises(who)), await Asking.Again(() => ledger.Quarters(who)), await Asking.Again(() => ledger.FollowThrough(who)), position);
    }
}

/// <summary>Everything that somebody promised, was promised, and sees of their teams.</summary>
/// <param name="Ledgers">What is open.</param>
/// <param name="Ended">All others.</param>
/// <param name="Record">How they kept what they promised to others.</param>
public sealed record PromisesView(ImmutableArray<OwnLedger> Ledgers, ImmutableArray<OwnLedger> Ended, KeepRecord Record, ImmutableArray<PromisesOfTeam> Teams)
{
    /// <summary>Soonest first.</summary>
    public ImmutableArray<OwnPromise> Open { get; } = [.. OwnLedger.All(Ledgers).OrderBy(own => own.Promise.Due)];

    /// <summary>Those that ended last first.</summary>
    public ImmutableArray<OwnPromise> Closed { get; } = [.. OwnLedger.All(Ended)];

    /// <summary>There are more than a page holds.</summary>
    public bool IsCut => Ledgers.Concat(Ended).Any(ledger => ledger.IsCut);

    public static async Task<PromisesView> Of(PersonId me, Caller who, IGrainFactory grains, DateTimeOffset now)
    {
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Value).Profile(who));
        var teams = await Task.WhenAll((await TeamName.Of(profile, who, grains)).Select(team => PromisesOfTeam.Of(team, who, grains)));
        return new(
            await OwnLedger.Open(profile, who, grains, now), await OwnLedger.Closed(profile, who, grains, now),
            await Asking.Again(() => grains.GetGrain<IPmLedgerGrain>(me.Value).Record(who)), [.. teams]);
    }
}
