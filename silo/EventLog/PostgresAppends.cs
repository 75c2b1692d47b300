using Npgsql;
using NpgsqlTypes;

namespace OrleansRetro.EventLog;

/// <summary>
/// All appends of a batch as one statement, whose parameters are columns of rows. It writes nothing if another number
/// was given last than the one it was decided on: then streams may have moved.
/// </summary>
sealed class PostgresAppends
{
    sealed class Column<T>(NpgsqlDbType type)
    {
        readonly List<T> _values = [];

        public NpgsqlParameter<List<T>> Parameter => new() { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | type };
        public int Count => _values.Count;
        public void Add(T value) => _values.Add(value);
        public void Clear() => _values.Clear();
    }

    const string Sql = """
        WITH given AS (UPDATE positions SET last = ($2)[1] WHERE last = ($1)[1] RETURNING 1),
        founded AS (INSERT INTO streams (id, name, version) SELECT f.* FROM given, unnest($3, $4, $5) f),
        moved AS (UPDATE streams SET version = m.version FROM given, unnest($6, $7) m (id, version) WHERE streams.id = m.id),
        tagged AS (INSERT INTO topics (topic, position) SELECT t.* FROM given, unnest($8, $9) t ON CONFLICT DO NOTHING)
        INSERT INTO events (position, stream, version, data) SELECT e.* FROM given, unnest($10, $11, $12, $13) e
        """;

    readonly Column<long> _before = new(NpgsqlDbType.Bigint), _last = new(NpgsqlDbType.Bigint);
    readonly Column<long> _foundedIds = new(NpgsqlDbType.Bigint), _foundedVersions = new(NpgsqlDbType.Bigint);
    readonly Column<string> _foundedNames = new(NpgsqlDbType.Text);
    readonly Column<long> _movedIds = new(NpgsqlDbType.Bigint), _movedVersions = new(NpgsqlDbType.Bigint);
    readonly Column<string> _topics = new(NpgsqlDbType.Text);
    readonly Column<long> _tagged = new(NpgsqlDbType.Bigint);
    readonly Column<long> _positions = new(NpgsqlDbType.Bigint), _streams = new(NpgsqlDbType.Bigint), _versions = new(NpgsqlDbType.Bigint);
    readonly Column<ReadOnlyMemory<byte>> _data = new(NpgsqlDbType.Bytea);

    /// <summary>Events to write.</summary>
    public int Count => _positions.Count;

    /// <summary>The statement; what is added here until it runs is what it writes.</summary>
    public NpgsqlBatchCommand Command() => new(Sql)
    {
        Parameters =
        {
            _before.Parameter, _last.Parameter, _foundedIds.Parameter, _foundedNames.Parameter, _foundedVersions.Parameter, _movedIds.Parameter, _movedVersions.Parameter,
            _topics.Parameter, _tagged.Parameter, _positions.Parameter, _streams.Parameter, _versions.Parameter, _data.Parameter,
        },
    };

    public void Add(long position, long stream, long version, ReadOnlyMemory<byte> data, IReadOnlyList<string>? topics)
    {
        _positions.Add(position);
        _streams.Add(stream);
        _versions.Add(version);
        _data.Add(data);
        for (var i = 0; i < topics?.Count; i++)
        {
            _topics.Add(topics[i]);
            _tagged.Add(position);
        }
    }

    public void Found(long id, string name, long version)
    {
        _foundedIds.Add(id);
        _foundedNames.Add(name);
        _foundedVersions.Add(version);
    }

    public void Move(long id, long version)
    {
        _movedIds.Add(id);
        _movedVersions.Add(version);
    }

    /// <summary>Says which numbers are given here.</summary>
    public void Give(long after, long last)
    {
        _before.Add(after);
        _last.Add(last);
    }

    public void Clear()
    {
        foreach (var numbers in new[] { _before, _last, _foundedIds, _foundedVersions, _movedIds, _movedVersions, _tagged, _positions, _streams, _versions })
            numbers.Clear();
        _foundedNames.Clear();
        _topics.Clear();
        _data.Clear();
    }
}
