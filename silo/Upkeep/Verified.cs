using System.Security.Cryptography;
using System.Text;

namespace OrleansRetro.Upkeep;

/// <summary>What a whole log amounts to: two logs with the same <see cref="State"/> mean the same.</summary>
/// <param name="Log">What the operator calls it.</param>
/// <param name="Kinds">How many living streams there are of each kind.</param>
/// <param name="Deleted">Tombstones.</param>
/// <param name="Events">Events of living streams.</param>
/// <param name="State">SHA-256 over the state of every stream, the tombstones and the topics.</param>
/// <param name="Damages">What is wrong, a line each.</param>
sealed record Verified(string Log, IReadOnlyDictionary<string, long> Kinds, long Deleted, long Events, string State, IReadOnlyList<string> Damages)
{
    /// <summary>Folds every stream. Reads row by row, so a log may be larger than memory.</summary>
    public static Verified Read(StoredLog log)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var kinds = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var damages = log.Faults().ToList();
        var (deleted, events) = (0L, 0L);
        foreach (var stream in Streams(log.Rows()))
        {
            damages.AddRange(stream.Damages);
            if (stream.Deleted)
                deleted++;
            else
                kinds[OrleansRetro.Streams.KindOf(stream.Name)] = kinds.GetValueOrDefault(OrleansRetro.Streams.KindOf(stream.Name)) + 1;
            events += stream.Events;
            Add(all, $"{stream.Name} {(stream.Deleted ? "deleted" : stream.State)}");
        }
        foreach (var (topic, stream, version) in log.Topics())
            Add(all, $"{topic} {stream} {version}");
        return new(log.Name, kinds, deleted, events, Convert.ToHexStringLower(all.GetHashAndReset()), damages);
    }

    /// <summary>Says it in a few lines; 0 when nothing is wrong, else 1.</summary>
    public int Print()
    {
        Console.WriteLine($"{Log}: {string.Join(", ", Kinds.Select(kind => $"{kind.Value} {Called(kind.Key)}").Append($"{Deleted} deleted"))}; {Events} events");
        Console.WriteLine($"Fingerprint {State}");
        foreach (var damage in Damages)
            Console.Error.WriteLine(damage);
        return Damages is [] ? 0 : 1;
    }

    static string Called(string kind) => kind switch
    {
        "retro" => "retros",
        "commitment" => "promises",
        "pm" => "people",
        "team" => "teams",
        "invite" => "invites",
        _ => kind,
    };

    static IEnumerable<VerifiedStream> Streams(IEnumerable<StoredLog.Row> rows)
    {
        VerifiedStream? stream = null;
        foreach (var row in rows)
        {
            if (stream is not null && stream.Name != row.Stream)
                yield return stream.End();
            if (stream?.Name != row.Stream)
                stream = new(row.Stream, row.StreamVersion, row.Deleted);
            stream.Add(row);
        }
        if (stream is not null)
            yield return stream.End();
    }

    static void Add(IncrementalHash all, string line) => all.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
