using Microsoft.Data.Sqlite;

namespace OrleansRetro.Load.Processes;

/// <summary>The product's event log as a file; only to be opened when no server runs on it.</summary>
static class LogFile
{
    /// <summary>SQLite's own verdict after recovery: "ok", or what is wrong.</summary>
    public static string IntegrityOf(string path)
    {
        if (!File.Exists(path)) return $"{path} is not there";
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            return (string)command.ExecuteScalar()!;
        }
        catch (SqliteException broken)
        {
            return broken.Message;
        }
    }
}
