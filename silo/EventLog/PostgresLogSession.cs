using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>
/// The writer's connection. A batch is two round trips: lock and read the heads, then write and commit. Nothing is
/// remembered from one batch to the next, for other silos write to the same streams after a failover.
/// </summary>
sealed class PostgresLogSession : LogSession
{
    const int Attempts = 5;

    // A number may have been given after the dump was made, or by a primary that is gone: leave more room than it can have used.
    const string MoveOn = $"""
        BEGIN;
        {PostgresDatabase.LockLog};
        UPDATE positions SET last = CASE WHEN origin = '' THEN last ELSE last + 4294967296 END, origin = here
        FROM (SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()), left(pg_walfile_name(pg_current_wal_lsn()), 8),
            (SELECT oid FROM pg_database WHERE datname = current_database()), pg_relation_filenode('positions')) AS here) now
        WHERE origin <> here;
        COMMIT;
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """;

    const string Bury = """
        WITH gone AS (DELETE FROM events WHERE stream = $1 RETURNING position),
        untagged AS (DELETE FROM topics USING gone WHERE topics.position = gone.position)
        UPDATE streams SET deleted = true WHERE id = $1
        """;

    readonly NpgsqlConnection _connection;
    readonly PostgresAppends _appends = new();
    readonly NpgsqlParameter<string[]> _names = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    readonly NpgsqlBatch _begin, _write, _writeAndCommit, _commit;
    readonly Dictionary<string, Head> _heads = new(StringComparer.Ordinal);
    readonly List<string> _founded = [];
    long _position, _written;

    public PostgresLogSession(string connectionString)
    {
        _connection = PostgresDatabase.OpenWriter(connectionString);
        try
        {
            _connection.Run(MoveOn);
            _begin = Prepared(new("BEGIN"), new(PostgresDatabase.LockLog), new("SELECT last FROM positions"),
                new("SELECT name, id, version, deleted FROM streams WHERE name = ANY ($1)") { Parameters = { _names } });
            _write = Prepared(_appends.Command());
            _writeAndCommit = Prepared(_appends.Command(), new("COMMIT"));
            _commit = Prepared(new NpgsqlBatchCommand("COMMIT"));
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Does all of it in one transaction, again if the server took it back on account of others; when this returns, it is durable.</summary>
    public override void Commit(List<Operation> batch)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                Begin(batch);
                foreach (var operation in batch)
                    operation.Do(this);
                Write(_writeAndCommit, orElse: _commit);
                return;
            }
            catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < Attempts)
            {
                _connection.Run("ROLLBACK");
            }
    }

    /// <summary>Nothing: erased rows can't be read from here on, and the server takes their bytes out of its files in its own time.</summary>
    public override void Forget()
    {
    }

    public override ConflictException? Delete(string stream)
    {
        Write(_write);
        var head = Find(stream);
        _connection.Run("DELETE FROM snapshots WHERE stream = $1", stream);
        if (head.Deleted) return null;
        head.Deleted = true;
        if (head.Id == 0)
            _connection.Run("INSERT INTO streams (id, name, version, deleted) VALUES ($1, $2, 0, true)", head.Id = ++_position, stream);
        else
            _connection.Run(Bury, head.Id);
        return null;
    }

    public override ConflictException? Rewrite(string stream, long version, ReadOnlyMemory<byte> data)
    {
        Write(_write);
        var head = Find(stream);
        if (head.Deleted) return new StreamDeletedException(stream);
        if (_connection.Run("UPDATE events SET data = $3 WHERE stream = $1 AND version = $2", head.Id, version, data) == 0) return new ConflictException(stream);
        _connection.Run("DELETE FROM snapshots WHERE stream = $1", stream);
        return null;
    }

    public override ConflictException? SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data)
    {
        if (!Find(stream).Deleted)
            _connection.Run("""
                INSERT INTO snapshots (stream, version, schema, data) VALUES ($1, $2, $3, $4)
                ON CONFLICT (stream) DO UPDATE SET version = excluded.version, schema = excluded.schema, data = excluded.data
                WHERE excluded.version >= snapshots.version
                """, stream, version, schema, data);
        return null;
    }

    public override ConflictException? Probe()
    {
        _connection.Run("UPDATE probe SET data = $1", RandomNumberGenerator.GetBytes(65536));
        return null;
    }

    public override void Dispose() => _connection.Dispose();

    protected override Head Find(string stream) => _heads[stream];

    protected override void Insert(StreamWrite write, Head head)
    {
        if (head.Id == 0)
        {
            head.Id = ++_position;
            _founded.Add(write.Stream);
        }
        var version = write.ExpectedVersion;
        for (var i = 0; i < write.Events.Count; i++)
            _appends.Add(++_position, head.Id, ++version, write.Events[i], write.Topics);
    }

    void Begin(List<Operation> batch)
    {
        _heads.Clear();
        _founded.Clear();
        Moved.Clear();
        _appends.Clear();
        foreach (var operation in batch)
            foreach (var stream in operation.Streams)
                _heads.TryAdd(stream, new());
        _names.TypedValue = [.. _heads.Keys];
        using var rows = _begin.ExecuteReader();
        rows.NextResult();
        rows.Read();
        _position = _written = rows.GetInt64(0);
        rows.NextResult();
        while (rows.Read())
        {
            var head = _heads[rows.GetString(0)];
            (head.Id, head.Deleted) = (rows.GetInt64(1), rows.GetBoolean(3));
            head.Stored = head.Version = rows.GetInt64(2);
        }
    }

    // Streams founded here get their row with their last version, for a statement can't change what it has just written.
    void Write(NpgsqlBatch how, NpgsqlBatch? orElse = null)
    {
        if (_position == _written)
        {
            orElse?.ExecuteNonQuery();
            return;
        }
        foreach (var name in _founded)
        {
            var head = _heads[name];
            _appends.Found(head.Id, name, head.Version);
            (head.Stored, head.Moved) = (head.Version, false);
        }
        foreach (var head in Moved)
            if (head.Moved)
            {
                _appends.Move(head.Id, head.Version);
                (head.Stored, head.Moved) = (head.Version, false);
            }
        _appends.Give(_written = _position);
        how.ExecuteNonQuery();
        _appends.Clear();
        _founded.Clear();
        Moved.Clear();
    }

    NpgsqlBatch Prepared(params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(_connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        batch.Prepare();
        return batch;
    }
}
