using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace OrleansRetro.Sql;

/// <summary>A prepared command whose parameters are set by place, in the order their names were given.</summary>
sealed class Statement : IDisposable
{
    readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var name in parameters)
            _command.Parameters.Add(new SqliteParameter { ParameterName = name });
        _command.Prepare();
    }

    /// <summary>Runs it; answers how many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object> values) => Bind(values).ExecuteNonQuery();

    public SqliteDataReader Query(params ReadOnlySpan<object> values) => Bind(values).ExecuteReader();

    /// <summary>The first column of the first row, or null when there is no row.</summary>
    public long? Number(params ReadOnlySpan<object> values)
    {
        using var rows = Query(values);
        return rows.Read() ? rows.GetInt64(0) : null;
    }

    public void Dispose() => _command.Dispose();

    SqliteCommand Bind(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            _command.Parameters[i].Value = values[i];
        return _command;
    }

    /// <summary>The bytes as the driver wants them, without a copy where the array is exactly that.</summary>
    public static byte[] Blob(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : data.ToArray();
}
