using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansRetro.Load.Measures;

/// <summary>
/// A process's user and system time. It is what /proc/PID/stat tells, asked of the process's CPU clock, because
/// stat counts in steps of 10 ms and a phase at 2 cards a second costs little more than that.
/// </summary>
static partial class CpuMeter
{
    public static TimeSpan Driver => Of(Environment.ProcessId);

    /// <summary>User and system time of all the process's threads, ended ones too.</summary>
    public static TimeSpan Of(int pid)
    {
        // clock_getcpuclockid(3): the clock of a whole process is its pid inverted, above three bits that say "scheduler time".
        if (GetTime(~pid << 3 | 2, out var time) != 0) throw new IOException($"process {pid} has no CPU clock: {Marshal.GetLastPInvokeErrorMessage()}");
        return TimeSpan.FromMicroseconds(time.Seconds * 1e6 + time.Nanoseconds / 1e3);
    }

    /// <summary>Resident memory, in MiB.</summary>
    public static double Resident(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line["VmRSS:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out TimeSpec time);

    struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
