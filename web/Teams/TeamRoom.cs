using System.Collections.Immutable;
using OrleansRetro.Changes;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

/// <summary>What somebody finds in their team.</summary>
/// <param name="Retros">Newest first.</param>
/// <param name="Promises">Open ones, soonest first.</param>
/// <param name="Position">In the log, as far as the team's ledger was read.</param>
public sealed record TeamRoom(TeamView Team, PmProfile Profile, ImmutableArray<TeamName> Teams, ImmutableArray<ListedRetro> Retros, ImmutableArray<TeamPromise> Promises, long Position)
{
    /// <summary>What has changed around it, newest first.</summary>
    public ImmutableArray<ChangeView> Changes { get; init; } = [];

    public bool IsFacilitator => Team.Mine == TeamRole.Facilitator;
    public bool TakesPart => Team.Mine >= TeamRole.Member;
    /// <summary>Both of them are members, and may have a page of the two.</summary>
    public bool IsPartner(TeamMember member, PersonId me) => TakesPart && member.Person != me && member.Role >= TeamRole.Member;

    public ListedRetro? Running => Retros.FirstOrDefault(retro => retro.IsRunning);
    public IEnumerable<ListedRetro> Past => Retros.Where(retro => !retro.IsRunning);

    public static async Task<TeamRoom> Of(TeamId id, PersonId me, Caller who, IGrainFactory grains)
    {
        var team = await Asking.Again(() => grains.GetGrain<ITeamGrain>(id.Value).View(who));
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Value).Profile(who));
        var ledger = grains.GetGrain<ITeamLedgerGrain>(id.Value);
        var position = await Asking.Again(() => ledger.Position(who));
        var retros = await Asking.Again(() => ledger.Retros(who));
        return new(team, profile, await TeamName.Of(profile, who, grains),
            [.. retros.Select(line => ListedRetro.Of(line, new(team.Id, team.Name, team.Mine), profile))],
            await Asking.Again(() => ledger.OpenPromises(who)), position)
        {
            Changes = await TeamChanges.Of(id, who, grains),
        };
    }
}
