using System.Collections.Concurrent;

namespace OrleansRetro.Load.Floor;

/// <summary>One board: its seats, and the chain of its changes that every listener walks.</summary>
sealed class Board
{
    readonly ConcurrentDictionary<string, string> seats = new();
    Link tail;
    TaskCompletionSource more = NewSignal();
    int seated;

    public Board() => First = tail = new Link([]);

    public string Id { get; } = Secret.New()[..22];
    public string JoinCode { get; } = Secret.New()[..6];
    public Link First { get; }

    /// <summary>Ends at the next change; take it before looking for one.</summary>
    public Task More => Volatile.Read(ref more).Task;

    /// <summary>Moved by the file's writer alone.</summary>
    public int Version { get; set; }

    public Seated Seat()
    {
        var seat = new Seated($"p{Interlocked.Increment(ref seated)}", Secret.New());
        seats[seat.Token] = seat.ParticipantId;
        return seat;
    }

    public string? Participant(string token) => seats.GetValueOrDefault(token);

    /// <summary>Called by the file's writer alone.</summary>
    public void Add(byte[] change) => tail = tail.Next = new Link(change);

    public void Wake() => Interlocked.Exchange(ref more, NewSignal()).SetResult();

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A change as it goes over the wire, shared by all listeners.</summary>
    public sealed class Link(byte[] change)
    {
        volatile Link? next;

        public byte[] Change { get; } = change;
        public Link? Next { get => next; set => next = value; }
    }
}
