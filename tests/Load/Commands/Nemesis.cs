using System.Globalization;
using OrleansRetro.Load.Nemeses;
using OrleansRetro.Load.Processes;

namespace OrleansRetro.Load.Commands;

/// <summary>Kills, cuts, freezes and fills under people who insist, then holds all that they were told and shown against what is stored.</summary>
static class Nemesis
{
    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        var names = options.Text("faults", "silo,web,postgres,cut,freeze,double").Split(',').Except(["none"]).ToArray();
        var (length, seed) = (options.Seconds("seconds", 60), options.Number("seed", Random.Shared.Next(1_000_000)));
        var (boards, writers, voters, votes) = (options.Number("boards", 3), options.Number("writers", 6), options.Number("voters", 12), options.Number("votes", int.MaxValue));
        var cuts = options.Number("cuts", 10);
        options.NothingElse();

        await using IPlace place = names.Intersect(["kill", "full", "fsync", "image"]).Any() ? new Alone(servers) : new Cluster(servers, cuts);
        if (names.Except(place.Nemeses.Keys).FirstOrDefault() is { } unknown) throw new ArgumentException($"there is no fault '{unknown}' beside the others; there are {string.Join(", ", place.Nemeses.Keys)}");
        Console.WriteLine($"seed {seed}: {string.Join(", ", names)} for {length.TotalSeconds} s under {boards} × {writers} writers and {voters} voters");
        await place.Start(stop);
        using var load = await Workload.Begin(place.Webs, boards, writers, voters, votes, seed, stop);
        var broken = new Faults();
        if (names.Length == 0) await Clock.Pause(length, stop);
        else await Strike(place, names, length, new(new Random(seed), load, broken, stop));
        if (votes < int.MaxValue) await load.AllVoted(stop);
        await load.Finish(stop);
        var verdict = new Verdict(load, await place.ReadLogs(stop));
        foreach (var violation in verdict.Violations.Concat(place.CheckImages(load))) broken.Add(violation);
        Console.WriteLine(verdict);
        broken.Print("violations");
        if (broken.Count == 0) return Outcome.Passed;
        foreach (var server in place.Servers) server.Print();
        return Outcome.Violated;
    }

    static async Task Strike(IPlace place, string[] names, TimeSpan length, Scene scene)
    {
        var start = Clock.Now;
        var round = names.ToArray();
        do
        {
            scene.Random.Shuffle(round);
            foreach (var name in round)
            {
                await Clock.Pause(TimeSpan.FromMilliseconds(scene.Random.Next(200, 1500)), scene.Stop);
                var struck = Clock.Now;
                await place.Nemeses[name](scene);
                var (done, ended) = (Clock.Since(struck), Clock.Now);
                await scene.GoesOn(ended, scene.Stop);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Clock.Since(start).TotalSeconds,6:0.0} s: {name,-8} {done.TotalSeconds:0.0} s, then everybody was served after {Clock.Since(ended).TotalSeconds:0.00} s"));
                if (Clock.Since(start) > length && name == round[^1]) return;
            }
        }
        while (Clock.Since(start) < length);
    }
}
