using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>
/// The writer's connection. A batch is two round trips: lock and read the heads, then write and commit. As long as nobody
/// else writes it is one: what is remembered of the streams decides, and the server writes only if it still holds.
/// </summary>
sealed class PostgresLogSession : LogSession
{
    const int Attempts = 5, MostHeads = 20_000;

    // A number may have been given after the dump was made, or by a primary that is gone: leave more room than it can have used.
    const string MoveOn = $"""
        {PostgresDatabase.Begin};
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

    // Counted once, whatever the planner thinks of a table that nobody has counted yet: once for each event it took ten seconds for a thousand.
    const string ChangePlaces = """
        WITH exchanged AS MATERIALIZED (SELECT * FROM unnest($2, $3) e (version, data)),
        there AS MATERIALIZED (SELECT count(*) FROM exchanged JOIN events ON events.stream = $1 AND events.version = exchanged.version AND length(events.data) = length(exchanged.data))
        UPDATE events SET data = exchanged.data FROM exchanged, there
        WHERE events.stream = $1 AND events.version = exchanged.version AND there.count = cardinality($2)
        """;

    readonly NpgsqlConnection _connection;
    readonly PostgresAppends _appends = new();
    readonly NpgsqlParameter<string[]> _names = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    readonly NpgsqlBatch _look, _write, _writeAndCommit, _commit, _all;
    readonly Dictionary<string, Head> _heads = new(StringComparer.Ordinal);
    readonly List<string> _founded = [];
    // The last number given: here, in what is written already, and when this session committed last.
    long _position, _written, _left = -1;
    bool _isAlone;

    public PostgresLogSession(string connectionString)
    {
        _connection = PostgresDatabase.OpenWriter(connectionString);
        try
        {
            _connection.Run(MoveOn);
            NpgsqlBatchCommand Begin() => new(PostgresDatabase.Begin);
            NpgsqlBatchCommand Lock() => new(PostgresDatabase.LockLog);
            NpgsqlBatchCommand Commit() => new("COMMIT");
            _look = Prepared(Begin(), Lock(), new("SELECT last FROM positions"),
                new("SELECT name, id, version, deleted FROM streams WHERE name = ANY ($1)") { Parameters = { _names } });
            _write = Prepared(_appends.Command());
            _writeAndCommit = Prepared(_appends.Command(), Commit());
            _commit = Prepared(Commit());
            _all = Prepared(Begin(), Lock(), _appends.Command(), Commit());
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
                if (!IsDoneAlone(batch))
                    LookAndWrite(batch);
                _left = _position;
                return;
            }
            catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < Attempts)
            {
                _isAlone = false;
                _connection.Run("ROLLBACK");
            }
    }

    /// <summary>Nothing: erased rows can't be read from here on, and the server takes their bytes out of its files in its own time.</summary>
    public override void Forget()
    {
    }

    /// <inheritdoc cref="Forget"/>
    public override void Tidy()
    {
    }

    protected override void Delete(string stream)
    {
        Write(_write);
        var head = Find(stream);
        _connection.Run("DELETE FROM snapshots WHERE stream = $1", stream);
        if (head.Deleted) return;
        head.Deleted = true;
        // A number of its own, also where no row needs it: others see by it that a stream is not as they remember.
        _position++;
        if (head.Id == 0)
            _connection.Run("INSERT INTO streams (id, name, version, deleted) VALUES ($1, $2, 0, true)", head.Id = _position, stream);
        else
            _connection.Run(Bury, head.Id);
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

    protected override void Exchange(string stream, Head head, IReadOnlyList<Exchange> exchanges)
    {
        Write(_write);
        if (_connection.Run(ChangePlaces, head.Id, exchanges.Select(exchange => exchange.Version).ToArray(), exchanges.Select(exchange => exchange.Data.ToArray()).ToArray()) > 0)
            _connection.Run("DELETE FROM snapshots WHERE stream = $1", stream);
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

    // A refusal is as good as what it was decided on, so it takes a row that was written to prove it.
    bool IsDoneAlone(List<Operation> batch)
    {
        if (!_isAlone || !batch.TrueForAll(operation => operation is AppendOperation { Exchanges: false } && operation.Streams.All(_heads.ContainsKey))) return false;
        Do(batch, after: _left);
        _isAlone = _position > _left && Write(_all) > 0;
        return _isAlone;
    }

    void LookAndWrite(List<Operation> batch)
    {
        var streams = batch.SelectMany(operation => operation.Streams).Distinct().ToArray();
        _names.TypedValue = streams;
        using (var rows = _look.ExecuteReader())
        {
            rows.NextResult();
            rows.Read();
            _position = rows.GetInt64(0);
            _isAlone = _position == _left;
            if (!_isAlone || _heads.Count > MostHeads)
                _heads.Clear();
            foreach (var stream in streams)
                _heads[stream] = new();
            rows.NextResult();
            while (rows.Read())
            {
                var head = _heads[rows.GetString(0)];
                (head.Id, head.Deleted) = (rows.GetInt64(1), rows.GetBoolean(3));
                head.Stored = head.Version = rows.GetInt64(2);
            }
        }
        Do(batch, after: _position);
        Write(_writeAndCommit, orElse: _commit);
    }

    void Do(List<Operation> batch, long after)
    {
        _position = _written = after;
        _founded.Clear();
        _appends.Clear();
        Do(batch);
    }

    // Streams founded here get their row with their last version, for a statement can't change what it has just written.
    int Write(NpgsqlBatch how, NpgsqlBatch? orElse = null)
    {
        if (_position == _written) return orElse?.ExecuteNonQuery() ?? 0;
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
        _appends.Give(_written, _position);
        var rows = how.ExecuteNonQuery();
        if (how != _all && _appends.Count > 0 && rows != _appends.Count)
            throw new InvalidOperationException("The log was written to without its lock.");
        _written = _position;
        _appends.Clear();
        _founded.Clear();
        Moved.Clear();
        return rows;
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
