using System.Collections.Immutable;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>All retros that somebody may find, coming, running and past.</summary>
/// <param name="Retros">Newest first; also those that were put away or can still be restored.</param>
public sealed record RetrosView(PmProfile Profile, ImmutableArray<TeamView> Teams, ImmutableArray<ListedRetro> Retros, ImmutableArray<NextMeeting> Coming)
{
    /// <summary>Teams that somebody's own retros can be given to.</summary>
    public IEnumerable<TeamName> Takers => Teams.Where(team => team.Mine >= TeamRole.Member).Select(team => new TeamName(team.Id, team.Name, team.Mine));

    /// <summary>The one team of somebody who has one.</summary>
    public TeamName? Only => Teams.Length == 1 ? Takers.FirstOrDefault() : null;

    public static async Task<RetrosView> Of(PersonId me, Caller who, IGrainFactory grains, DateTimeOffset now)
    {
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Value).Profile(who));
        var teams = await TeamName.Seen(profile, who, grains);
        var own = await SeenOwn.Of(profile.Retros, grains);
        return new(profile, teams, await ListedRetros.Of(profile, own, teams, who, grains, archived: true), [.. Meetings.Of(teams, now)]);
    }
}
