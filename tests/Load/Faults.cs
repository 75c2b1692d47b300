using System.Collections.Concurrent;

namespace OrleansRetro.Load;

/// <summary>What went wrong: all of it counted, the first few told.</summary>
sealed class Faults
{
    const int MostTold = 20;

    readonly ConcurrentQueue<string> told = new();
    int count;

    public int Count => Volatile.Read(ref count);
    public IEnumerable<string> Told => told;

    public void Add(string what)
    {
        if (Interlocked.Increment(ref count) <= MostTold) told.Enqueue(what);
    }

    public void Add(Faults others)
    {
        foreach (var what in others.Told) told.Enqueue(what);
        Interlocked.Add(ref count, others.Count);
    }

    public void Print(string title)
    {
        if (Count == 0) return;
        Console.WriteLine($"{title}: {Count}");
        foreach (var what in Told.Take(MostTold)) Console.WriteLine($"  {what}");
    }
}
