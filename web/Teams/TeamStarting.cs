using System.Globalization;
using Microsoft.Extensions.Localization;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;
using OrleansRetro.Words;

namespace OrleansRetro.Teams;

/// <summary>What a team's retro is made of when one of the team starts it.</summary>
public sealed class TeamStarting(IGrainFactory grains, Seats seats, TimeProvider time, IStringLocalizer<Words.Words> words)
{
    /// <summary>Starts a retro of this team, named after the one before.</summary>
    public async Task<RetroId> Start(TeamId team, SignedIn me, Visitor visitor, string? format)
    {
        var id = new RetroId(Visitor.RandomToken());
        var token = visitor.SeatIn(id);
        var name = await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).Name()) ?? throw new RejectedException("not-found");
        var last = (await Asking.Again(() => grains.GetGrain<ITeamLedgerGrain>(team.Value).Retros(me.Caller, limit: 1))).FirstOrDefault();
        var today = time.Today().ToString("M", CultureInfo.CurrentCulture);
        var title = last is null ? words["retro.default-title", today].Value : NextTitle.After(last.Title, today);
        var chosen = string.IsNullOrEmpty(format) ? Format.Favourites[0].Id : format;
        var start = new StartRetro(title, chosen, Anonymous: true, Hidden: true, Phase.Write, me.Person, name, token.Hash(), null, JoinCode.New());
        var seated = await Asking.Again(() => grains.GetGrain<ITeamGrain>(team.Value).StartRetro(me.Caller, id, start with { JoinCode = JoinCode.New() }));
        seats.Remember(id, token.Hash(), seated.Seat);
        await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).KeepRetro(me.Caller, id, seated.Seat.Person));
        return id;
    }
}
