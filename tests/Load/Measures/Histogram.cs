using System.Numerics;

namespace OrleansRetro.Load.Measures;

/// <summary>Counts of durations in buckets about 3 % wide, from a microsecond to half an hour.</summary>
sealed class Histogram
{
    const int Steps = 32; // per doubling
    const int StepBits = 5;

    readonly int[] counts = new int[Steps * 27];

    public long Count { get; private set; }

    /// <param name="ticks"><see cref="Clock"/> ticks.</param>
    public void Record(long ticks)
    {
        counts[Bucket(Math.Max(0, (long)(ticks / Clock.TicksPerMicrosecond)))]++;
        Count++;
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
        Count += other.Count;
    }

    /// <summary>In milliseconds; NaN when nothing was recorded.</summary>
    public double Percentile(double percent)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
        for (var i = 0; i < counts.Length; i++)
            if ((rank -= counts[i]) <= 0) return Middle(i) / 1000;
        return double.NaN;
    }

    int Bucket(long microseconds)
    {
        if (microseconds < Steps) return (int)microseconds;
        var doubling = BitOperations.Log2((ulong)microseconds) - StepBits;
        return Math.Min(counts.Length - 1, (doubling + 1) * Steps + (int)(microseconds >> doubling) - Steps);
    }

    static double Middle(int bucket)
    {
        if (bucket < Steps) return bucket + 0.5;
        var doubling = bucket / Steps - 1;
        return (Steps + bucket % Steps + 0.5) * (1L << doubling);
    }
}
