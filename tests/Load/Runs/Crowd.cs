using System.Text.Json;
using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Runs;

/// <summary>People who keep sending, each card until it is acknowledged, whatever happens to the server; and a watcher a board.</summary>
sealed class Crowd
{
    const int Replayed = 500;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly CancellationTokenSource stopSending;
    readonly CancellationTokenSource leave;
    readonly List<(Board Board, Watcher Watcher)> boards = [];
    readonly List<Task> sending = [];
    readonly List<Task> following = [];
    readonly List<Person> people = [];

    Crowd(CancellationToken stop)
    {
        stopSending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        leave = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    public Faults Faults { get; } = new();
    public long Acked => boards.Sum(seat => seat.Board.Acked);
    public int Retries => boards.Sum(seat => seat.Board.Errors.Count);
    public int LateSnapshots => boards.Sum(seat => seat.Watcher.Snapshots - 1);

    public static async Task<Crowd> Enter(Uri target, Shape shape, CancellationToken stop)
    {
        var crowd = new Crowd(stop);
        for (var i = 0; i < shape.Boards; i++)
        {
            var board = await Board.Start(target, stop);
            var watcher = new Watcher(board, owner: -1, board.Token);
            crowd.boards.Add((board, watcher));
            crowd.following.Add(watcher.FollowThroughBreaks(crowd.leave.Token));
            for (var person = 0; person < shape.People; person++)
            {
                using var wire = new HttpWire(target);
                crowd.people.Add(new Person(board, person, await board.Join($"Person {person}", wire, stop)));
            }
        }
        crowd.sending.AddRange(crowd.people.Select(person => crowd.Send(person, stop)));
        return crowd;
    }

    async Task Send(Person person, CancellationToken stop)
    {
        var last = -1L;
        while (!stopSending.IsCancellationRequested)
        {
            var version = await person.Insist(stop);
            if (version <= last) Faults.Add($"a card sent after version {last} was acknowledged at version {version}");
            last = version;
        }
    }

    /// <summary>Everybody finishes the card in hand.</summary>
    public async Task StopSending()
    {
        await stopSending.CancelAsync();
        await Task.WhenAll(sending).WaitAsync(Patience);
    }

    /// <summary>Waits until the watchers, who came back after every kill, have been shown everything.</summary>
    public async Task Settle(CancellationToken stop)
    {
        await Clock.Until(() => boards.TrueForAll(seat => seat.Watcher.Cards >= seat.Board.Sent), Patience, stop);
        foreach (var (_, watcher) in boards) watcher.Check(watcher);
    }

    /// <summary>What was acknowledged before the board was read is on it, once, with its words; nothing on it is foreign.</summary>
    public async Task CheckBoards(CancellationToken stop)
    {
        foreach (var (board, _) in boards)
        {
            var acked = board.AckedCards().ToArray();
            var read = await board.Read(stop);
            var cards = Cards(board, read);
            var version = read.GetProperty("version").GetInt64();
            foreach (var number in acked)
            {
                if (!cards.Contains(number)) board.Faults.Add($"card {number} was acknowledged and is not on the board");
                if (board.Cards[number].Version > version) board.Faults.Add($"card {number} was acknowledged at version {board.Cards[number].Version}, the board is at {version}");
            }
        }
    }

    static HashSet<long> Cards(Board board, JsonElement read)
    {
        var cards = new HashSet<long>();
        foreach (var card in read.GetProperty("cards").EnumerateArray())
        {
            var number = board.CardIds.Number(card.GetProperty("id").GetString()!);
            if (number < 0 || number >= board.Sent) board.Faults.Add($"the board has a card that was never sent: {card.GetProperty("id")}");
            else if (!cards.Add(number)) board.Faults.Add($"card {number} is on the board twice");
            else if (card.GetProperty("text").GetString() != CardRequest.Text(number)) board.Faults.Add($"card {number} has other words on the board");
        }
        return cards;
    }

    /// <summary>
    /// A new stream from the beginning holds everything; one from a version on goes on there without a snapshot, and
    /// both show each card at the version at which the watcher saw it live.
    /// </summary>
    public async Task CheckReplay(CancellationToken stop)
    {
        foreach (var (board, live) in boards)
        {
            var whole = await Replay(board, 0, live.Version, stop);
            whole.Check(live);
            var after = Math.Max(1, live.Version - Replayed);
            var part = await Replay(board, after, live.Version, stop);
            if (part.Snapshots > 0) board.Faults.Add($"a stream after version {after} of {live.Version} began with a snapshot");
            part.CheckSame(live, after);
        }
    }

    static async Task<Watcher> Replay(Board board, long after, long upTo, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watcher = new Watcher(board, owner: -1, board.Token, after);
        var following = watcher.Follow(enough.Token);
        if (!await Clock.Until(() => watcher.Version >= upTo, Patience, stop)) board.Faults.Add($"a stream after version {after} stayed at {watcher.Version} of {upTo}");
        await enough.CancelAsync();
        await following;
        return watcher;
    }

    public async Task Leave()
    {
        await leave.CancelAsync();
        await Task.WhenAll(following);
        foreach (var person in people) person.Dispose();
        leave.Dispose();
        stopSending.Dispose();
    }

    public Faults AllFaults()
    {
        var all = new Faults();
        all.Add(Faults);
        foreach (var (board, _) in boards) all.Add(board.Faults);
        return all;
    }
}
