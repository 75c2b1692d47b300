using System.Security.Claims;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>Retros of somebody's teams, for whoever follows a link to one without a seat there yet.</summary>
public sealed class TeamRetros(IGrainFactory grains)
{
    /// <summary>The newest of a team that are looked through.</summary>
    const int Most = 500;

    /// <summary>Where a seat can be taken, or what the retro has led to can be read; null when no team of theirs has it.</summary>
    public async Task<string?> WayTo(ClaimsPrincipal user, RetroId id) =>
        SignedIn.Of(user) is not { } me || await Find(me, id) is not { } retro ? null
        : retro is { IsRunning: true, HasSeat: true } ? $"/retros/{id}/join"
        : $"/retros/{id}/summary";

    /// <summary>Null when no team of theirs has it.</summary>
    public async Task<ListedRetro?> Find(SignedIn me, RetroId id)
    {
        try
        {
            var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).Profile(me.Caller));
            return (await Task.WhenAll(profile.Teams.Select(team => Find(me, profile, team, id)))).FirstOrDefault(found => found is not null);
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "deleted")
        {
            return null; // they are gone meanwhile
        }
    }

    async Task<ListedRetro?> Find(SignedIn me, PmProfile profile, TeamId team, RetroId id)
    {
        try
        {
            var view = await Asking.Again(() => grains.GetGrain<ITeamGrain>(team.Value).View(me.Caller));
            if (view.Retros.FirstOrDefault(retro => retro.Id == id) is not { DiscardedAt: null } kept)
                return null;
            var lines = await Asking.Again(() => grains.GetGrain<ITeamLedgerGrain>(team.Value).Retros(me.Caller, kept.Archived, limit: Most));
            return lines.FirstOrDefault(line => line.Id == id) is { } found ? ListedRetro.Of(found, new(team, view.Name, view.Mine), profile) : null;
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "not-yours" or "deleted")
        {
            return null; // the team is gone meanwhile, or they are from it
        }
    }
}
