using System.Text;

namespace OrleansRetro.Benchmarks;

/// <summary>The raw store and the group-commit writer over it, turn by turn on the same disk.</summary>
static class WriterBenchmark
{
    public static readonly byte[] Event = Encoding.UTF8.GetBytes($$"""{"$t":"card-added","card":"7f1d2a34-0b5c-4e6f-8a9b-0c1d2e3f4a5b","column":"went-well","text":"{{new string('x', 118)}}"}""");

    public static async Task Run(Options options)
    {
        using var report = new Report(options);
        Store store = options.Postgres is { } server ? new PostgresStore(server) : new SqliteStore(options);
        report.Say($"{store.Name}. Events of {Event.Length} bytes, {options.Rounds} rounds of {options.Seconds} s a cell; raw and writer take turns. Rates are the median and, in brackets, the best round. The first ratio is the median over rounds of two neighbours in time, the second best against best.");
        report.Say("");
        report.Say("| streams | batch | raw ev/s | callers = batch: ev/s | rows a commit | ratio | callers = 2 × batch: ev/s | rows a commit | ratio |");
        report.Say("|---|---|---|---|---|---|---|---|---|");
        foreach (var batch in options.Batches)
            foreach (var streams in new[] { 1, batch }.Distinct())
                report.Say(await Row(store, options, batch, streams));
    }

    static async Task<string> Row(Store store, Options options, int batch, int streams)
    {
        List<Rate> raw = [], same = [], twice = [];
        // The first round warms up.
        for (var round = -1; round < options.Rounds; round++)
        {
            var bar = await store.Fresh(place => Task.FromResult(store.Raw(place, batch, streams, Event, options.Seconds)));
            var once = await store.Fresh(place => GroupCommit.Run(store.Open(place), batch, streams, Event, options.Seconds));
            var more = await store.Fresh(place => GroupCommit.Run(store.Open(place), 2 * batch, streams, Event, options.Seconds));
            if (round < 0) continue;
            raw.Add(bar);
            same.Add(once);
            twice.Add(more);
        }
        return $"| {streams} | {batch} | {Rounds.Rates(raw)} | {Rounds.Cells(raw, same)} | {Rounds.Cells(raw, twice)} |";
    }
}
