using Microsoft.Extensions.Localization;
using OrleansRetro.Commitments;
using OrleansRetro.Words;

namespace OrleansRetro.Promises;

/// <summary>How promises were kept, in words: as much as the numbers carry.</summary>
static class KeepingWords
{
    public static string Kept(this IStringLocalizer<HouseWords> house, ShownRate rate) => rate switch
    {
        { Of: 0 } => house["keeping.none"],
        { Low: { } low, High: { } high, Point: { } point } => house["keeping.point", rate.Kept, rate.Of, point, low, high],
        { Low: { } low, High: { } high } => house["keeping.likely", rate.Kept, rate.Of, low, high],
        { Of: >= KeepRate.IntervalFrom } => house["keeping.few-people", rate.Kept, rate.Of],
        _ => house["keeping.few", rate.Kept, rate.Of],
    };

    /// <summary>What was kept later than agreed; null where it says the same as what was kept in time.</summary>
    public static string? AsAgreed(this IStringLocalizer<HouseWords> house, ShownRate asAgreed, ShownRate onTime) =>
        asAgreed.Of > 0 && (asAgreed.Kept, asAgreed.Of) != (onTime.Kept, onTime.Of) ? house["keeping.as-agreed", asAgreed.Kept, asAgreed.Of].Value : null;

    /// <summary>Each of these counts that there is.</summary>
    public static IEnumerable<string> Counts(this IStringLocalizer<HouseWords> house, params (string Key, int Count)[] counts) =>
        counts.Where(one => one.Count > 0).Select(one => house.Count($"keeping.{one.Key}", one.Count));
}
