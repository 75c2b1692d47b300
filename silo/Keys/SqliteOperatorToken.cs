using OrleansRetro.Sql;

namespace OrleansRetro.Keys;

sealed class SqliteOperatorToken(string path) : IOperatorToken
{
    public bool TryKeep(byte[] hash, bool again)
    {
        using var connection = SqliteFile.OpenWriter(path);
        connection.Run($"INSERT INTO operator_token VALUES (1, $hash) ON CONFLICT DO {(again ? "UPDATE SET hash = excluded.hash" : "NOTHING")}", ("$hash", hash));
        return connection.Number("SELECT changes()") == 1;
    }

    public byte[]? Find()
    {
        using var connection = SqliteFile.OpenReader(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT hash FROM operator_token";
        return (byte[]?)command.ExecuteScalar();
    }
}
