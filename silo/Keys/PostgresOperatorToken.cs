using Npgsql;
using OrleansRetro.Sql;

namespace OrleansRetro.Keys;

sealed class PostgresOperatorToken(string connectionString) : IOperatorToken
{
    public bool TryKeep(byte[] hash, bool again)
    {
        using var connection = PostgresDatabase.OpenWriter(connectionString);
        return connection.Run($"INSERT INTO operator_token (hash) VALUES ($1) ON CONFLICT (one) DO {(again ? "UPDATE SET hash = excluded.hash" : "NOTHING")}", hash) == 1;
    }

    public byte[]? Find()
    {
        using var connection = PostgresDatabase.OpenWriter(connectionString);
        using var command = new NpgsqlCommand("SELECT hash FROM operator_token", connection);
        return (byte[]?)command.ExecuteScalar();
    }
}
