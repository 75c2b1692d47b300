using System.Diagnostics;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>The load driver, as an operator runs it: a program that starts the built product and holds it to what it promises.</summary>
static class LoadDriver
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>Runs a command of tests/Load/README.md; it must end well.</summary>
    public static async Task Passes(params string[] command)
    {
        using var driver = Process.Start(new ProcessStartInfo("dotnet", [Built.Program("OrleansRetro.Load"), .. command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
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
}
