using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Promises;
using OrleansRetro.Retros;

namespace OrleansRetro.Owning;

/// <summary>What somebody owns up to, for their own eyes.</summary>
/// <param name="Promises">Their own promises, where one is spoken of.</param>
public sealed record MadeRightView(AmendsView Amends, ImmutableArray<OwnPromise> Promises)
{
    public OwnedMistake? Mistake(MistakeId? id) => Amends.Mistakes.FirstOrDefault(known => known.Id == id);

    public OwnPromise? Promise(CommitmentId? id) => Promises.FirstOrDefault(own => own.IsMine && own.Promise.Id == id);

    /// <param name="about">A promise that is to be made right.</param>
    public static async Task<MadeRightView> Of(Caller who, CommitmentId? about, IGrainFactory grains, DateTimeOffset now)
    {
        var amends = await Asking.Again(() => grains.GetGrain<IAmendsGrain>(who.Person.Value).View(who));
        if (about is null && amends.Similar?.To.Promise is null && amends.Mistakes.All(known => known.Promise is null && known.Before.All(before => before.To.Promise is null)))
            return new(amends, []);
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(who.Person.Value).Profile(who));
        var (open, closed) = (await OwnLedger.Open(profile, who, grains, now), await OwnLedger.Closed(profile, who, grains, now));
        return new(amends, [.. OwnLedger.All(open).Concat(OwnLedger.All(closed))]);
    }
}
