using System.Globalization;
using OrleansRetro.Tests;

namespace OrleansRetro.Load.Processes;

/// <summary>Where the servers are and how they are started for a load run.</summary>
sealed class Servers
{
    readonly string floor;
    readonly string web;
    readonly string silo;
    readonly (string Name, string Value)[] extra;
    readonly string data;
    readonly string logs;

    /// <summary>Takes --web, --silo, --floor, --data, --logs and each --env NAME=VALUE.</summary>
    public Servers(Options options)
    {
        web = Path.GetFullPath(options.Text("web", Beside("OrleansRetro.Web")));
        silo = Path.GetFullPath(options.Text("silo", Beside("OrleansRetro.Silo")));
        floor = Path.GetFullPath(options.Text("floor", Beside("OrleansRetro.Load.Floor")));
        data = Path.GetFullPath(options.Text("data", Path.GetTempPath()));
        logs = options.Text("logs", "");
        extra = [.. options.Texts("env").Select(Setting)];
    }

    /// <summary>--target (with --pid) if given, else a process started for the run: --server product or floor.</summary>
    public IServer Chosen(Options options)
    {
        var (target, pid, kind) = (options.Text("target", ""), options.Number("pid", 0), options.Text("server", "product"));
        if (target != "") return new RunningServer(new Uri(target), pid);
        return kind switch
        {
            "product" => Product(),
            "floor" => Floor(),
            _ => throw new ArgumentException($"--server is product or floor, not '{kind}'"),
        };
    }

    public Server Floor()
    {
        var (dll, directory) = (Existing(floor), NewDirectory());
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        return new Server(dll, address, directory, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Url(address),
            ["Floor__File"] = Path.Combine(directory.FullName, "cards"),
        });
    }

    /// <summary>The whole product in one process, with its data in files.</summary>
    public Server Product() => Product(NewDirectory());

    public Server Product(DirectoryInfo directory) => Program(web, directory, ("Retro__DataDirectory", directory.FullName));

    /// <summary>One silo, or one web, of those that share a database.</summary>
    public Server Silo(string database) => Program(silo, NewDirectory(), ("ConnectionStrings__Postgres", database));

    public Server Web(string database) => Program(web, NewDirectory(), ("ConnectionStrings__Postgres", database));

    Server Program(string dll, DirectoryInfo directory, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Url(address),
            ["Orleans__SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Orleans__GatewayPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Retro__Limits__Enabled"] = "false",
            ["Retro__Limits__SeatsPerRetro"] = "10000",
            ["Retro__Limits__CardsPerRetro"] = "10000000",
        };
        foreach (var (name, value) in settings) environment[name] = value;
        foreach (var (name, value) in extra) environment[name] = value;
        return new Server(Existing(dll), address, directory, environment, LogOf(dll, address));
    }

    string? LogOf(string dll, Uri address) => logs == "" ? null
        : Path.Combine(Directory.CreateDirectory(logs).FullName, $"{Path.GetFileNameWithoutExtension(dll)}-{address.Port}.log");

    static (string Name, string Value) Setting(string text) =>
        text.Split('=', 2) is [var name, var value] ? (name, value) : throw new ArgumentException($"--env '{text}' is not NAME=VALUE");

    DirectoryInfo NewDirectory() => Directory.CreateDirectory(Path.Combine(data, $"retro-load-{Path.GetRandomFileName()}"));

    static string Url(Uri address) => address.GetLeftPart(UriPartial.Authority);

    static string Existing(string dll) => File.Exists(dll) ? dll : throw new ArgumentException($"{dll} is not there: build it, or say where it is (--web, --floor)");

    /// <summary>artifacts/bin/{project}/{configuration}/{project}.dll, in the driver's own configuration.</summary>
    static string Beside(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"{project}.dll");
    }
}
