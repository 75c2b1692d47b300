using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>One of the six, and their seat in one retro. What is known to them alone is never shown to whoever attacks.</summary>
sealed record Player(string Name, PersonId Person, TestSeat Seat)
{
    public Caller Caller => Caller.Seat(Person);
    public SeatToken Token => new(Seat.Token);

    /// <summary>What storage and wire call this person, and whatever of it anybody may have kept.</summary>
    public IReadOnlyList<string> Tokens => [$"{Person}", Person.Value.ToString("N"), Token.Hash(), Name, $"{Name} anew"];
}

/// <summary>A retro that was played, and the truth about it.</summary>
sealed class Played(string id, string title)
{
    public string Id => id;
    public string Title => title;
    public Player[] People { get; } = new Player[6];

    /// <summary>Cards in the order in which they were written.</summary>
    public List<(Guid Card, int Who)> Written { get; } = [];

    /// <summary>Which column each card was written in.</summary>
    public Dictionary<Guid, string> Columns { get; } = [];

    /// <summary>Cards that left the grain together, in the order of writing.</summary>
    public List<List<Guid>> Batches { get; } = [];

    /// <summary>Whose a tag is, by round or poll; the test looked it up while the key was there.</summary>
    public Dictionary<string, int> Tags { get; } = [];

    /// <summary>Who voted or answered, in that order.</summary>
    public List<int> Balloted { get; } = [];

    /// <summary>What watchers received, as it came.</summary>
    public List<List<EventStream.Event>> Wires { get; } = [];

    /// <summary>Boards and documents, as each of the six got them.</summary>
    public List<(string What, string Text)> Answers { get; } = [];

    public int AuthorOf(Guid card) => Authors[card];

    Dictionary<Guid, int> Authors => field ??= Written.ToDictionary(written => written.Card, written => written.Who);
}
