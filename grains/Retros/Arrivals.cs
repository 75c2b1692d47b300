using System.Security.Cryptography;
using System.Text.Json;

namespace OrleansRetro.Retros;

/// <summary>
/// The order in which things of nobody's arrived, in the present stretch of a retro. It is kept no longer than that: when the stretch ends they change
/// places at random, for whoever reads the log later could hold them against when people came, or against who wrote when.
/// </summary>
sealed class Arrivals
{
    const int Attempts = 8;

    readonly List<Arrival> _stretch = [];
    Retro _before = Retro.Empty;

    /// <param name="Thing">Null for what keeps its place.</param>
    sealed record Arrival(long Version, RetroEvent Event, ReadOnlyMemory<byte> Data, object? Thing);

    /// <summary>Takes note of an event; where it ends a stretch, answers who changes places.</summary>
    /// <param name="now">The state before the event.</param>
    public IReadOnlyList<Exchange> Note(Retro now, RetroEvent @event, long version, ReadOnlyMemory<byte> data)
    {
        if (Retro.EndsStretch(@event))
        {
            var exchanges = Exchanges(now);
            _stretch.Clear();
            return exchanges;
        }
        var thing = now.UnnamedThing(@event);
        if (_stretch.Count == 0 && thing is null)
            return [];
        if (_stretch.Count == 0)
            _before = now;
        _stretch.Add(new(version, @event, data, thing));
        return [];
    }

    /// <summary>Another order that amounts to the same; none where there is none to be found.</summary>
    List<Exchange> Exchanges(Retro now)
    {
        if (_stretch.Count(arrival => arrival.Thing is not null) < 2)
            return [];
        var amount = Amount(now);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // What was deleted, restored or moved may have to keep its place beside what others did to it.
            var mixed = Mix(isCareful: attempt >= Attempts / 2);
            if (Amount(mixed.Aggregate(_before, (retro, arrival) => retro.Evolve(arrival.Event))).AsSpan().SequenceEqual(amount))
                return [.. mixed.Zip(_stretch).Where(pair => pair.First != pair.Second).Select(pair => new Exchange(pair.Second.Version, pair.First.Data))];
        }
        return [];
    }

    Arrival[] Mix(bool isCareful)
    {
        var stay = _stretch.Where(arrival => arrival.Thing is not null).GroupBy(arrival => arrival.Thing!)
            .Where(thing => thing.Select(arrival => arrival.Data.Length).Distinct().Count() > 1
                || (isCareful && thing.Any(arrival => arrival.Event is CardDeleted or CardRestored or CardMoved)))
            .Select(thing => thing.Key).ToHashSet();
        var mixed = _stretch.ToArray();
        foreach (var alike in Enumerable.Range(0, mixed.Length).Where(at => mixed[at].Thing is { } thing && !stay.Contains(thing)).GroupBy(at => mixed[at].Data.Length))
        {
            // Each thing's own events stay in their order.
            int[] places = [.. alike];
            object[] order = [.. places.Select(at => mixed[at].Thing!)];
            var events = order.Zip(places.Select(at => mixed[at])).GroupBy(pair => pair.First).ToDictionary(thing => thing.Key, thing => new Queue<Arrival>(thing.Select(pair => pair.Second)));
            RandomNumberGenerator.Shuffle(order.AsSpan());
            foreach (var (place, thing) in places.Zip(order))
                mixed[place] = events[thing].Dequeue();
        }
        return mixed;
    }

    static byte[] Amount(Retro retro) => JsonSerializer.SerializeToUtf8Bytes(retro, RetroSnapshotJson.Default.Retro);
}
