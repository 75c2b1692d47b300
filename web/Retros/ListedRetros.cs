using System.Collections.Immutable;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>All retros that somebody may find: their teams', and those without a team in which they have a seat.</summary>
public static class ListedRetros
{
    /// <summary>Newest first.</summary>
    /// <param name="archived">Those that were put away, and those that can still be restored, too.</param>
    public static async Task<ImmutableArray<ListedRetro>> Of(
        PmProfile profile, ImmutableArray<SeenOwn> own, ImmutableArray<TeamView> teams, Caller who, IGrainFactory grains, bool archived = false)
    {
        var lines = await Task.WhenAll(teams.Select(async team =>
            (await Lines(team.Id, who, grains, archived)).Select(line => ListedRetro.Of(line, new(team.Id, team.Name, team.Mine), profile))));
        var listed = lines.SelectMany(team => team).ToList();
        var teamed = teams.SelectMany(team => team.Retros).Select(retro => retro.Id).ToHashSet();
        return [.. listed.Concat(own.Where(seen => !teamed.Contains(seen.Seat.Id)).Select(ListedRetro.Of)).OrderByDescending(retro => retro.StartedAt)];
    }

    static async Task<IEnumerable<RetroLine>> Lines(TeamId team, Caller who, IGrainFactory grains, bool archived)
    {
        var ledger = grains.GetGrain<ITeamLedgerGrain>(team.Value);
        var lines = await Asking.Again(() => ledger.Retros(who));
        return archived ? [.. lines, .. await Asking.Again(() => ledger.Retros(who, archived: true))] : lines;
    }
}
