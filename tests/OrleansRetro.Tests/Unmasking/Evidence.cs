using System.Text;
using Microsoft.Data.Sqlite;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>An event as it lies in a log.</summary>
sealed record Row(string Stream, long Version, long Position, string Text);

/// <summary>Everything that is stored and everything that left the programs, as whoever attacks gets it.</summary>
sealed record Evidence(IReadOnlyList<Played> Retros)
{
    /// <summary>Logs by where they were found, in the order of their positions.</summary>
    public Dictionary<string, IReadOnlyList<Row>> Logs { get; } = [];

    /// <summary>What files speak of, byte after byte, freed pages and all.</summary>
    public Dictionary<string, List<(int At, string Value)>> Files { get; } = [];

    /// <summary>What programs printed, and what they exported for operators.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Keys that are still there at the end.</summary>
    public List<byte[]> Keys { get; } = [];

    public void AddFolder(string name, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.db*"))
            Files[$"{name}/{Path.GetFileName(file)}"] = Marks.In(Encoding.Latin1.GetString(Read(file)));
        Logs[name] = Rows(Path.Combine(folder, "log.db"));
        if (Path.Combine(folder, "keys.db") is var keys && File.Exists(keys))
            Keys.AddRange(Query(keys, "SELECT secret FROM keys", row => row.GetFieldValue<byte[]>(0)).Where(key => key.Any(part => part != 0)));
    }

    public void AddLines(IEnumerable<string> printed, Ops.Collector collector)
    {
        Lines.AddRange(printed);
        Lines.AddRange(collector.Traces.Concat(collector.Metrics).Select(Encoding.Latin1.GetString));
    }

    public static IReadOnlyList<Row> Rows(string path) => Query(path, """
        SELECT streams.name, events.version, events.position, coalesce(rewrites.data, events.data)
        FROM events JOIN streams ON streams.id = events.stream LEFT JOIN rewrites ON rewrites.position = events.position
        ORDER BY events.position
        """, row => new Row(row.GetString(0), row.GetInt64(1), row.GetInt64(2), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(3))));

    public static List<T> Query<T>(string path, string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }

    // A program that is running has them open.
    static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
