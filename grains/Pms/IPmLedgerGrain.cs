using OrleansRetro.Commitments;

namespace OrleansRetro.Pms;

/// <summary>Somebody's promises, as of a position in the log.</summary>
/// <param name="Total">How many there are, more than these where they are not all here.</param>
[GenerateSerializer, Immutable, Alias("pm-promises")]
public sealed record PmPromises(ImmutableArray<CommitmentView> Promises, long Position, int Total);

/// <summary>What somebody has promised and was promised: a fold of the log, that can be thrown away and made again. Its key is a <see cref="PersonId"/>.</summary>
[Alias("pm-ledger")]
public interface IPmLedgerGrain : IGrainWithGuidKey
{
    /// <summary>The most promises that are answered at once.</summary>
    const int Most = 10_000;

    /// <summary>Promises that are still to be answered, kept or confirmed, soonest first.</summary>
    [Alias("Open"), For(Audience.Self)] Task<PmPromises> Open(Caller who, int limit = 200);

    /// <summary>The same of those between them and one other person.</summary>
    [Alias("OpenWith"), For(Audience.Self)] Task<PmPromises> OpenWith(Caller who, PersonId other);

    /// <summary>All others, those that ended last first.</summary>
    [Alias("Closed"), For(Audience.Self)] Task<PmPromises> Closed(Caller who, int limit = 200);

    /// <summary>Closed ones about which they are to say something still, now or later: that it is what was agreed, how it is settled, whether it is also what was promised first, and whether it helped.</summary>
    [Alias("StillToSay"), For(Audience.Self)] Task<PmPromises> StillToSay(Caller who);

    /// <summary>Those that wait for their word, soonest first.</summary>
    [Alias("Waiting"), For(Audience.Self)] Task<ImmutableArray<WaitingPromise>> Waiting(Caller who);

    /// <summary>How they kept what they promised to others, as themselves or as a guest that they were; nobody else can ask.</summary>
    [Alias("Record"), For(Audience.Self)] Task<KeepRecord> Record(Caller who);

    /// <summary>The log's position of the newest event about this person's promises, again whenever there is one beyond <paramref name="after"/>.</summary>
    [Alias("Watch"), For(Audience.Self)] IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default);

    /// <summary>All that it has, as its snapshot has it. For the ledger of whoever this guest turned out to be.</summary>
    [Alias("Folded"), For(Audience.Room)] Task<byte[]> Folded(Caller room);

    /// <summary>What they promised to themselves, and no team sees. For whoever forgets them.</summary>
    [Alias("Own"), For(Audience.Room)] Task<ImmutableArray<CommitmentId>> Own(Caller room);

    /// <summary>What they promised to others, others to them, or a team sees. For whoever forgets them.</summary>
    [Alias("WithOthers"), For(Audience.Room)] Task<ImmutableArray<CommitmentId>> WithOthers(Caller room);

    /// <summary>These are no more: nobody ever made them.</summary>
    [Alias("Drop"), For(Audience.Room)] Task Drop(Caller room, ImmutableArray<CommitmentId> promises);

    /// <summary>A hint that the log has something new for this person.</summary>
    [Alias("Nudge"), For(Audience.Room)] Task Nudge(Caller room);
}
