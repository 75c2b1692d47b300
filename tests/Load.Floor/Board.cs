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

    /// <summary>Called by the file's writer alone, once per sync.</summary>
    public void Publish(byte[] events)
    {
        tail = tail.Next = new Link(events);
        Wake();
    }

    public void Wake() => Interlocked.Exchange(ref more, NewSignal()).SetResult();

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Serialised server-sent events, shared by all listeners.</summary>
    public sealed class Link(byte[] events)
    {
        volatile Link? next;

        public byte[] Events { get; } = events;
        public Link? Next { get => next; set => next = value; }
    }
}
