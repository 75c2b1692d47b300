using OrleansRetro.Sql;

namespace OrleansRetro.Keys;

sealed class SqliteOperatorToken(string path) : IOperatorToken
{
    public bool TryKeep(byte[] hash, bool again)
    {
        using var connection = SqliteFile.OpenWriter(path);
        connection.Run($"INSERT INTO operator_token (one, hash) VALUES (1, $hash) ON CONFLICT DO {(again ? "UPDATE SET hash = excluded.hash, used = 0" : "NOTHING")}", ("$hash", hash));
        return connection.Number("SELECT changes()") == 1;
    }

    public bool TryUse(byte[] hash)
    {
        using var connection = SqliteFile.OpenWriter(path);
        connection.Run("UPDATE operator_token SET used = 1 WHERE hash = $hash AND used = 0", ("$hash", hash));
        return connection.Number("SELECT changes()") == 1;
    }
}
