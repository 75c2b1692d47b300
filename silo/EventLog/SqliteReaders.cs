using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>A few read-only connections, lent out for one query at a time so that no reader holds up a checkpoint.</summary>
sealed class SqliteReaders : IAsyncDisposable
{
    sealed class Reader(SqliteConnection connection) : IDisposable
    {
        readonly Dictionary<string, Statement> _statements = [];

        public Statement Prepare(string sql, ReadOnlySpan<string> parameters) =>
            _statements.TryGetValue(sql, out var statement) ? statement : _statements[sql] = new(connection, sql, parameters);

        public void Dispose() => connection.Dispose();
    }

    static readonly int Most = Math.Max(4, Environment.ProcessorCount);

    readonly string _path;
    readonly SemaphoreSlim _free = new(Most);
    readonly ConcurrentBag<Reader> _idle = [];
    // Keeps the WAL's index mapped while the writer is being reopened: on a full disk it could not be made again.
    readonly SqliteConnection _anchor;

    public SqliteReaders(string path)
    {
        _path = path;
        _anchor = SqliteFile.OpenReader(path);
        _anchor.Run("SELECT id FROM probe");
    }

    /// <summary>Runs one query and folds its rows.</summary>
    /// <exception cref="UnknownOutcomeException">The store could not be read.</exception>
    public async Task<List<T>> Query<T>(Query query, Func<SqliteDataReader, T> read, params object[] values)
    {
        await _free.WaitAsync();
        try
        {
            if (!_idle.TryTake(out var reader))
                reader = new(SqliteFile.OpenReader(_path));
            var found = Fill(reader, query, read, values);
            _idle.Add(reader);
            return found;
        }
        catch (SqliteException failure)
        {
            throw new UnknownOutcomeException("The event log could not be read.", failure);
        }
        finally
        {
            _free.Release();
        }
    }

    static List<T> Fill<T>(Reader reader, Query query, Func<SqliteDataReader, T> read, object[] values)
    {
        try
        {
            using var rows = reader.Prepare(query.Sql, query.Parameters).Query(values);
            var found = new List<T>();
            while (rows.Read())
                found.Add(read(rows));
            return found;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Waits for what is being read, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < Most; i++)
            await _free.WaitAsync();
        while (_idle.TryTake(out var reader))
            reader.Dispose();
        _anchor.Dispose();
        _free.Dispose();
    }
}

/// <summary>A query and its parameters' names, in the order their values are given.</summary>
sealed record Query(string Sql, params string[] Parameters);
