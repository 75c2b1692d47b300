using System.Security.Claims;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>Retros of somebody's teams, for whoever follows a link to one without a seat there yet.</summary>
public sealed class TeamRetros(IGrainFactory grains)
{
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
            foreach (var team in profile.Teams)
            {
                var view = await Asking.Again(() => grains.GetGrain<ITeamGrain>(team.Value).View(me.Caller));
                if (view.Retros.All(retro => retro.Id != id))
                    continue;
                var lines = await Asking.Again(() => grains.GetGrain<ITeamLedgerGrain>(team.Value).Retros(me.Caller));
                return lines.FirstOrDefault(line => line.Id == id) is { } found ? ListedRetro.Of(found, new(team, view.Name, view.Mine), profile) : null;
            }
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "not-yours" or "deleted")
        {
            // They, or the team, are gone meanwhile; so is the way.
        }
        return null;
    }
}
