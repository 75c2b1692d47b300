using OrleansRetro.Sql;

namespace OrleansRetro.Upkeep;

/// <summary>Whole copies of SQLite files, also of those that a program is writing to.</summary>
static class Files
{
    /// <summary>
    /// Writes what <paramref name="source"/> holds at one moment to a new file, in order and without what was deleted before.
    /// The file appears under its name when all of it is on the disk.
    /// </summary>
    public static void Copy(string source, string target)
    {
        var partial = target + ".partial";
        try
        {
            using (var connection = SqliteFile.OpenToCopy(source))
                connection.Run("VACUUM INTO $file", ("$file", partial));
            Publish(partial, target);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Gives a finished file its name, once it is on the disk, and to nobody else: people's words are in it.</summary>
    public static void Publish(string partial, string target)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        File.Move(partial, target);
    }

    /// <exception cref="CannotStartException">It is not the whole path of a directory, or there is something in it already.</exception>
    public static void AssertEmpty(string folder, params ReadOnlySpan<string> except)
    {
        AssertWhole(folder);
        if (!Directory.Exists(folder))
            return;
        foreach (var found in Directory.EnumerateFileSystemEntries(folder))
            if (!except.Contains(Path.GetFileName(found)))
                throw new CannotStartException($"{folder} is not empty: it holds {Path.GetFileName(found)}. Nothing was written; give a folder that is new or empty.");
    }

    /// <exception cref="CannotStartException">It is not the whole path.</exception>
    public static void AssertWhole(string folder)
    {
        // dotnet run starts programs in the project's folder, not where the operator is.
        if (!Path.IsPathFullyQualified(folder))
            throw new CannotStartException($"Give the whole path of the folder, such as /var/backups/retro, not '{folder}'.");
    }

    /// <exception cref="CannotStartException">There is no log in this folder.</exception>
    public static string LogIn(string folder)
    {
        AssertWhole(folder);
        var log = Path.Combine(folder, "log.db");
        return File.Exists(log) ? log : throw new CannotStartException($"There is no log.db in {folder}.");
    }
}
