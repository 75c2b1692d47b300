using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Measures;

namespace OrleansRetro.Load.Runs;

/// <summary>One stretch of sending in a room, measured from outside.</summary>
static class Phase
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <param name="room">Fresh: nothing was sent to its boards before.</param>
    /// <param name="pace">Closed loop or a rate.</param>
    /// <param name="length">Without the wait for the last deliveries.</param>
    /// <param name="serverPid">0: unknown, its CPU is not read.</param>
    /// <param name="idleCores">What the server uses when nobody writes.</param>
    /// <param name="stop">From outside.</param>
    /// <param name="adding">From then on, at a rate, everybody rewords their last card instead of sending another.</param>
    public static async Task<Figures> Measure(Room room, Pace pace, TimeSpan length, int serverPid, double idleCores, CancellationToken stop, TimeSpan? adding = null)
    {
        var (bytes, shown) = (room.Bytes, room.Shown);
        var (server, driver, busy) = (ServerCpu(serverPid), CpuMeter.Driver, Machine.Busy());
        var start = Clock.Now;
        var end = Clock.After(length);
        await Send(room, pace, end, stop, adding is { } time ? Clock.After(time) : long.MaxValue);
        await room.Settle(stop);
        var took = Clock.Since(start).TotalSeconds;
        var serverUsed = (ServerCpu(serverPid) - server).TotalSeconds;
        var driverUsed = (CpuMeter.Driver - driver).TotalSeconds;
        var allUsed = (Machine.Busy() - busy).TotalSeconds;
        var newBytes = room.Bytes - bytes;
        room.Check();

        var acks = new Histogram();
        var inTime = 0L;
        foreach (var board in room.Boards)
            foreach (var number in board.AckedCards())
            {
                var card = board.Cards[number];
                acks.Record(card.AckedAt - card.SentAt);
                if (card.AckedAt <= end) inTime++;
            }
        var deliveries = new Histogram();
        foreach (var (_, watcher) in room.Watchers) deliveries.Add(watcher.Delivery);
        var faults = room.Faults();
        faults.Print("violations");
        room.Errors().Print("errors");
        return new Figures
        {
            Acked = acks.Count,
            CardsPerSecond = inTime / length.TotalSeconds,
            Ack = Latency.Of(acks),
            Delivery = Latency.Of(deliveries),
            BytesPerCard = (double)newBytes / (room.Shown - shown),
            ServerCpuPerCard = serverPid == 0 ? double.NaN : serverUsed * 1000 / acks.Count,
            ServerCpuPerCardAboveIdle = serverPid == 0 ? double.NaN : (serverUsed - idleCores * took) * 1000 / acks.Count,
            ServerCores = serverPid == 0 ? double.NaN : serverUsed / took,
            DriverCores = driverUsed / took,
            OtherCores = Math.Max(0, allUsed - serverUsed - driverUsed) / took,
            ServerMemory = serverPid == 0 ? double.NaN : CpuMeter.Resident(serverPid),
            Errors = room.Errors().Count,
            Violations = faults.Count,
            LateSnapshots = room.Watchers.Sum(seat => seat.Watcher.Snapshots - 1),
        };
    }

    /// <summary>A room of the same shape, closed loop, thrown away.</summary>
    public static async Task WarmUp(Uri target, Shape shape, TimeSpan length, CancellationToken stop)
    {
        if (length <= TimeSpan.Zero) return;
        await using var room = await Room.Open(target, shape, stop);
        await Send(room, Pace.Closed, Clock.After(length), stop);
        await room.Settle(stop);
    }

    /// <summary>Cores the server uses while the room is open and nobody writes.</summary>
    public static async Task<double> Idle(int serverPid, TimeSpan length, CancellationToken stop)
    {
        var (before, start) = (CpuMeter.Of(serverPid), Clock.Now);
        await Clock.Pause(length, stop);
        return (CpuMeter.Of(serverPid) - before) / Clock.Since(start);
    }

    public static async Task Send(Room room, Pace pace, long end, CancellationToken stop, long adding = long.MaxValue)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeProvider.System.GetElapsedTime(Clock.Now, end) + Grace);
        if (pace.IsClosed) await Task.WhenAll(room.People.Select(person => person.SendCardsUntil(end, limit.Token)));
        else await SendAtRate(room.People, pace.Interval, end, adding, limit.Token);
        stop.ThrowIfCancellationRequested();
    }

    static TimeSpan ServerCpu(int pid) => pid == 0 ? TimeSpan.Zero : CpuMeter.Of(pid);

    /// <summary>People begin evenly spread over the interval, in shuffled order.</summary>
    static async Task SendAtRate(List<Person> people, TimeSpan interval, long end, long adding, CancellationToken stop)
    {
        var due = new PriorityQueue<(Person Person, Task Last), long>();
        var start = Clock.Now;
        var ticks = Clock.After(interval) - start;
        var order = people.ToArray();
        Random.Shared.Shuffle(order);
        var sent = new List<Task>();
        foreach (var (index, person) in order.Index()) due.Enqueue((person, Task.CompletedTask), start + ticks * index / order.Length);
        while (due.TryDequeue(out var next, out var at) && at < end)
        {
            await Clock.Pause(TimeProvider.System.GetElapsedTime(Clock.Now, at), stop);
            if (!next.Last.IsCompleted) next.Person.Board.Errors.Add("a card was due while the person's last one had no answer");
            await next.Last;
            sent.Add(at < adding ? next.Person.SendCard(stop) : next.Person.RewordCard(stop));
            due.Enqueue((next.Person, sent[^1]), at + ticks);
        }
        await Task.WhenAll(sent);
    }
}
