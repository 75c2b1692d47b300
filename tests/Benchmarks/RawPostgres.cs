using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using OrleansRetro.Sql;

namespace OrleansRetro.Benchmarks;

/// <summary>The bar: one thread that does nothing but write, in the log's own tables, a whole transaction in one round trip.</summary>
static class RawPostgres
{
    public static Rate Run(string place, int batch, int streams, byte[] data, double seconds)
    {
        using var connection = PostgresDatabase.OpenWriter(place);
        connection.Run("INSERT INTO streams (id, name, version) SELECT i, 'retro/' || i, 0 FROM generate_series(1, $1) i", streams);
        long[] ids = [.. Enumerable.Range(1, streams).Select(id => (long)id)], versions = new long[streams];
        long[] positions = new long[batch], streamOf = new long[batch], versionOf = new long[batch];
        var bytes = Enumerable.Repeat(data, batch).ToArray();
        using var write = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("BEGIN"),
                new("INSERT INTO events (position, stream, version, data) SELECT * FROM unnest($1, $2, $3, $4)")
                {
                    Parameters = { Numbers(positions), Numbers(streamOf), Numbers(versionOf), new NpgsqlParameter<byte[][]> { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } },
                },
                new("UPDATE streams SET version = m.version FROM unnest($1, $2) m (id, version) WHERE streams.id = m.id") { Parameters = { Numbers(ids), Numbers(versions) } },
                new("COMMIT"),
            },
        };
        write.Prepare();

        long events = 0, commits = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            for (var i = 0; i < batch; i++)
            {
                var stream = i % streams;
                (positions[i], streamOf[i], versionOf[i]) = (events + i + 1, ids[stream], ++versions[stream]);
            }
            write.ExecuteNonQuery();
            events += batch;
            commits++;
        }
        return new(events / watch.Elapsed.TotalSeconds, (double)events / commits);
    }

    static NpgsqlParameter<long[]> Numbers(long[] values) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
}
