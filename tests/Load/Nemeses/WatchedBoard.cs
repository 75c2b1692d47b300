using System.Collections.Concurrent;
using System.Text.Json;
using OrleansRetro.Load.Contract;
using OrleansRetro.Load.History;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Nemeses;

/// <summary>One board of a run, and the book of all that was asked about it and shown of it.</summary>
sealed class WatchedBoard(Board board, Uri[] webs)
{
    readonly ConcurrentDictionary<string, long> tagged = [];
    long answered;
    long slowest;

    public string Id => board.Id;
    public string Path => board.Path;
    public string Token => board.Token;
    public string[] Columns => board.Columns;
    public Uri[] Webs => webs;

    public ConcurrentQueue<Operation> Operations { get; private init; } = [];
    public ConcurrentQueue<Sight> Sights { get; } = [];

    /// <summary>What was seen to be wrong while it happened.</summary>
    public ConcurrentQueue<Violation> Violations { get; private init; } = [];

    /// <summary>Attempts that settled nothing.</summary>
    public ConcurrentQueue<string> Failures { get; private init; } = [];

    /// <summary>Nobody asks for anything here any more.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Reached in a cluster of its own.</summary>
    public bool IsApart { get; private init; }

    /// <summary>The newest beginning of an operation that was done (<see cref="Clock"/> ticks).</summary>
    public long Answered => Volatile.Read(ref answered);

    /// <summary>How long the slowest operation took that was settled.</summary>
    public TimeSpan Slowest => TimeProvider.System.GetElapsedTime(0, Volatile.Read(ref slowest));

    public static async Task<WatchedBoard> Start(Uri[] webs, CancellationToken stop) => new(await Board.Start(webs[0], stop), webs);

    /// <summary>The same board and book at a web whose silos know nothing of the others.</summary>
    public WatchedBoard Apart(Uri web) => new(board, [web]) { Operations = Operations, Violations = Violations, Failures = Failures, IsApart = true };

    public async Task<string> Join(string name, CancellationToken stop)
    {
        using var wire = new HttpWire(webs[0]);
        return await board.Join(name, wire, stop);
    }

    /// <summary>Whatever is wrong with the store, the board is shown.</summary>
    public async Task MustBeReadable(CancellationToken stop)
    {
        using var wire = new HttpWire(webs[0]);
        var answer = await wire.Send("GET", Path, Token, null, stop);
        if (answer.Status != 200) Violations.Enqueue(new(Promise.Served, $"reading was answered {answer}"));
    }

    public void Record(Operation operation)
    {
        Operations.Enqueue(operation with { IsApart = IsApart });
        if (operation.Ending == Ending.Unknown) return;
        Raise(ref slowest, operation.Returned - operation.Invoked);
        if (operation.Ending == Ending.Done) Raise(ref answered, operation.Invoked);
    }

    /// <summary>This voter alone was at it, so the vote stored at this version is theirs, and its tag.</summary>
    public void Tag(string voter, long version) => tagged[voter] = version;

    /// <summary>All of it, with what is stored.</summary>
    public BoardHistory History(IReadOnlyList<Fact> log) => new(Id, [.. Operations], log) { Sights = [.. Sights], Voters = VotersIn(log) };

    /// <summary>What was known between two moments, with what was stored then: what had no answer before the first and was asked before the second may have happened.</summary>
    public BoardHistory History(IReadOnlyList<Fact> log, long answered, long asked) => new(Id,
        [
            .. from operation in Operations
               where operation.Invoked < asked && (operation.Act != Act.Read || operation.Returned < answered)
               select operation.Returned < answered ? operation : operation with { Ending = Ending.Unknown },
        ], log)
    { Voters = VotersIn(log) };

    Dictionary<string, string> VotersIn(IReadOnlyList<Fact> log) =>
        tagged.Where(voter => voter.Value <= log.Count).ToDictionary(voter => log[(int)voter.Value - 1].Tag, voter => voter.Key);

    public static Content ContentOf(JsonElement board) =>
        board.GetProperty("cards").EnumerateArray().Aggregate(default(Content), (sum, card) => sum + CardOf(card));

    public static Content CardOf(JsonElement card) => Content.Card(
        card.GetProperty("id").GetString()!, card.GetProperty("column").GetString()!, card.GetProperty("text").GetString() ?? "");

    static void Raise(ref long most, long value)
    {
        var known = Volatile.Read(ref most);
        while (value > known && Interlocked.CompareExchange(ref most, value, known) is var now && now != known) known = now;
    }
}
