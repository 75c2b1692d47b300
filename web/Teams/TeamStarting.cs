using System.Globalization;
using Microsoft.Extensions.Localization;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Live;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;
using OrleansRetro.Words;

namespace OrleansRetro.Teams;

/// <summary>What a team's retro is made of when one of the team starts it.</summary>
public sealed class TeamStarting(IGrainFactory grains, Seats seats, DomainTime time, IStringLocalizer<Words.Words> words)
{
    /// <summary>Starts a retro of this team, named after the one before.</summary>
    public async Task<RetroId> Start(TeamId team, SignedIn me, Visitor visitor, string? format)
    {
        var id = new RetroId(Visitor.RandomToken());
        await Start(team, me.Caller, id, visitor.SeatIn(id, me), null, format, anonymous: true, hidden: true);
        return id;
    }

    /// <summary>The same as a program wants it; what it leaves open is as on the page.</summary>
    public async Task<Seated> Start(TeamId team, Caller who, RetroId id, SeatToken token, string? title, string? format, bool anonymous, bool hidden, bool byProgram = false)
    {
        var pm = grains.GetGrain<IPmGrain>(who.Person.Value);
        var name = await Asking.Again(pm.Name) ?? throw new RejectedException("not-found");
        var chosen = string.IsNullOrEmpty(format) ? Format.Favourites[0].Id : format;
        var start = new StartRetro(title ?? await NextTitleOf(team, who), chosen, anonymous, hidden, Phase.Write, who.Person, name, token.Hash(), null, JoinCode.New(), ByProgram: byProgram);
        var seated = await Asking.Again(() => grains.GetGrain<ITeamGrain>(team.Value).StartRetro(who, id, start with { JoinCode = JoinCode.New() }));
        seats.Remember(id, token.Hash(), seated.Seat);
        await Asking.Again(() => pm.KeepRetro(who, id, seated.Seat.Person));
        return seated;
    }

    async Task<string> NextTitleOf(TeamId team, Caller who)
    {
        var last = (await Asking.Again(() => grains.GetGrain<ITeamLedgerGrain>(team.Value).Retros(who, limit: 1))).FirstOrDefault();
        var today = time.Today().ToString("M", CultureInfo.CurrentCulture);
        return last is null ? words["retro.default-title", today].Value : NextTitle.After(last.Title, today);
    }
}
