namespace OrleansRetro.Hosting;

/// <summary>The data directory, held by this process alone for as long as it lives.</summary>
sealed class DataDirectory : IDisposable
{
    readonly FileStream _lock;

    /// <exception cref="CannotStartException">The directory can't be made or another process has it.</exception>
    public DataDirectory(string path)
    {
        Make(path, " Set Retro__DataDirectory to another directory.");
        try
        {
            _lock = new(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The data directory {path} is in use by another process, or not writable. Stop that process, or set Retro__DataDirectory to another directory.", failure);
        }
    }

    /// <summary>Makes a directory for this user alone, if there is none.</summary>
    /// <param name="path">The whole path.</param>
    /// <param name="advice">What helps if it can't be made.</param>
    /// <exception cref="CannotStartException">It can't be made.</exception>
    public static void Make(string path, string advice = "")
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The directory {path} can't be made: {failure.Message}{advice}", failure);
        }
    }

    public void Dispose() => _lock.Dispose();
}
