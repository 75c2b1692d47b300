using OrleansRetro.Load.Measures;

namespace OrleansRetro.Load.Circuits;

/// <summary>When one circuit was first shown each change of a run.</summary>
sealed class Sightings(Rewording run)
{
    readonly bool[] seen = new bool[run.Changes];
    int count;

    public int Missing => run.Changes - Volatile.Read(ref count);

    /// <summary>PUT sent to the drawing that shows it.</summary>
    public Histogram Delays { get; } = new();

    public void Look(ReadOnlySpan<byte> drawing, long now)
    {
        while (run.Next(ref drawing) is >= 0 and var number)
        {
            if (seen[number]) continue;
            seen[number] = true;
            Delays.Record(now - run.SentAt(number));
            Volatile.Write(ref count, count + 1);
        }
    }
}
