using System.Diagnostics;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Faults;

/// <summary>The load driver's crash run against the built program, with nothing else going on.</summary>
[CollectionDefinition(nameof(CrashTests), DisableParallelization = true)]
[Collection(nameof(CrashTests))]
public sealed class CrashTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact, Trait("Row", "Fault-R1"), Trait("Row", "Fault-R11")]
    public async Task Twenty_kills_lose_nothing_that_was_acknowledged()
    {
        using var driver = Process.Start(new ProcessStartInfo("dotnet", [Driver, "crash", "--rounds", "20", "--clients", "16", "--boards", "4"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = driver.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complained = driver.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await driver.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!driver.HasExited)
                driver.Kill(entireProcessTree: true);
        }
        Assert.True(driver.ExitCode == 0, $"The driver ended with {driver.ExitCode}.\n{await said}\n{await complained}");
    }

    static string Driver => Built.Program("OrleansRetro.Load");
}
