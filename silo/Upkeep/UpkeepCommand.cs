using Microsoft.Data.Sqlite;
using Npgsql;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Upkeep;

/// <summary>The commands for operators, beside <c>health</c>: a program that is given one does it and ends.</summary>
public static class UpkeepCommand
{
    const string Known = "backup --to FOLDER, restore --from FOLDER, verify [--in FOLDER], deletions, delete --listed-in FILE, move, health";

    /// <summary>Whether the first argument is a command, known or not, and no setting.</summary>
    public static bool IsMeant(string[] args) => args is [var first, ..] && !first.StartsWith('-') && !first.Contains('=', StringComparison.Ordinal);

    /// <summary>0 when it was done and nothing is wrong, else 1.</summary>
    /// <exception cref="CannotStartException">It could not be done.</exception>
    public static async Task<int> Run(string[] args, SiloOptions options)
    {
        try
        {
            return args switch
            {
                ["backup", "--to", var folder] => Backup.Take(options, folder),
                ["restore", "--from", var folder] => Restore.Run(options, folder),
                ["verify"] => Verify(Here(options)),
                ["verify", "--in", var folder] => Verify(new SqliteStoredLog(Files.LogIn(folder))),
                ["deletions"] => Deletions.Print(Here(options)),
                ["delete", "--listed-in", var list] => await Deletions.DoAgain(options, list),
                ["move"] => Move.Run(options),
                _ => throw new CannotStartException($"'{string.Join(' ', args)}' is no command. There are: {Known}."),
            };
        }
        catch (Exception failure) when (failure is SqliteException or NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException or UnknownOutcomeException)
        {
            throw new CannotStartException($"{args[0]} failed: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    static StoredLog Here(SiloOptions options) =>
        options.Postgres is { } database ? new PostgresStoredLog(database) : new SqliteStoredLog(Files.LogIn(options.DataDirectory));

    static int Verify(StoredLog log)
    {
        using (log)
            return Verified.Read(log).Print();
    }
}
