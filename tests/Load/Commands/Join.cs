using System.Globalization;
using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Processes;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Commands;

/// <summary>Everybody joins one board at the same moment: a seat, and an open change stream with its snapshot.</summary>
static class Join
{
    const double Bar = 1;
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    sealed record Round(double LastJoined, double Settled, double BytesPerWatcher, double ServerCpu, Faults Faults);

    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        await using var server = servers.Chosen(options);
        var (people, rounds) = (options.Number("people", 200), options.Number("rounds", 3));
        options.NothingElse();

        await server.Start(stop);
        Print("cold", await Measure(server, people, stop));
        var measured = new List<Round>();
        for (var round = 1; round <= rounds; round++)
        {
            measured.Add(await Measure(server, people, stop));
            Print($"round {round}", measured[^1]);
        }
        var median = measured.Median(round => round.LastJoined);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: {people} people joined in {median:0.000} s (bar {Bar} s)"));
        if (measured.Exists(round => round.Faults.Count > 0)) return Outcome.Violated;
        return median <= Bar ? Outcome.Passed : Outcome.TooSlow;
    }

    static async Task<Round> Measure(IServer server, int people, CancellationToken stop)
    {
        var board = await Board.Start(server.Address, stop);
        using var close = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var following = new Task[people];
        var watchers = new Watcher[people];
        var cpu = server.Pid == 0 ? default : CpuMeter.Of(server.Pid);
        var start = Clock.Now;
        await Task.WhenAll(Enumerable.Range(0, people).Select(Enter)).WaitAsync(TimeSpan.FromSeconds(60), stop);
        var joined = Clock.Since(start);

        // Others' arrivals may still be on their way: the room has settled when nothing more is heard.
        await Clock.Until(() => Clock.Since(watchers.Max(watcher => watcher.LastHeard)) > Quiet, TimeSpan.FromSeconds(30), stop);
        var lastHeard = watchers.Max(watcher => watcher.LastHeard);
        var used = server.Pid == 0 ? double.NaN : (CpuMeter.Of(server.Pid) - cpu).TotalMilliseconds;
        var newest = watchers.Max(watcher => watcher.Version);
        foreach (var watcher in watchers)
            if (watcher.Version != newest) board.Faults.Add($"a watcher stayed at version {watcher.Version} of {newest}");
        await close.CancelAsync();
        await Task.WhenAll(following);
        return new Round(joined.TotalSeconds, TimeProvider.System.GetElapsedTime(start, lastHeard).TotalSeconds, watchers.Average(watcher => watcher.Bytes), used, board.Faults);

        async Task Enter(int person)
        {
            using var wire = new HttpWire(board.Target);
            var token = await board.Join($"Person {person}", wire, stop);
            watchers[person] = new Watcher(board, person, token);
            following[person] = watchers[person].Follow(close.Token);
            await watchers[person].Opened;
        }
    }

    static void Print(string name, Round round)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: last one in after {round.LastJoined:0.000} s, last event after {round.Settled:0.000} s, {round.BytesPerWatcher:0} B a watcher, server {round.ServerCpu:0} ms CPU"));
        round.Faults.Print("violations");
    }
}
