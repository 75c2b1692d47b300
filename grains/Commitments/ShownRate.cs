namespace OrleansRetro.Commitments;

/// <summary>A <see cref="KeepRate"/> as it is read.</summary>
/// <param name="Point">Of 100; null where that is more than the numbers carry.</param>
/// <param name="Low">Of 100; null where not even a range can be said.</param>
[GenerateSerializer, Immutable, Alias("shown-rate")]
public sealed record ShownRate(int Kept, int Of, int? Point = null, int? Low = null, int? High = null)
{
    public static ShownRate From(KeepRate rate) => new(rate.Kept, rate.Of, Hundredths(rate.Point), Hundredths(rate.Likely?.Low), Hundredths(rate.Likely?.High));

    static int? Hundredths(double? share) => share is { } known ? (int)Math.Round(known * 100, MidpointRounding.AwayFromZero) : null;
}
