using System.Globalization;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Processes;
using OrleansRetro.Load.Runs;

namespace OrleansRetro.Load.Commands;

/// <summary>kill -9 at random points under people who retry; nothing acknowledged may be missing, doubled or out of order.</summary>
static class Crash
{
    static readonly TimeSpan ReadyBar = TimeSpan.FromSeconds(5);

    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        var (rounds, clients, boards) = (options.Number("rounds", 20), options.Number("clients", 16), options.Number("boards", 4));
        var seed = options.Number("seed", Random.Shared.Next());
        options.NothingElse();
        if (clients % boards != 0) throw new ArgumentException("--clients must be a multiple of --boards");

        Console.WriteLine($"seed {seed}: {rounds} kills under {clients} clients on {boards} boards");
        await using var server = servers.Product();
        await server.Start(stop);
        var crowd = await Crowd.Enter(server.Address, new Shape(boards, clients / boards), stop);
        var slow = await Kill(server, crowd, rounds, new Random(seed), stop);
        await crowd.StopSending();
        await crowd.Settle(stop);
        await crowd.CheckBoards(stop);
        await crowd.CheckReplay(stop);
        await crowd.Leave();
        await server.Kill();
        var integrity = LogFile.IntegrityOf(Path.Combine(server.Data.FullName, "log.db"));
        if (integrity != "ok") crowd.Faults.Add($"integrity_check of log.db says: {integrity}");

        var faults = crowd.AllFaults();
        Console.WriteLine($"{crowd.Acked} cards acknowledged over {rounds} kills, {crowd.Retries} failed attempts, {crowd.LateSnapshots} snapshots on resuming, integrity_check {integrity}");
        faults.Print("violations");
        if (faults.Count > 0)
        {
            server.KeepData = true;
            Console.WriteLine($"the data is kept in {server.Data.FullName}");
            return Outcome.Violated;
        }
        return slow ? Outcome.TooSlow : Outcome.Passed;
    }

    /// <summary>True if restarts took longer than the bar; the median, because one of twenty may meet whatever else the machine does.</summary>
    static async Task<bool> Kill(Server server, Crowd crowd, int rounds, Random random, CancellationToken stop)
    {
        var ready = new List<TimeSpan>();
        for (var round = 1; round <= rounds; round++)
        {
            await Clock.Pause(TimeSpan.FromMilliseconds(random.Next(50, 800)), stop);
            await server.Kill();
            var whileStarting = random.Next(4) == 0;
            if (whileStarting)
            {
                server.Launch();
                await Clock.Pause(TimeSpan.FromMilliseconds(random.Next(50, 1500)), stop);
                await server.Kill();
            }
            ready.Add(await server.Start(stop));
            var before = crowd.AllFaults().Count;
            await crowd.CheckBoards(stop);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {round,2}: killed{(whileStarting ? " and killed again while starting" : "")}, ready after {ready[^1].TotalSeconds:0.00} s, {crowd.Acked} acknowledged, {crowd.AllFaults().Count - before} new violations"));
        }
        var median = ready.Median(time => time.TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"ready again after {median:0.00} s (median), {ready.Max().TotalSeconds:0.00} s at most (bar {ReadyBar.TotalSeconds} s)"));
        return median > ReadyBar.TotalSeconds;
    }
}
