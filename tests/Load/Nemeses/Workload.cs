using OrleansRetro.Load.Contract;
using OrleansRetro.Load.History;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Nemeses;

/// <summary>Boards where people write, and one where people vote, until told to stop; with a watcher of each at every web.</summary>
sealed class Workload : IDisposable
{
    const int Topics = 5;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly CancellationTokenSource end = new();
    readonly CancellationTokenSource giveUp = new();
    readonly CancellationTokenSource leave = new();
    readonly List<Task> people = [];
    readonly List<Task> voters = [];
    readonly List<Task> following = [];
    readonly List<WatchedBoard> written = [];

    public List<WatchedBoard> Boards { get; } = [];
    public List<Witness> Witnesses { get; } = [];

    public static async Task<Workload> Begin(Uri[] webs, int boards, int writers, int voters, int votes, int seed, CancellationToken stop)
    {
        var load = new Workload();
        var writing = new List<Writer>();
        for (var number = 0; number < boards; number++)
        {
            var board = await load.Open(webs, stop);
            load.written.Add(board);
            for (var writer = 0; writer < writers; writer++)
                writing.Add(new Writer(board, $"writer {writer}", await board.Join($"Writer {writer}", stop), new Random(seed * 17 + writing.Count), load.giveUp.Token));
        }
        var voting = voters > 0 ? await load.OpenBallot(webs, voters, seed, stop) : [];
        load.people.AddRange(writing.Select(writer => writer.Run(load.end.Token)));
        load.voters.AddRange(voting.Select(voter => voter.Run(votes, load.end.Token)));
        return load;
    }

    /// <summary>Boards to which something new comes in every interval.</summary>
    public static async Task<Workload> Begin(Uri[] webs, int boards, TimeSpan interval, CancellationToken stop)
    {
        var load = new Workload();
        for (var number = 0; number < boards; number++) await load.Open(webs, stop);
        load.people.AddRange(load.Boards.Select(board => new Poker(board, interval, load.giveUp.Token).Run(load.end.Token)));
        return load;
    }

    /// <summary>Somebody more writes on each board for a while, at a web whose silos know nothing of the others.</summary>
    public async Task WriteApart(Uri web, TimeSpan length, Random random, CancellationToken stop)
    {
        var strangers = new List<Writer>();
        foreach (var board in written)
            strangers.Add(new(board.Apart(web), $"stranger {random.Next():x}", await board.Join("Stranger", stop), new Random(random.Next()), giveUp.Token));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(length);
        await Task.WhenAll(strangers.Select(stranger => stranger.Run(enough.Token)));
    }

    /// <summary>Until everybody has given all the votes they were to give.</summary>
    public Task AllVoted(CancellationToken stop) => Task.WhenAll(voters).WaitAsync(stop);

    /// <summary>Everybody settles what they have begun, and the watchers see the rest.</summary>
    public async Task Finish(CancellationToken stop)
    {
        await end.CancelAsync();
        giveUp.CancelAfter(Patience);
        await Task.WhenAll([.. people, .. voters]).WaitAsync(2 * Patience, stop);
        var told = Boards.ToDictionary(board => board.Id, board => board.Operations.Where(operation => operation.Ending == Ending.Done).Max(operation => operation.Version));
        foreach (var (board, witness) in Boards.Zip(Witnesses.Chunk(Witnesses.Count / Boards.Count)))
            if (!await Clock.Until(() => Array.TrueForAll(witness, seen => seen.Version >= told[board.Id]), TimeSpan.FromSeconds(30), stop))
                board.Violations.Enqueue(new(Promise.Kept, $"{told[board.Id]} was told, and the watchers stay at {string.Join(" and ", witness.Select(seen => seen.Version))}"));
        await ReadAgain(stop);
        await leave.CancelAsync();
        await Task.WhenAll(following);
    }

    /// <summary>The board as a stranger to the run sees it: read at every web, and streamed from its beginning and from a while ago.</summary>
    async Task ReadAgain(CancellationToken stop)
    {
        foreach (var board in Boards)
        {
            using var asker = new Asker(board, board.Token, new Random(0), giveUp.Token);
            foreach (var _ in board.Webs) await asker.Read(new("the last reader", Act.Read, "", "", Clock.Now));
            var version = board.Operations.Last().Version;
            foreach (var web in board.Webs)
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var witness = new Witness(board, web);
                var reading = witness.Follow(enough.Token);
                if (!await Clock.Until(() => witness.Version >= version, Patience, stop)) board.Violations.Enqueue(new(Promise.Kept, $"a new stream stays at {witness.Version} of {version}"));
                await enough.CancelAsync();
                await reading;
            }
        }
    }

    async Task<WatchedBoard> Open(Uri[] webs, CancellationToken stop)
    {
        var board = await WatchedBoard.Start(webs, stop);
        Boards.Add(board);
        foreach (var web in webs)
        {
            var witness = new Witness(board, web);
            Witnesses.Add(witness);
            following.Add(witness.Follow(leave.Token));
        }
        return board;
    }

    async Task<List<Voter>> OpenBallot(Uri[] webs, int voters, int seed, CancellationToken stop)
    {
        var board = await Open(webs, stop);
        using var asker = new Asker(board, board.Token, new Random(seed), giveUp.Token);
        var topics = Enumerable.Range(0, Topics).Select(_ => Guid.NewGuid().ToString()).ToArray();
        foreach (var topic in topics)
            await asker.Put(new("the facilitator", Act.Add, topic, $"topic {topic}", Clock.Now), $"/cards/{topic}", new { column = board.Columns[0], text = $"topic {topic}" });
        using var wire = new HttpWire(webs[0]);
        var entered = await wire.Send("PUT", $"{board.Path}/phase", board.Token, new { phase = "vote" }, stop);
        if (entered.Status != 200) throw new UnexpectedAnswerException($"the phase vote was answered {entered}");
        var voting = new List<Voter>();
        for (var number = 0; number < voters; number++)
        {
            var voter = new Voter(board, $"voter {number}", await board.Join($"Voter {number}", stop), topics, new Random(seed * 31 + number), giveUp.Token);
            await voter.ShowTag();
            voting.Add(voter);
        }
        return voting;
    }

    public void Dispose()
    {
        end.Dispose();
        giveUp.Dispose();
        leave.Dispose();
    }
}
