using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

/// <summary>What became of a promise, as a retro's line counts it.</summary>
[GenerateSerializer, Immutable, Alias("kept-promises")]
public sealed record KeptPromises(int Kept, int Of, int Open);

/// <summary>A retro of the team in one line.</summary>
/// <param name="TopTopic">What had most votes, once votes are known.</param>
/// <param name="EndedAt">When it entered Close; null while it runs.</param>
/// <param name="ChangedAt">When it entered the phase it is in.</param>
[GenerateSerializer, Immutable, Alias("retro-line")]
public sealed record RetroLine(RetroId Id, string Title, string Format, Phase Phase, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? TopTopic, KeptPromises Promises, bool Archived, DateTimeOffset? DiscardedAt, DateTimeOffset ChangedAt);

/// <summary>A promise that the team sees.</summary>
[GenerateSerializer, Immutable, Alias("team-promise")]
public sealed record TeamPromise(CommitmentId Id, RetroId Retro, string What, string Promisor, string Requester, DateOnly Due, CommitmentStatus Status);

/// <summary>What the promises that a team sees came to in one quarter.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Kept">As agreed and by their day.</param>
/// <param name="Likely">Where the share may lie (Wilson, 95 of 100).</param>
[GenerateSerializer, Immutable, Alias("quarter-kept")]
public sealed record QuarterKept(DateOnly First, int Kept, int Of, Interval Likely);

/// <summary>Whether what was promised in a team's retros helped.</summary>
/// <param name="Of">Those of completed quarters that ended and were looked at some weeks later, or can't be any more; quarters that would tell of single people wait for the next.</param>
/// <param name="Open">Those that are done, and not looked at yet.</param>
[GenerateSerializer, Immutable, Alias("follow-through")]
public sealed record FollowThrough(int Helped, int Of, int Open);

/// <summary>How a promise ended, as both know.</summary>
public enum ProvenAs { Kept, KeptLate, Partly, NotKept, Withdrawn, LetGo }

/// <summary>A promise whose end is known; names nobody.</summary>
[GenerateSerializer, Immutable, Alias("proven-promise")]
public sealed record ProvenPromise(CommitmentId Id, string What, DateOnly Due, ProvenAs Ending);

/// <summary>What a team can tell others of some days.</summary>
/// <param name="Unproven">Promises that one side alone calls done, or that both see differently: how many there are, and no more.</param>
[GenerateSerializer, Immutable, Alias("proven-promises")]
public sealed record ProvenPromises(ImmutableArray<ProvenPromise> Promises, int Unproven);

/// <summary>Where words were found: a retro, and up to three of its own texts.</summary>
[GenerateSerializer, Immutable, Alias("found-retro")]
public sealed record FoundRetro(RetroLine Retro, ImmutableArray<string> Texts);

/// <summary>What a team's retros and promises amount to over time: a fold of the log, that can be thrown away and made again.</summary>
[Alias("team-ledger")]
public interface ITeamLedgerGrain : IGrainWithGuidKey
{
    /// <summary>Newest first; <paramref name="before"/> starts below that retro.</summary>
    /// <param name="archived">Those that were put away or discarded instead of all others.</param>
    [Alias("Retros"), For(Audience.Reader)] Task<ImmutableArray<RetroLine>> Retros(Caller who, bool archived = false, RetroId? before = null, int limit = 50);

    /// <summary>Open promises that were made in the team's retros, soonest first.</summary>
    [Alias("OpenPromises"), For(Audience.Reader, Audience.Room)] Task<ImmutableArray<TeamPromise>> OpenPromises(Caller who, int limit = 50);

    /// <summary>What the team's promises of completed quarters came to, newest first; quarters that would tell of single people are left out.</summary>
    [Alias("Quarters"), For(Audience.Reader)] Task<ImmutableArray<QuarterKept>> Quarters(Caller who);

    /// <summary>Whether what was promised in its retros helped.</summary>
    [Alias("FollowThrough"), For(Audience.Reader)] Task<FollowThrough> FollowThrough(Caller who);

    /// <summary>How the team's promises ended in these days, where each was made: what an update says.</summary>
    [Alias("Proven"), For(Audience.Reader)] Task<ProvenPromises> Proven(Caller who, DateOnly from, DateOnly until);

    /// <summary>What stands of the team's promises, and what has ended since its last retro did. For the team, which lets a review of expectations open with them.</summary>
    [Alias("Reviewed"), For(Audience.Room)] Task<ImmutableArray<ReviewedPromise>> Reviewed(Caller room);

    /// <summary>Position in the log of what was last heard of this team, to watch from.</summary>
    [Alias("Position"), For(Audience.Reader)] Task<long> Position(Caller who);

    /// <summary>The position in the log, again whenever something has come to this team beyond <paramref name="after"/>, for as long as the caller belongs here.</summary>
    [Alias("Watch"), For(Audience.Reader)] IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default);

    /// <summary>Retros whose title, cards everybody saw, groups or notes have all these words, newest first; plain matching, no pattern.</summary>
    [Alias("Search"), For(Audience.Reader)] Task<ImmutableArray<FoundRetro>> Search(Caller who, string words, DateOnly? from = null, DateOnly? until = null, int limit = 20);

    /// <summary>Retros that nobody has changed since then. For the team, which keeps them no longer.</summary>
    [Alias("Unchanged"), For(Audience.Room)] Task<ImmutableArray<RetroId>> Unchanged(Caller room, DateTimeOffset since);

    /// <summary>A hint that the log has something new for this team.</summary>
    [Alias("Nudge"), For(Audience.Room)] Task Nudge(Caller room);
}
