using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansRetro.Tests;

/// <summary>A PostgreSQL server of these tests' own, on loopback, in a directory that goes with it.</summary>
sealed class PostgresServer(string[] settings) : IAsyncDisposable
{
    // Connections, or read-only connections.
    const string Ready = "database system is ready to accept";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("retro-pg-");
    readonly int _port = FreePort.Next();
    readonly ConcurrentQueue<string> _said = [];
    Process? _postmaster;
    Task _reading = Task.CompletedTask;

    string Data => Path.Combine(_directory.FullName, "data");

    /// <param name="settings">Beside those it comes with, as <c>name=value</c>.</param>
    public static async Task<PostgresServer> Start(params string[] settings)
    {
        var server = new PostgresServer(settings);
        try
        {
            await server.Make();
            await server.Run();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another server that holds whatever this one has acknowledged: from now on no commit is, before it has it.</summary>
    public async Task<PostgresServer> Follow()
    {
        var standby = new PostgresServer(settings);
        try
        {
            await standby.Own();
            var copy = AsUser("pg_basebackup", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "retro", "-D", standby.Data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync");
            await Tool.Run(copy.FileName, [.. copy.ArgumentList]);
            await standby.Run();
            await RunTool("psql", "postgres", "-c", "ALTER SYSTEM SET synchronous_standby_names = '*'");
            await RunTool("psql", "postgres", "-c", "SELECT pg_reload_conf()");
            return standby;
        }
        catch
        {
            await standby.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=retro;Database={database};SSL Mode=Disable;GSS Encryption Mode=Disable";

    /// <summary>Where its port is.</summary>
    public Uri Address => new($"tcp://127.0.0.1:{_port}");

    /// <summary>Runs the server; returns when it takes connections.</summary>
    public async Task Run()
    {
        var ready = new TaskCompletionSource();
        _postmaster = Process.Start(AsUser("postgres",
            ["-D", Data, "-h", "127.0.0.1", "-p", $"{_port}", "-k", "", "-c", "max_connections=300", .. settings.SelectMany(setting => new[] { "-c", setting })]))!;
        _reading = Listen(_postmaster, ready);
        await ready.Task.WaitAsync(Patience);
    }

    /// <summary>Ends the server's first process as a crash would, and waits until the others have noticed.</summary>
    public async Task Crash()
    {
        var others = Children(_postmaster!.Id);
        _postmaster.Kill();
        await Task.WhenAll([_postmaster.WaitForExitAsync(), .. others.Select(other => other.WaitForExitAsync())]).WaitAsync(Patience);
        await _reading;
    }

    /// <summary>Runs a program of PostgreSQL's on a database of this server.</summary>
    public Task RunTool(string program, string database, params string[] arguments) =>
        Tool.Run(PostgresPrograms.Find(program), ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "retro", "-d", database, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        if (_postmaster is { HasExited: false })
        {
            // Without a word to those who are connected, for the tests are over.
            await Tool.Run("kill", "-QUIT", $"{_postmaster.Id}");
            await _postmaster.WaitForExitAsync().WaitAsync(Patience);
        }
        await _reading;
        _postmaster?.Dispose();
        _directory.Delete(recursive: true);
    }

    async Task Make()
    {
        await Own();
        var start = AsUser("initdb", "-D", Data, "-U", "retro", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await Tool.Run(start.FileName, [.. start.ArgumentList]);
    }

    async Task Own()
    {
        if (Owner is Owners.Nobody)
            await Tool.Run("chown", $"{Nobody}:{Nobody}", _directory.FullName);
    }

    async Task Listen(Process postmaster, TaskCompletionSource ready)
    {
        while (await postmaster.StandardError.ReadLineAsync() is { } line)
        {
            _said.Enqueue(line);
            if (line.Contains(Ready, StringComparison.Ordinal))
                ready.TrySetResult();
        }
        ready.TrySetException(new InvalidOperationException($"PostgreSQL did not start:\n{string.Join('\n', _said)}"));
    }

    static Process[] Children(int parent) =>
        [.. Process.GetProcessesByName("postgres").Where(process => File.Exists($"/proc/{process.Id}/stat") && Parent(process.Id) == parent)];

    static int Parent(int id) => int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(") ")[1].Split(' ')[1], provider: null);

    // The server refuses root, also one that is root in a namespace alone and can't become anybody who is known outside.
    static ProcessStartInfo AsUser(string program, params string[] arguments)
    {
        string[] command = Owner switch
        {
            Owners.Nobody => ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--", PostgresPrograms.Find(program), .. arguments],
            Owners.Renamed => ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--", PostgresPrograms.Find(program), .. arguments],
            _ => [PostgresPrograms.Find(program), .. arguments],
        };
        return new(command[0], command[1..]) { RedirectStandardError = true, WorkingDirectory = "/" };
    }

    const int Nobody = 65534;

    enum Owners { Self, Nobody, Renamed }

    static Owners Owner { get; } = !Environment.IsPrivilegedProcess ? Owners.Self
        : File.ReadAllText("/proc/self/uid_map").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[2] == "1" ? Owners.Renamed : Owners.Nobody;
}
