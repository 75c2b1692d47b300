using OrleansRetro.Commitments;

namespace OrleansRetro.Retros;

/// <summary>
/// What is true of the room right now and kept nowhere: who is here, signals, and the promises' present faces.
/// Nothing about who has written, voted or read.
/// </summary>
[GenerateSerializer, Immutable, Alias("room")]
public sealed record Room
{
    [Id(0)] public ImmutableArray<ParticipantId> Present { get; init; } = [];

    /// <summary>How many of those present have said that they are done with this phase.</summary>
    [Id(1)] public int Ready { get; init; }

    /// <summary>Raised hands, first raised first.</summary>
    [Id(2)] public ImmutableArray<ParticipantId> Hands { get; init; } = [];
    [Id(3)] public int Slower { get; init; }
    [Id(4)] public int Faster { get; init; }

    /// <summary>Who was drawn to speak next.</summary>
    [Id(5)] public ParticipantId? Speaker { get; init; }

    /// <summary>Nobody facilitates; these people may take it.</summary>
    [Id(6)] public ImmutableArray<ParticipantId> Offered { get; init; } = [];

    /// <summary>Promises asked for here, and those taken along from last time.</summary>
    [Id(7)] public ImmutableArray<Promise> Promises { get; init; } = [];

    /// <summary>As long as one is, the board stays.</summary>
    public bool HasOpenPromises() => Promises.Any(promise => promise.IsOpen());
}

/// <summary>A promise as the room sees it.</summary>
/// <param name="Owner">Their seat in this retro; null when they have none.</param>
/// <param name="Carried">Taken along from an earlier retro.</param>
[GenerateSerializer, Immutable, Alias("promise")]
public sealed record Promise(
    CommitmentId Id, string What, string DoneWhen, DateOnly Due, ParticipantId? Owner, string OwnerName, CommitmentStatus Status,
    bool? OnTime, bool Carried, int Times)
{
    [Id(10)] public bool? AsSpecified { get; init; }

    /// <summary>Where its day ends: an IANA time zone.</summary>
    [Id(11)] public string Zone { get; init; } = "Etc/UTC";

    /// <summary>Its owner promised it to themselves, and closes it alone.</summary>
    [Id(12)] public bool IsToOneself { get; init; }

    /// <summary>Where it can be seen, in its owner's words; null before they said.</summary>
    [Id(13)] public string? Evidence { get; init; }

    public bool IsOpen() => Status.IsOpen();

    /// <summary>It was given, and nobody has said how it ended; also where its day has passed.</summary>
    public bool IsStanding() => Status is CommitmentStatus.Promised or CommitmentStatus.AtRisk or CommitmentStatus.RenegotiationProposed or CommitmentStatus.Missed;

    /// <summary>Whoever promised something to somebody else doesn't say themselves that it was kept, or isn't needed any more.</summary>
    public bool IsClosedBy(ParticipantId participant) => IsToOneself || Owner != participant;

    /// <summary>The card that it becomes when it is raised.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public CardId Card => Retro.CardOf(Id);
}

/// <summary>What a watcher gets: a board to start from or the changes since its version, and the room where that moved.</summary>
/// <param name="Version">The version that this leads to.</param>
/// <param name="Snapshot">The whole board, where the changes since the watcher's version are no longer here.</param>
/// <param name="Changes">The changes of each version after the watcher's, oldest first.</param>
[GenerateSerializer, Immutable, Alias("board-update")]
public sealed record BoardUpdate(long Version, Board? Snapshot, ImmutableArray<ImmutableArray<BoardChange>> Changes, Room? Room)
{
    /// <summary>The changes that led to the snapshot, as far as they are remembered, for readers who go on from before it.</summary>
    [Id(4)] public ImmutableArray<ImmutableArray<BoardChange>> Earlier { get; init; } = [];
}
