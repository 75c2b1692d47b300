using OrleansRetro.Sql;

namespace OrleansRetro.Keys;

sealed class PostgresOperatorToken(string connectionString) : IOperatorToken
{
    public bool TryKeep(byte[] hash, bool again)
    {
        using var connection = PostgresDatabase.OpenWriter(connectionString);
        return connection.Run($"INSERT INTO operator_token (hash) VALUES ($1) ON CONFLICT (one) DO {(again ? "UPDATE SET hash = excluded.hash, used = false" : "NOTHING")}", hash) == 1;
    }

    public bool TryUse(byte[] hash)
    {
        using var connection = PostgresDatabase.OpenWriter(connectionString);
        return connection.Run("UPDATE operator_token SET used = true WHERE hash = $1 AND NOT used", hash) == 1;
    }
}
