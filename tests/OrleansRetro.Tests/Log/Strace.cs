using System.Diagnostics;

namespace OrleansRetro.Tests.Log;

/// <summary>Looks over this process's system calls on one file, or spoils them.</summary>
sealed class Strace : IAsyncDisposable
{
    readonly Process _strace;
    readonly ScratchDirectory _scratch = new();
    readonly Task<string> _rest;

    Strace(string path, string what)
    {
        string[] arguments = ["-f", "-P", path, what, "-o", _scratch.File("trace"), "-p", Environment.ProcessId.ToString(provider: null)];
        _strace = Process.Start(new ProcessStartInfo("strace", arguments) { RedirectStandardError = true })!;
        // It says so when it has every thread.
        var first = _strace.StandardError.ReadLine();
        if (first?.Contains("attached", StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"strace can't attach here, and this test needs it: {first} {_strace.StandardError.ReadToEnd()}");
        _rest = _strace.StandardError.ReadToEndAsync();
    }

    public static Task<Strace> Attach(string path, string what) => Task.Run(() => new Strace(path, what));

    /// <summary>Stops, and answers what was seen.</summary>
    public async Task<string[]> Detach()
    {
        await Tool.Run("kill", "-INT", _strace.Id.ToString(provider: null));
        await _strace.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _rest;
        return await File.ReadAllLinesAsync(_scratch.File("trace"), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        if (!_strace.HasExited)
            _strace.Kill();
        _strace.Dispose();
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Tests that slow the whole process down or need its threads for themselves.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
