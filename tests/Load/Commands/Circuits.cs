using OrleansRetro.Load.Circuits;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Processes;

namespace OrleansRetro.Load.Commands;

/// <summary>What a person with an open page costs: memory, CPU a change, and how soon the change is on that page.</summary>
static class Circuits
{
    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        var watching = new Watching(options.Number("cards", 60), options.Number("people", 30), options.Number("steps", 2), options.Number("changes", 100), options.Real("rate", 5));
        var rounds = options.Number("rounds", 3);
        var file = options.Text("out", Results.File("circuits.md"));
        options.NothingElse();

        var table = new CircuitsTable(watching.People);
        var faults = new Faults();
        var start = Clock.Now;
        for (var round = 1; round <= rounds; round++)
        {
            await using var server = servers.Product();
            await server.Start(stop);
            foreach (var costs in await watching.Measure(server.Address, server.Pid, faults, stop))
            {
                table.Add(costs);
                Console.WriteLine($"round {round}: {CircuitsTable.Row(costs)}");
            }
        }
        var text = $"""
            # What an open page costs
            {Machine.Description}
            {rounds} rounds in {Clock.Since(start).TotalMinutes:0.0} min, each on a fresh and warmed server; one board of {watching.Cards} cards of 79 characters, {watching.Changes} of them reworded over HTTP at {watching.PerSecond}/s under the eyes of so many circuits, each in a seat of its own; medians. Rate and connection limits off.

            {table}
            """;
        Console.WriteLine(text);
        faults.Print("violations");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n"), stop);
        return faults.Count > 0 ? Outcome.Violated : table.Missed().Any() ? Outcome.TooSlow : Outcome.Passed;
    }
}
