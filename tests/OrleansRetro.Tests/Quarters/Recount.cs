using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Quarters;

/// <summary>What somebody's promises come to, computed once more by <c>keep-record.mjs</c> from what they can export.</summary>
static class Recount
{
    /// <param name="promises">As <c>promises</c> stands in "everything about me".</param>
    /// <returns>One line for each figure.</returns>
    public static async Task<string> Of(JsonElement promises, string person, DateTimeOffset now)
    {
        var start = new ProcessStartInfo("node", [Built.Script("Quarters", "keep-record.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var script = Process.Start(start)!;
        var (said, failed) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        await JsonSerializer.SerializeAsync(script.StandardInput.BaseStream, new { person, now, daysOff = Quarter.DaysOff, promises });
        script.StandardInput.Close();
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(script.ExitCode == 0, await failed);
        return (await said).Trim();
    }

    /// <summary>The same lines of what the ledger says.</summary>
    public static string Lines(KeepRecord record) => string.Join('\n',
    [
        Line("on-time", record.OnTime), Line("as-agreed", record.AsAgreed), .. record.BySize.Select(size => Line(KebabCase.Of(size.Size), size.Rate)),
        $"moved {record.MovedInTime} in time, {record.MovedLate} late", $"withdrawn {record.Withdrawn}, released {record.Released}, unconfirmed {record.Unconfirmed}, disputed {record.Disputed}",
        $"answered {record.Answered} of {record.AskedOf}", $"changed {record.Changed}, as first {record.AsFirst}",
        record.Lead is { } lead ? $"lead {lead.Shortest} {lead.Median} {lead.Longest}" : "lead",
    ]);

    static string Line(string name, KeepRate rate) => string.Create(CultureInfo.InvariantCulture,
        $"{name} {rate.Kept} of {rate.Of}, worth {rate.Effective:F6}, {(rate.Likely is { } likely ? $"{likely.Low:F6} to {likely.High:F6}" : "unsaid")}{(rate.Point is { } point ? $", {point:F6}" : "")}");
}
