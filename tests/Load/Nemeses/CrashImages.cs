using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OrleansRetro.Load.Processes;
using OrleansRetro.Tests;

namespace OrleansRetro.Load.Nemeses;

/// <summary>
/// Watches what a process writes to a SQLite write-ahead log and when it is synced. A copy taken at any moment, with the
/// log cut behind its last sync, is what a power cut could have left.
/// </summary>
sealed partial class CrashImages : IAsyncDisposable
{
    const string Stopped = "--- stopped by SIGSTOP ---";

    readonly Process strace;
    readonly string log;
    readonly Task reading;
    readonly TaskCompletionSource attached = new(), stopped = new();
    long written = -1, synced = -1;

    CrashImages(Process strace, string log)
    {
        (this.strace, this.log) = (strace, log);
        reading = Read();
    }

    [GeneratedRegex(@"pwrite64\(.*, (\d+), (\d+)(\)| <unfinished)")]
    private static partial Regex Write();

    /// <param name="server">Has the file open.</param>
    /// <param name="log">The database; its write-ahead log is beside it.</param>
    public static async Task<CrashImages> Attach(Server server, string log)
    {
        var images = new CrashImages(Process.Start(new ProcessStartInfo("strace",
            ["-f", "-p", $"{server.Pid}", "-P", log + "-wal", "-e", "trace=pwrite64,fsync,fdatasync", "-s", "0"])
        { RedirectStandardError = true })!, log);
        await images.attached.Task;
        return images;
    }

    /// <summary>Waits for the next sync, stops the process in whatever it is doing, and copies what could be on the disk.</summary>
    /// <param name="server">Goes on afterwards.</param>
    /// <param name="into">Where to copy.</param>
    /// <param name="random">Says how much of what was not synced is lost.</param>
    /// <param name="stop">From outside.</param>
    /// <returns>When it was told to stop, and when it did nothing more: what was answered before the first is in the image, and what was asked before the second may be.</returns>
    public async Task<(long Answered, long Asked)> Take(Server server, DirectoryInfo into, Random random, CancellationToken stop)
    {
        if (!await Clock.Until(() => Volatile.Read(ref synced) >= 0, TimeSpan.FromSeconds(20), stop)) throw new ServerFailedException("nothing was synced", []);
        await Clock.Pause(TimeSpan.FromMilliseconds(random.Next(300)), stop);
        var (answered, asked) = (Clock.Now, 0L);
        await server.Signal("STOP");
        try
        {
            await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20), stop);
            await Clock.Until(() => IsStill(server.Pid), TimeSpan.FromSeconds(20), stop);
            asked = Clock.Now;
            // What the last thread did before it stopped is told by now.
            await Clock.Pause(TimeSpan.FromMilliseconds(100), stop);
            File.Copy(log, Path.Combine(into.FullName, Path.GetFileName(log)));
            var wal = await File.ReadAllBytesAsync(log + "-wal", stop);
            var (from, to) = ((int)synced, Math.Max((int)synced, (int)written));
            await File.WriteAllBytesAsync(Path.Combine(into.FullName, Path.GetFileName(log) + "-wal"), wal[..random.Next(from, to + 1)], stop);
        }
        finally
        {
            await server.Signal("CONT");
        }
        return (answered, asked);
    }

    static bool IsStill(int process) => Directory.EnumerateDirectories($"/proc/{process}/task")
        .All(thread => File.ReadAllText(Path.Combine(thread, "stat")).Split(") ")[^1][0] is 'T' or 't');

    async Task Read()
    {
        while (await strace.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("attached", StringComparison.Ordinal)) attached.TrySetResult();
            else if (line.Contains(Stopped, StringComparison.Ordinal)) stopped.TrySetResult();
            else if (Write().Match(line) is { Success: true } write)
                Volatile.Write(ref written, long.Parse(write.Groups[1].Value, CultureInfo.InvariantCulture) + long.Parse(write.Groups[2].Value, CultureInfo.InvariantCulture));
            else if (line.Contains("sync", StringComparison.Ordinal) && line.EndsWith("= 0", StringComparison.Ordinal)) Volatile.Write(ref synced, written);
        }
        attached.TrySetException(new ServerFailedException("strace can't attach", []));
    }

    public async ValueTask DisposeAsync()
    {
        if (!strace.HasExited) await Tool.Run("kill", "-INT", $"{strace.Id}");
        await strace.WaitForExitAsync();
        await reading;
        strace.Dispose();
    }
}
