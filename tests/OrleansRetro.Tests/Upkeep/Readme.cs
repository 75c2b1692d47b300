using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>The commands that the README tells operators to run, run as they stand there.</summary>
static class Readme
{
    static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>The one block of commands in which this stands.</summary>
    public static string Commands(string with) =>
        File.ReadAllText(Path.Combine(Root, "README.md")).Split("```").Where((_, at) => at % 2 == 1).Single(block => block.StartsWith("sh\n", StringComparison.Ordinal) && block.Contains(with, StringComparison.Ordinal))[3..];

    /// <summary>Runs the block in which this stands, in the folder of the sources; answers what was printed.</summary>
    public static async Task<Ran> Run(string with, params (string Name, string Value)[] environment)
    {
        var commands = Commands(with);
#if DEBUG
        // These tests were built as Debug, and so was what they look at.
        commands = commands.Replace("-c Release", "-c Debug", StringComparison.Ordinal);
#endif
        var start = new ProcessStartInfo("bash", ["-euc", commands]) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return await Ran.Of(start);
    }

    public sealed record Ran(int Code, string Said, string Complained)
    {
        const string Label = "Fingerprint ";

        public static async Task<Ran> Of(ProcessStartInfo start)
        {
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var complained = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new(process.ExitCode, await said, await complained);
        }

        /// <summary>The fingerprint that was printed, once it was done and nothing was wrong.</summary>
        public string State
        {
            get
            {
                Assert.True(Code == 0, $"It ended with {Code}.\n{Said}\n{Complained}");
                Assert.Equal("", Complained);
                return Said.Split('\n').Single(line => line.StartsWith(Label, StringComparison.Ordinal))[Label.Length..];
            }
        }
    }

    static string Here([CallerFilePath] string path = "") => path;
}
