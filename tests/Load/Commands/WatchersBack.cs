using System.Globalization;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Nemeses;
using OrleansRetro.Load.Processes;

namespace OrleansRetro.Load.Commands;

/// <summary>How long watchers see nothing new when the silo that holds their boards is killed, or stands still.</summary>
static class WatchersBack
{
    const int Boards = 4;
    const double KillBar = 2;
    const double FreezeBar = 15;
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        var (kills, freezes, file) = (options.Number("kills", 20), options.Number("freezes", 3), options.Text("out", Results.File("watchers-back.md")));
        options.NothingElse();

        await using var cluster = new Cluster(servers, cuts: 0);
        await cluster.Start(stop);
        using var load = await Workload.Begin(cluster.Webs, Boards, Interval, stop);
        var scene = new Scene(new Random(), load, new Faults(), stop);
        var (killed, frozen) = (new List<double>(), new List<double>());
        for (var kill = 0; kill < kills; kill++) killed.AddRange(await Watch($"kill {kill + 1}", scene, () => cluster.KillOlderSilo(scene)));
        for (var freeze = 0; freeze < freezes; freeze++) frozen.AddRange(await Watch($"freeze {freeze + 1}", scene, () => cluster.FreezeOlderSilo(scene)));
        await load.Finish(stop);
        var violations = new Verdict(load, await cluster.ReadLogs(stop)).Violations;
        foreach (var violation in violations) scene.Broken.Add(violation);

        var text = $"""
            # How soon watchers are back
            {Machine.Description}
            Two silos, two webs and PostgreSQL as processes; {Boards} boards with a new card each {Interval.TotalMilliseconds} ms, each watched at both webs. A watcher's figure is its longest time without a change while one silo was killed (or stopped) until the other had taken over, and then started again; those under half a second had their board on the other silo and are left out.

            | | times | watchers | p50 s | p95 s | longest s | bar, p95 |
            |---|---|---|---|---|---|---|
            {Row("kill -9", kills, killed, KillBar)}
            {Row("freeze", freezes, frozen, FreezeBar)}

            """;
        Console.WriteLine(text);
        scene.Broken.Print("violations");
        await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n"), stop);
        return scene.Broken.Count > 0 ? Outcome.Violated : Percentile(killed, 0.95) > KillBar || Percentile(frozen, 0.95) > FreezeBar ? Outcome.TooSlow : Outcome.Passed;
    }

    static async Task<double[]> Watch(string what, Scene scene, Func<Task> strike)
    {
        foreach (var witness in scene.Load.Witnesses) witness.Listen();
        await strike();
        var ended = Clock.Now;
        await Clock.Until(() => scene.Load.Witnesses.TrueForAll(witness => witness.Heard > ended), TimeSpan.FromSeconds(30), scene.Stop);
        double[] silences = [.. scene.Load.Witnesses.Select(witness => witness.Silence.TotalSeconds).Where(silence => silence > 0.5)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {silences.Length} watchers saw nothing for {silences.DefaultIfEmpty().Min():0.00} to {silences.DefaultIfEmpty().Max():0.00} s"));
        return silences;
    }

    static string Row(string what, int times, List<double> silences, double bar) => string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {times} | {silences.Count} | {Percentile(silences, 0.5):0.00} | {Percentile(silences, 0.95):0.00} | {silences.DefaultIfEmpty().Max():0.00} | ≤ {bar:0} |");

    static double Percentile(List<double> silences, double part) =>
        silences.Count == 0 ? 0 : silences.Order().ElementAt((int)Math.Ceiling(silences.Count * part) - 1);
}
