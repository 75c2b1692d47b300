using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansRetro.Load.Measures;

static class Machine
{
    /// <summary>What a figure was measured on, in one line.</summary>
    public static string Description => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} vCPU, {Memory():0} GiB, {System()}, {RuntimeInformation.FrameworkDescription}; server and driver on the same shared and noisy machine: ratios count, not figures.");

    /// <summary>What all processes on the machine have used together.</summary>
    public static TimeSpan Busy()
    {
        // cpu user nice system idle iowait irq softirq steal, in hundredths of a second
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9];
        var ticks = fields.Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return TimeSpan.FromMilliseconds((ticks.Sum() - ticks[3] - ticks[4]) * 10);
    }

    static double Memory()
    {
        var line = File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return double.Parse(line["MemTotal:".Length..^"kB".Length], CultureInfo.InvariantCulture) / (1 << 20);
    }

    static string System()
    {
        var name = File.ReadLines("/etc/os-release").FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal));
        return name?["PRETTY_NAME=".Length..].Trim('"') ?? RuntimeInformation.OSDescription;
    }
}
