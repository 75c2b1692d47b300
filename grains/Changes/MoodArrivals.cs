using System.Security.Cryptography;

namespace OrleansRetro.Changes;

/// <summary>
/// The order in which a round's answers arrived. It is kept no longer than the round: when that is over they change places at random,
/// for whoever reads the log later could hold them against who was there when.
/// </summary>
sealed class MoodArrivals
{
    readonly List<(long Version, string Tag, ReadOnlyMemory<byte> Data)> _arrived = [];

    /// <summary>Takes note of an event; where it ends a round, answers who changes places.</summary>
    public IReadOnlyList<Exchange> Note(ChangeEvent @event, long version, ReadOnlyMemory<byte> data)
    {
        if (@event is MoodAnswered answered)
            _arrived.Add((version, $"{answered.Round} {answered.VoterTag}", data));
        if (@event is not MoodClosed)
            return [];
        var mixed = Mixed();
        _arrived.Clear();
        return mixed;
    }

    /// <summary>Any order in which each one's own answers follow each other as they did; only what is equally long can change places.</summary>
    List<Exchange> Mixed()
    {
        var exchanges = new List<Exchange>();
        foreach (var alike in _arrived.GroupBy(answer => answer.Data.Length))
        {
            var places = alike.ToArray();
            var own = places.GroupBy(answer => answer.Tag).ToDictionary(one => one.Key, one => new Queue<ReadOnlyMemory<byte>>(one.Select(answer => answer.Data)));
            string[] order = [.. places.Select(answer => answer.Tag)];
            RandomNumberGenerator.Shuffle(order.AsSpan());
            foreach (var (place, tag) in places.Zip(order))
            {
                if (own[tag].Dequeue() is var data && !data.Equals(place.Data))
                    exchanges.Add(new(place.Version, data));
            }
        }
        return exchanges;
    }
}
