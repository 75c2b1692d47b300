using System.Diagnostics;
using OrleansRetro.Sql;

namespace OrleansRetro.Benchmarks;

/// <summary>The bar: one thread that does nothing but write, in the log's own tables, one row of <c>events</c> an event and one move of <c>streams</c> a stream.</summary>
static class RawStore
{
    public static Rate Run(string path, int batch, int streams, byte[] data, double seconds)
    {
        SqliteFile.Prepare(path, "log");
        using var connection = SqliteFile.OpenWriter(path);
        using var begin = new Statement(connection, "BEGIN IMMEDIATE");
        using var commit = new Statement(connection, "COMMIT");
        using var insert = new Statement(connection, "INSERT INTO events (stream, version, data) VALUES ($stream, $version, $data)", "$stream", "$version", "$data");
        using var move = new Statement(connection, "UPDATE streams SET version = $new WHERE id = $id AND version = $expected", "$new", "$id", "$expected");
        for (var id = 1; id <= streams; id++)
            connection.Run("INSERT INTO streams (id, name, version) VALUES ($id, $name, 0)", ("$id", id), ("$name", $"retro/{id}"));

        var versions = new long[streams];
        long events = 0, commits = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            begin.Run();
            for (var stream = 0; stream < streams; stream++)
            {
                var expected = versions[stream];
                for (var i = 0; i < batch / streams; i++)
                    insert.Run(stream + 1, ++versions[stream], data);
                if (move.Run(versions[stream], stream + 1, expected) != 1)
                    throw new InvalidOperationException("The bar must not miss its streams.");
            }
            commit.Run();
            events += batch;
            commits++;
        }
        return new(events / watch.Elapsed.TotalSeconds, (double)events / commits);
    }
}

/// <param name="PerSecond">Durable events a second.</param>
/// <param name="PerCommit">Events a transaction, on average.</param>
readonly record struct Rate(double PerSecond, double PerCommit);
