using System.Text;
using Npgsql;
using OrleansRetro.Upkeep;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>Every event of a log, in the order in which they were committed.</summary>
sealed record LogContents(IReadOnlyList<LogContents.Entry> Events, IReadOnlySet<string> Deleted)
{
    public sealed record Entry(long Position, string Stream, long Version, string Text);

    public long Last => Events[^1].Position;

    public static LogContents Of(string folder)
    {
        using var log = new SqliteStoredLog(Path.Combine(folder, "log.db"));
        return new(
            [.. log.Query("""
                SELECT e.position, s.name, e.version, coalesce(r.data, e.data) FROM events e JOIN streams s ON s.id = e.stream
                LEFT JOIN rewrites r ON r.position = e.position AND r.position > 0 WHERE s.deleted = 0 ORDER BY e.position
                """, row => new Entry(row.GetInt64(0), row.GetString(1), row.GetInt64(2), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(3))))],
            log.Deleted().ToHashSet());
    }

    public static async Task<LogContents> Of(NpgsqlConnection database)
    {
        var events = new List<Entry>();
        await using (var command = new NpgsqlCommand("SELECT e.position, s.name, e.version, e.data FROM events e JOIN streams s ON s.id = e.stream ORDER BY e.position", database))
        await using (var rows = await command.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                events.Add(new(rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2), Encoding.UTF8.GetString(rows.GetFieldValue<byte[]>(3))));
        return new(events, new HashSet<string>());
    }

    /// <summary>The state of every stream after these events, by its hash.</summary>
    public static IReadOnlyDictionary<string, string> States(IEnumerable<Entry> events) => events.GroupBy(entry => entry.Stream).ToDictionary(stream => stream.Key, stream =>
    {
        var fold = Streams.Open(stream.Key)!;
        foreach (var entry in stream)
            fold.Add(Encoding.UTF8.GetBytes(entry.Text));
        return Convert.ToHexStringLower(fold.Hash());
    });
}
