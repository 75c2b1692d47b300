using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace OrleansRetro.Upkeep;

/// <summary>Accounts and what opens them, from the site's own file to a database, column by column as both know them.</summary>
static class PostgresAccounts
{
    /// <summary>In an order in which none comes before what it points to. Roles are there already, and claims nobody has.</summary>
    static readonly string[] Tables =
    [
        "operator_token", "AspNetUsers", "AspNetUserLogins", "AspNetUserPasskeys", "AspNetUserRoles", "AspNetUserTokens",
        "account_sessions", "account_codes", "account_links", "account_tokens", "account_spent",
    ];

    /// <summary>Answers how many accounts there are.</summary>
    public static ulong Copy(SqliteStoredLog site, NpgsqlConnection connection)
    {
        var copied = Tables.ToDictionary(table => table, table => Copy(table, Columns(table, connection), site, connection));
        return copied["AspNetUsers"];
    }

    static List<(string Name, string Type)> Columns(string table, NpgsqlConnection connection)
    {
        // The one column that says only that there is one row.
        using var command = new NpgsqlCommand("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND column_name <> 'one' ORDER BY ordinal_position", connection)
        {
            Parameters = { new() { Value = table } },
        };
        using var rows = command.ExecuteReader();
        var columns = new List<(string, string)>();
        while (rows.Read())
            columns.Add((rows.GetString(0), rows.GetString(1)));
        return columns;
    }

    static ulong Copy(string table, List<(string Name, string Type)> columns, SqliteStoredLog site, NpgsqlConnection connection)
    {
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        using var import = connection.BeginBinaryImport($"COPY \"{table}\" ({names}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in site.Query($"SELECT {names} FROM \"{table}\"", row => row))
        {
            import.StartRow();
            for (var i = 0; i < columns.Count; i++)
                Write(import, row, i, columns[i].Type);
        }
        return import.Complete();
    }

    static void Write(NpgsqlBinaryImporter import, SqliteDataReader row, int column, string type)
    {
        if (row.IsDBNull(column))
        {
            import.WriteNull();
            return;
        }
        switch (type)
        {
            case "uuid": import.Write(Guid.Parse(row.GetString(column)), NpgsqlDbType.Uuid); break;
            case "text": import.Write(row.GetString(column), NpgsqlDbType.Text); break;
            case "jsonb": import.Write(row.GetString(column), NpgsqlDbType.Jsonb); break;
            case "bytea": import.Write(row.GetFieldValue<byte[]>(column), NpgsqlDbType.Bytea); break;
            case "boolean": import.Write(row.GetBoolean(column), NpgsqlDbType.Boolean); break;
            case "bigint": import.Write(row.GetInt64(column), NpgsqlDbType.Bigint); break;
            case "integer": import.Write(row.GetInt32(column), NpgsqlDbType.Integer); break;
            case "timestamp with time zone": import.Write(DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture).ToUniversalTime(), NpgsqlDbType.TimestampTz); break;
            default: throw new NotSupportedException($"A column of type {type} can't be copied.");
        }
    }
}
