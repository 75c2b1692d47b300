using System.Collections.Immutable;
using OrleansRetro.Changes;
using OrleansRetro.EventSourcing;
using OrleansRetro.Promises;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Pms;

/// <summary>A team's next meeting by its rhythm.</summary>
public sealed record NextMeeting(TeamName Team, DateTimeOffset At, string? Facilitator);

/// <summary>What somebody finds when they come home.</summary>
/// <param name="StillToSay">Closed promises about which something is to be said, now or later.</param>
/// <param name="Retros">Newest first, one's own and one's teams'.</param>
/// <param name="Next">Soonest first.</param>
/// <param name="Changes">Those around one's teams that wait for one's word, newest first.</param>
public sealed record HomeView(PmProfile Profile, ImmutableArray<TeamView> Teams, ImmutableArray<OwnLedger> Ledgers, ImmutableArray<OwnPromise> StillToSay, ImmutableArray<ListedRetro> Retros, ImmutableArray<NextMeeting> Next, ImmutableArray<ChangeView> Changes)
{
    /// <summary>Soonest first.</summary>
    public ImmutableArray<OwnPromise> Promises { get; } = [.. OwnLedger.All(Ledgers).OrderBy(own => own.Promise.Due)];

    public IEnumerable<OwnPromise> Waiting => Promises.Concat(StillToSay).Where(promise => promise.IsWaiting);
    public IEnumerable<OwnPromise> Promised => Promises.Where(promise => promise is { IsMine: true, IsWaiting: false });
    public IEnumerable<OwnPromise> PromisedToMe => Promises.Where(promise => promise is { IsMine: false, IsWaiting: false });
    public IEnumerable<ListedRetro> Running => Retros.Where(retro => retro.IsRunning);
    public ListedRetro? Last => Retros.FirstOrDefault(retro => !retro.IsRunning);

    /// <summary>The one team of somebody who has one.</summary>
    public TeamName? Only => Teams is [{ Mine: >= TeamRole.Member } only] ? new(only.Id, only.Name, only.Mine) : null;

    /// <summary>There is nothing to say yet.</summary>
    public bool IsFirstDay => Promises.IsEmpty && Retros.IsEmpty && Next.IsEmpty && Changes.IsEmpty;

    public static async Task<HomeView> Of(PersonId me, Caller who, IGrainFactory grains, DateTimeOffset now)
    {
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Value).Profile(who));
        var own = await SeenOwn.Of(profile.Retros, grains);
        var teams = await TeamName.Seen(profile, who, grains);
        var changes = await Task.WhenAll(teams.Where(team => team.Mine >= TeamRole.Member).Select(team => TeamChanges.Of(team.Id, who, grains)));
        return new(profile, teams, await OwnLedger.Open(profile, who, grains, now),
            [.. OwnLedger.All(await OwnLedger.StillToSay(profile, who, grains, now))], await ListedRetros.Of(profile, own, teams, who, grains), [.. Meetings.Of(teams, now)], [.. changes.SelectMany(team => team).Where(change => change.IsWaiting()).OrderByDescending(change => change.At)]);
    }
}
