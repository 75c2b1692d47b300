using System.Collections.Immutable;
using OrleansRetro.EventSourcing;
using OrleansRetro.Live;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Changes;

static class TeamChanges
{
    /// <summary>How many of a team's changes are looked at, newest first.</summary>
    public const int Most = 20;

    /// <summary>What has changed around a team, as somebody sees it, newest first.</summary>
    public static async Task<ImmutableArray<ChangeView>> Of(TeamId team, Caller who, IGrainFactory grains)
    {
        var changes = await Asking.Again(() => grains.GetGrain<ITeamGrain>(team.Value).Changes(who));
        return [.. (await Task.WhenAll(changes.Take(Most).Select(change => Seen(change, who, grains)))).OfType<ChangeView>()];
    }

    /// <summary>Whatever comes to it from now on.</summary>
    public static Following Follow(this ChangeView change, Caller who, IGrainFactory grains) =>
        new(change.Version, (after, stop) => grains.GetGrain<IChangeGrain>(change.Id.Value).Watch(who, after, stop));

    /// <summary>Whoever looks has yet to answer about the mood.</summary>
    public static bool IsAsking(this ChangeView change) => change.Asked is { Mine: null };

    /// <summary>Whoever looks has yet to answer, or to say what becomes of a promise of theirs.</summary>
    public static bool IsWaiting(this ChangeView change) => change.IsAsking() || !change.IsSettled && change.Affected.Any(promise => promise is { IsMine: true, Answer: null });

    static async Task<ChangeView?> Seen(ChangeId change, Caller who, IGrainFactory grains)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<IChangeGrain>(change.Value).View(who));
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "deleted")
        {
            return null;
        }
    }
}
