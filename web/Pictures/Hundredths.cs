using OrleansRetro.Commitments;

namespace OrleansRetro.Pictures;

/// <summary>A share as people say it: so many of 100.</summary>
public static class Hundredths
{
    public static int Of(double share) => (int)Math.Round(share * 100, MidpointRounding.AwayFromZero);

    public static (int Low, int High) Of(Interval likely) => (Of(likely.Low), Of(likely.High));
}
