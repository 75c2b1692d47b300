using System.Diagnostics;
using Orleans.Core.Internal;

namespace OrleansRetro.Benchmarks;

/// <summary>How long a board of 10 000 events takes to answer again after its activation ended.</summary>
static class ActivationBenchmark
{
    const int Events = 10_000;

    public static async Task Run(Options options)
    {
        using var report = new Report(options);
        var directory = Directory.CreateDirectory(Path.Combine(options.Directory, Path.GetRandomFileName()));
        try
        {
            await using var silo = await WholeSilo.Start(directory.FullName);
            var board = await silo.Board();
            for (var written = 0; written < Events; written += 250)
                await Task.WhenAll(Enumerable.Range(0, 250).Select(_ => board.AddCard()));
            var took = new List<double>();
            for (var round = -3; round < options.Rounds; round++)
            {
                await board.Grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
                var watch = Stopwatch.StartNew();
                var cards = (await board.Grain.GetBoard(board.Who)).Cards.Count;
                if (cards != Events) throw new InvalidOperationException($"The board came back with {cards} cards.");
                if (round >= 0) took.Add(watch.Elapsed.TotalMilliseconds);
            }
            report.Say($"A board of {Events:N0} cards answers {Rounds.Median(took):N1} ms after its activation ended (best {took.Min():N1}, worst {took.Max():N1}, {took.Count} rounds, bar 50 ms).");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
