using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Runs;

/// <summary>Fresh boards, each with its people seated and their change streams open.</summary>
sealed class Room : IAsyncDisposable
{
    const int SeatsAtOnce = 8;

    readonly CancellationTokenSource close;
    readonly List<Task> following = [];

    Room(CancellationToken stop) => close = CancellationTokenSource.CreateLinkedTokenSource(stop);

    public List<Board> Boards { get; } = [];
    public List<Person> People { get; } = [];
    public List<(Board Board, Watcher Watcher)> Watchers { get; } = [];

    public long Acked => Boards.Sum(board => board.Acked);
    public long Bytes => Watchers.Sum(seat => seat.Watcher.Bytes);
    public long Shown => Watchers.Sum(seat => seat.Watcher.Cards);

    public static async Task<Room> Open(Uri target, Shape shape, CancellationToken stop)
    {
        var room = new Room(stop);
        for (var i = 0; i < shape.Boards; i++) room.Boards.Add(await Board.Start(target, stop));
        var seats = room.Boards.SelectMany(board => Enumerable.Range(0, shape.People).Select(person => (board, person)));
        var tokens = new string[shape.Boards * shape.People];
        await Parallel.ForEachAsync(seats.Index(), new ParallelOptions { MaxDegreeOfParallelism = SeatsAtOnce, CancellationToken = stop },
            async (seat, cancelled) => tokens[seat.Index] = await Seat(seat.Item.board, seat.Item.person, cancelled));
        foreach (var (index, (board, person)) in seats.Index()) room.Enter(board, person, tokens[index]);
        await Task.WhenAll(room.Watchers.Select(seat => seat.Watcher.Opened)).WaitAsync(TimeSpan.FromSeconds(30), stop);
        return room;
    }

    /// <summary>The first person has the seat that came with the board.</summary>
    static async ValueTask<string> Seat(Board board, int person, CancellationToken stop)
    {
        if (person == 0) return board.Token;
        using var wire = new HttpWire(board.Target);
        return await board.Join($"Person {person}", wire, stop);
    }

    void Enter(Board board, int person, string token)
    {
        People.Add(new Person(board, person, token));
        var watcher = new Watcher(board, person, token);
        Watchers.Add((board, watcher));
        following.Add(watcher.Follow(close.Token));
    }

    /// <summary>Waits until everybody was shown all that was acknowledged, then checks each promise.</summary>
    public async Task Settle(CancellationToken stop)
    {
        await Clock.Until(() => Watchers.TrueForAll(seat => seat.Watcher.Cards >= seat.Board.Acked), TimeSpan.FromSeconds(10), stop);
    }

    public void Check()
    {
        foreach (var (board, watcher) in Watchers) watcher.Check(Watchers.First(seat => seat.Board == board).Watcher);
    }

    public Faults Faults()
    {
        var all = new Faults();
        foreach (var board in Boards) all.Add(board.Faults);
        return all;
    }

    public Faults Errors()
    {
        var all = new Faults();
        foreach (var board in Boards) all.Add(board.Errors);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await close.CancelAsync();
        await Task.WhenAll(following);
        foreach (var person in People) person.Dispose();
        close.Dispose();
    }
}
