using System.Collections.Immutable;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

/// <summary>A team that somebody belongs to.</summary>
public sealed record TeamName(TeamId Id, string Name, TeamRole Mine)
{
    /// <summary>Somebody's teams by name; one they have just left is none.</summary>
    public static async Task<ImmutableArray<TeamName>> Of(PmProfile profile, Caller who, IGrainFactory grains) =>
        [.. (await Seen(profile, who, grains)).Select(team => new TeamName(team.Id, team.Name, team.Mine))];

    /// <summary>The same as they see them.</summary>
    public static async Task<ImmutableArray<TeamView>> Seen(PmProfile profile, Caller who, IGrainFactory grains) =>
        [.. (await Task.WhenAll(profile.Teams.Select(team => Seen(team, who, grains)))).OfType<TeamView>().OrderBy(team => team.Name, StringComparer.CurrentCultureIgnoreCase)];

    static async Task<TeamView?> Seen(TeamId team, Caller who, IGrainFactory grains)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<ITeamGrain>(team.Value).View(who));
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "deleted")
        {
            return null;
        }
    }
}
