using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OrleansRetro.Load.Processes;

/// <summary>Where the servers are and how they are started for a load run.</summary>
sealed class Servers
{
    readonly string floor;
    readonly string web;
    readonly (string Name, string Value)[] extra;
    readonly string data;

    /// <summary>Takes --web, --floor, --data and each --env NAME=VALUE.</summary>
    public Servers(Options options)
    {
        web = Path.GetFullPath(options.Text("web", Beside("OrleansRetro.Web")));
        floor = Path.GetFullPath(options.Text("floor", Beside("OrleansRetro.Load.Floor")));
        data = Path.GetFullPath(options.Text("data", Path.GetTempPath()));
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
        var address = new Uri($"http://127.0.0.1:{FreePorts(1)[0]}");
        return new Server(dll, address, directory, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Url(address),
            ["Floor__File"] = Path.Combine(directory.FullName, "cards"),
        });
    }

    public Server Product()
    {
        var (dll, ports) = (Existing(web), FreePorts(3));
        var address = new Uri($"http://127.0.0.1:{ports[0]}");
        var directory = NewDirectory();
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Url(address),
            ["Retro__DataDirectory"] = directory.FullName,
            ["Orleans__SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["Orleans__GatewayPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
            ["Retro__Limits__Enabled"] = "false",
            ["Retro__Limits__SeatsPerRetro"] = "10000",
            ["Retro__Limits__CardsPerRetro"] = "10000000",
        };
        foreach (var (name, value) in extra) environment[name] = value;
        return new Server(dll, address, directory, environment);
    }

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

    /// <summary>Held together until all are known, so that they differ.</summary>
    static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}
