using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>The built program in a process of its own, as people run it: on loopback, on free ports, with a data directory of its own.</summary>
sealed class RetroProgram : IAsyncDisposable
{
    public const string Web = "OrleansRetro.Web", Silo = "OrleansRetro.Silo";
    const string ShowsCode = "Operator code, good once: ";
    const string Ready = " is ready at ";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly Process _process;
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ConcurrentQueue<string> _said = new();
    // Asked for once: Process loses waiters that arrive at the same moment.
    readonly Task _exit;
    readonly Task _reading;
    readonly bool _ownsData;

    RetroProgram(string program, string? data, (string Name, string Value)[] settings)
    {
        _ownsData = data is null;
        DataDirectory = data ?? Directory.CreateTempSubdirectory("retro-data-").FullName;
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["Retro__DataDirectory"] = DataDirectory;
        LocalAddress = new($"http://127.0.0.1:{FreePort.Next()}");
        start.Environment["ASPNETCORE_URLS"] = LocalAddress.GetLeftPart(UriPartial.Authority);
        start.Environment["Orleans__SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        start.Environment["Orleans__GatewayPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _exit = _process.WaitForExitAsync();
        _reading = Task.WhenAll(Listen(_process.StandardOutput), Listen(_process.StandardError));
    }

    public string DataDirectory { get; }
    public Uri Address { get; private set; } = null!;
    /// <summary>Where it listens, whatever public address it has.</summary>
    public Uri LocalAddress { get; }
    public int Id => _process.Id;
    public int ExitCode => _process.ExitCode;
    public bool HasExited => _process.HasExited;

    /// <summary>All lines that it has printed so far.</summary>
    public IReadOnlyCollection<string> Said => _said;

    /// <summary>Starts it and waits until it serves; <paramref name="data"/> is a directory to go on with.</summary>
    public static Task<RetroProgram> Start(string? data = null, params (string Name, string Value)[] settings) => Start(Built.Program(Web), data, settings);

    /// <summary>Starts another build of it.</summary>
    /// <param name="program">Null for the one that was built.</param>
    public static Task<RetroProgram> StartAs(string? program, string data, params (string Name, string Value)[] settings) => Start(program ?? Built.Program(Web), data, settings);

    /// <summary>Starts a silo of its own, which shares a database with others.</summary>
    public static Task<RetroProgram> StartSilo(string connectionString) => StartSilo(("ConnectionStrings__Postgres", connectionString));

    /// <summary>Starts a silo of its own, with the database among its settings.</summary>
    public static Task<RetroProgram> StartSilo(params (string Name, string Value)[] settings) => StartSiloAs(null, settings);

    /// <summary>Starts another build of a silo.</summary>
    /// <param name="program">Null for the one that was built.</param>
    public static Task<RetroProgram> StartSiloAs(string? program, params (string Name, string Value)[] settings) => Start(program ?? Built.Program(Silo), null, settings);

    /// <summary>Starts one of a later version, see tests/Tomorrow.</summary>
    public static Task<RetroProgram> StartLaterSilo(string connectionString) => Start(Built.LaterProgram(Silo), null, ("ConnectionStrings__Postgres", connectionString));

    static async Task<RetroProgram> Start(string name, string? data, params (string Name, string Value)[] settings)
    {
        var program = new RetroProgram(name, data, settings);
        try
        {
            program.Address = await program._address.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it where it can't, and waits until it has ended.</summary>
    public static Task<Ended> Run(string? data = null, params (string Name, string Value)[] settings) => Run(Built.Program(Web), data, settings);

    /// <summary>Starts a silo where it can't.</summary>
    public static Task<Ended> RunSilo(params (string Name, string Value)[] settings) => Run(Built.Program(Silo), null, settings);

    static async Task<Ended> Run(string name, string? data, (string Name, string Value)[] settings)
    {
        var began = Stopwatch.GetTimestamp();
        await using var program = new RetroProgram(name, data, settings);
        await program.Exited();
        return new(program._process.ExitCode, program.Said, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>How a program ended, and what it had said until then.</summary>
    public readonly record struct Ended(int Code, IReadOnlyCollection<string> Said, TimeSpan Took);

    /// <summary>The code that makes the first operator, if this start has shown one.</summary>
    public string? OperatorCode => _said.FirstOrDefault(line => line.StartsWith(ShowsCode, StringComparison.Ordinal))?[ShowsCode.Length..].Split(' ')[0];

    /// <summary>Resident memory in bytes.</summary>
    public long Memory()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>Ends it as a power cut ends a process: at once, and nothing is tidied up.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Exited();
    }

    /// <summary>Ends it as an operator does.</summary>
    public async Task Stop()
    {
        await Signal("TERM");
        await Exited();
    }

    public Task Signal(string name) => Tool.Run("kill", $"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Lines of those levels that nobody should ever see.</summary>
    public IEnumerable<string> Complaints => _said.Where(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal) || line.StartsWith("Unhandled", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _exit;
        await _reading;
        _process.Dispose();
        _address.TrySetCanceled();
        if (_ownsData)
            Directory.Delete(DataDirectory, recursive: true);
    }

    public async Task Exited()
    {
        await _exit.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await _reading;
    }

    async Task Listen(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _said.Enqueue(line);
            if (line.IndexOf(Ready, StringComparison.Ordinal) is > 0 and var at)
                _address.TrySetResult(new(line[(at + Ready.Length)..]));
        }
        await _exit;
        _address.TrySetException(new InvalidOperationException($"It ended with {_process.ExitCode} instead of serving:\n{string.Join('\n', _said)}"));
    }
}

/// <summary>What the same build has made.</summary>
static class Built
{
    static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    static string Artifacts => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));

    public static string Program(string name) => Path.Combine(Artifacts, "bin", name, Configuration, $"{name}.dll");

    /// <summary>Where npm has put what scripts of the tests need.</summary>
    public static string NodeModules =>
        Path.Combine(Artifacts, "oidc") is var path && Directory.Exists(Path.Combine(path, "node_modules")) ? path
            : throw new InvalidOperationException($"{path} has no packages; tests/run.sh installs them.");

    /// <summary>A script beside the sources.</summary>
    public static string Script(string folder, string name, [System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", folder, name);

    /// <summary>One of the two programs with other grains, those of tests/Leaky, in a directory of its own.</summary>
    public static async Task<string> LeakyProgram(string directory, string name)
    {
        var grains = Path.Combine(Artifacts, "leaky", "bin", "OrleansRetro.Grains", Configuration, "OrleansRetro.Grains.dll");
        if (!File.Exists(grains))
            throw new InvalidOperationException($"{grains} is missing; tests/run.sh builds it.");
        await Tool.Run("cp", "-r", Path.GetDirectoryName(Program(name))!, directory);
        File.Copy(grains, Path.Combine(directory, "OrleansRetro.Grains.dll"), overwrite: true);
        return Path.Combine(directory, $"{name}.dll");
    }

    public static string LaterProgram(string name) =>
        Path.Combine(Artifacts, "tomorrow", "bin", name, Configuration, $"{name}.dll") is var path && File.Exists(path) ? path
            : throw new InvalidOperationException($"{path} is missing; tests/run.sh builds it.");
}
