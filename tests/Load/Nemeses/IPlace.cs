using OrleansRetro.Load.History;
using OrleansRetro.Load.Processes;

namespace OrleansRetro.Load.Nemeses;

/// <summary>The product as it runs for this run, and what may be done to it.</summary>
interface IPlace : IAsyncDisposable
{
    Uri[] Webs { get; }

    /// <summary>All processes of the product.</summary>
    IReadOnlyList<Server> Servers { get; }

    /// <summary>By name; each does its harm, and puts right what an operator or a supervisor would.</summary>
    IReadOnlyDictionary<string, Nemesis> Nemeses { get; }

    Task Start(CancellationToken stop);

    /// <summary>Everything as it is stored, read past the product; to be called last. Answers by retro.</summary>
    Task<Func<string, List<Fact>>> ReadLogs(CancellationToken stop);

    /// <summary>What is wrong with the images of a crash that were taken, once everybody has settled.</summary>
    IEnumerable<string> CheckImages(Workload load) => [];
}

/// <summary>Does one kind of harm, once.</summary>
/// <param name="scene">What it may look at, and where it tells what it saw.</param>
delegate Task Nemesis(Scene scene);

/// <summary>What a nemesis finds when it comes.</summary>
/// <param name="Random">The run's.</param>
/// <param name="Load">Goes on meanwhile.</param>
/// <param name="Broken">Takes what went otherwise than it must.</param>
/// <param name="Stop">From outside.</param>
sealed record Scene(Random Random, Workload Load, Faults Broken, CancellationToken Stop)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Every board has done something that was asked after this moment.</summary>
    public async Task<bool> GoesOn(long since, CancellationToken stop)
    {
        if (await Clock.Until(() => Load.Boards.TrueForAll(board => board.IsQuiet || board.Answered > since), Patience, stop)) return true;
        Broken.Add($"nothing was done on {Load.Boards.Count(board => !board.IsQuiet && board.Answered <= since)} boards for {Patience.TotalSeconds} s");
        return false;
    }
}
