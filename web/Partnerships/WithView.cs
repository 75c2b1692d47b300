using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Promises;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Partnerships;

static class PartnershipGrains
{
    /// <summary>What these two share.</summary>
    public static IPartnershipGrain Between(this IGrainFactory grains, PersonId one, PersonId other) => grains.GetGrain<IPartnershipGrain>($"{PartnershipId.Of(one, other)}");
}

/// <summary>Two teammates, as one of them sees it.</summary>
/// <param name="Name">The other one's; empty when they have left for good.</param>
/// <param name="Met">The team in which both are members; null where there is none any more.</param>
/// <param name="Shared">Null where they have never begun.</param>
/// <param name="Ledgers">One's own open promises to and from the other one.</param>
/// <param name="Theirs">How the other one kept their promises, where they show it.</param>
/// <param name="Own">How oneself has, by now; the other one sees what is shown alone.</param>
public sealed record WithView(PersonId Other, string Name, TeamId? Met, PartnershipView? Shared, ImmutableArray<OwnLedger> Ledgers, ShownKeeping? Theirs, KeepRecord Own, DateTimeOffset At)
{
    /// <summary>Open between the two, soonest first.</summary>
    public ImmutableArray<OwnPromise> Promises { get; } = [.. OwnLedger.All(Ledgers).OrderBy(own => own.Promise.Due)];

    public bool IsOpen => Shared is { IsOpen: true };

    public bool HasLeft => Name.Length == 0 || Shared is { HasLeft: true };

    /// <summary>Something can be written here.</summary>
    public bool MayWrite => !HasLeft && (IsOpen || Met is not null);

    /// <summary>One act of the page; begins it where that is to be done first.</summary>
    public async Task Act(IGrainFactory grains, Caller who, Func<IPartnershipGrain, Task> act)
    {
        var partnership = grains.Between(who.Person, Other);
        if (!IsOpen && Met is { } team)
            await partnership.Begin(who, team, (Shared?.Round ?? 0) + 1);
        await act(partnership);
    }

    /// <exception cref="RejectedException"><c>not-found</c>: the two are no teammates, and share nothing.</exception>
    public static async Task<WithView> Of(PersonId other, Caller who, IGrainFactory grains, DateTimeOffset now)
    {
        var partnership = grains.Between(who.Person, other);
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(who.Person.Value).Profile(who));
        var (shared, met) = (await Asking.Again(() => partnership.View(who)), await Team(profile, who, other, grains));
        if (shared is null && met is null)
            throw new RejectedException("not-found");
        var name = await Asking.Again(() => grains.GetGrain<IPmGrain>(other.Value).Name());
        return new(other, name ?? "", met, shared, await OwnLedger.With(other, profile, who, grains, now),
            await Asking.Again(() => partnership.Keeping(who)), await Asking.Again(() => grains.GetGrain<IPmLedgerGrain>(who.Person.Value).Record(who)), now);
    }

    /// <summary>A team in which both are members.</summary>
    public static async Task<TeamId?> Team(PmProfile profile, Caller who, PersonId other, IGrainFactory grains) =>
        (await TeamName.Seen(profile, who, grains)).FirstOrDefault(team => team.Mine >= TeamRole.Member && team.Members.Any(member => member.Person == other && member.Role >= TeamRole.Member))?.Id;
}
