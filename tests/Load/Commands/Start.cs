using System.Globalization;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Processes;

namespace OrleansRetro.Load.Commands;

/// <summary>Start of the built product to its first page, on a new data directory and on a used one.</summary>
static class Start
{
    const double Bar = 3;

    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        var rounds = options.Number("rounds", 5);
        options.NothingElse();

        var (fresh, used) = (new List<(TimeSpan Page, TimeSpan Ready)>(), new List<(TimeSpan Page, TimeSpan Ready)>());
        for (var round = 1; round <= rounds; round++)
        {
            await using var server = servers.Product();
            fresh.Add(await Once(server, stop));
            used.Add(await Once(server, stop));
            Console.WriteLine($"round {round}: new data {Text(fresh[^1].Page)} to the first page, {Text(fresh[^1].Ready)} to ready; used data {Text(used[^1].Page)}, {Text(used[^1].Ready)}");
        }
        var page = fresh.Median(start => start.Page.TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"median: {page:0.00} s to the first page (bar {Bar} s), {fresh.Median(start => start.Ready.TotalSeconds):0.00} s to ready; on used data {used.Median(start => start.Page.TotalSeconds):0.00} s and {used.Median(start => start.Ready.TotalSeconds):0.00} s"));
        return page <= Bar ? Outcome.Passed : Outcome.TooSlow;
    }

    static async Task<(TimeSpan Page, TimeSpan Ready)> Once(Server server, CancellationToken stop)
    {
        server.Launch();
        var (page, ready) = (server.Answers("/", stop), server.Answers("/health/ready", stop));
        await Task.WhenAll(page, ready);
        await server.Kill();
        return (await page, await ready);
    }

    static string Text(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.00} s");
}
