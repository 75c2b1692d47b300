using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OrleansRetro.Load.History;
using OrleansRetro.Load.Processes;
using OrleansRetro.Tests;

namespace OrleansRetro.Load.Nemeses;

/// <summary>The whole product in one process, with its files on a small disk of its own.</summary>
sealed class Alone(Servers servers) : IPlace
{
    const int DiskMegabytes = 256;

    readonly DirectoryInfo disk = Directory.CreateTempSubdirectory("retro-disk-");
    readonly List<(long Answered, long Asked, DirectoryInfo Directory)> images = [];
    Server? server;

    public Uri[] Webs => [Server.Address];
    public IReadOnlyList<Server> Servers => server is null ? [] : [server];

    public IReadOnlyDictionary<string, Nemesis> Nemeses => new Dictionary<string, Nemesis>
    {
        ["kill"] = Kill,
        ["full"] = Fill,
        ["fsync"] = SpoilSync,
        ["image"] = TakeImage,
    };

    Server Server => server ?? throw new InvalidOperationException("the product is not running");
    string Log => Path.Combine(Server.Data.FullName, "log.db");

    public async Task Start(CancellationToken stop)
    {
        await Tool.Run("mount", "-t", "tmpfs", "-o", $"size={DiskMegabytes}m", "tmpfs", disk.FullName);
        server = servers.Product(disk.CreateSubdirectory("data"));
        await server.Start(stop);
    }

    async Task Kill(Scene scene)
    {
        await Server.Kill();
        await Server.Start(scene.Stop);
    }

    /// <summary>Nothing more fits until there is room again: writing is refused, reading goes on.</summary>
    async Task Fill(Scene scene)
    {
        var ballast = Path.Combine(disk.FullName, "ballast");
        await using (var file = File.Create(ballast))
            try
            {
                var block = new byte[64 * 1024];
                while (true)
                {
                    await file.WriteAsync(block, scene.Stop);
                    await file.FlushAsync(scene.Stop);
                }
            }
            catch (IOException)
            {
                // That was the last of it.
            }
        try
        {
            if (!await Server.Says("/health/ready", 503, TimeSpan.FromSeconds(20), scene.Stop)) scene.Broken.Add("it was ready on a full disk");
            foreach (var board in scene.Load.Boards) await board.MustBeReadable(scene.Stop);
        }
        finally
        {
            File.Delete(ballast);
        }
        if (!await Server.Says("/health/ready", 200, TimeSpan.FromSeconds(20), scene.Stop)) scene.Broken.Add("it was not ready though there was room again");
    }

    /// <summary>The disk says for a while that it could not keep what it was given.</summary>
    async Task SpoilSync(Scene scene)
    {
        using var strace = Process.Start(new ProcessStartInfo("strace",
            ["-f", "-p", $"{Server.Pid}", "-P", Log, "-P", Log + "-wal", "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:error=EIO:when={scene.Random.Next(1, 20)}+", "-o", "/dev/null"])
        { RedirectStandardError = true })!;
        var said = await strace.StandardError.ReadLineAsync(scene.Stop);
        if (said?.Contains("attached", StringComparison.Ordinal) is not true) throw new ServerFailedException($"strace can't attach: {said}", []);
        var rest = strace.StandardError.ReadToEndAsync(scene.Stop);
        if (!await Server.Says("/health/ready", 503, TimeSpan.FromSeconds(20), scene.Stop)) scene.Broken.Add("it was ready on a disk that keeps nothing");
        await Tool.Run("kill", "-INT", $"{strace.Id}");
        await strace.WaitForExitAsync(scene.Stop);
        await rest;
        if (!await Server.Says("/health/ready", 200, TimeSpan.FromSeconds(20), scene.Stop)) scene.Broken.Add("it was not ready though the disk was well again");
    }

    async Task TakeImage(Scene scene)
    {
        await using var taking = await CrashImages.Attach(Server, Log);
        var into = disk.CreateSubdirectory($"image-{images.Count}");
        var (answered, asked) = await taking.Take(Server, into, scene.Random, scene.Stop);
        images.Add((answered, asked, into));
    }

    /// <summary>All that was acknowledged before an image was taken is in it, and it is a beginning of what came later.</summary>
    public IEnumerable<string> CheckImages(Workload load) => images.SelectMany(image =>
    {
        var log = Path.Combine(image.Directory.FullName, "log.db");
        return LogFile.IntegrityOf(log) is var integrity and not "ok" ? [$"{image.Directory.Name}: {integrity}"]
            : load.Boards.SelectMany(board => Checker.Check(board.History(Read(log, board.Id), image.Answered, image.Asked)).Select(violation => $"{image.Directory.Name}, board {board.Id[..6]}: {violation}"));
    });

    /// <summary>After one more kill, so that nothing is left but the files.</summary>
    public async Task<Func<string, List<Fact>>> ReadLogs(CancellationToken stop)
    {
        await Server.Kill();
        if (LogFile.IntegrityOf(Log) is var integrity and not "ok") throw new ServerFailedException($"integrity_check of log.db says: {integrity}", []);
        return retro => Read(Log, retro);
    }

    static List<Fact> Read(string log, string retro)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = log, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT events.version, data FROM events JOIN streams ON streams.id = stream WHERE name = $name ORDER BY position";
        command.Parameters.AddWithValue("$name", $"retro/{retro}");
        using var rows = command.ExecuteReader();
        var facts = new List<Fact>();
        while (rows.Read()) facts.Add(Fact.Read(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)));
        return facts;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        await Tool.Run("umount", disk.FullName);
        disk.Delete();
    }
}
