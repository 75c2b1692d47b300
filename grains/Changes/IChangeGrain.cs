using System.Text.Json.Serialization;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Changes;

/// <summary>How the mood in a team is, as one of it says.</summary>
[JsonConverter(typeof(KebabCase<TeamMood>))]
public enum TeamMood { VeryLow, Low, Mixed, Good, VeryGood }

/// <summary>What somebody says has changed.</summary>
/// <param name="Since">The first day on which it is so; within a year of today.</param>
/// <param name="Affected">Open promises, among those that the team sees.</param>
[GenerateSerializer, Immutable, Alias("change-draft")]
public sealed record ChangeDraft(string What, DateOnly Since, ImmutableArray<CommitmentId> Affected);

/// <summary>A promise that a change may touch, as its team sees it.</summary>
/// <param name="Answer">What became of it since; null while nobody has said.</param>
/// <param name="IsMine">Whoever looks is one of its two people.</param>
/// <param name="MayUphold">They can say here that it still holds.</param>
[GenerateSerializer, Immutable, Alias("affected-promise")]
public sealed record AffectedPromise(CommitmentId Id, string What, string Promisor, string Requester, DateOnly Due, CommitmentStatus Status, ChangeAnswer? Answer, bool IsMine, bool MayUphold);

/// <summary>The question about the mood, while it is open to whoever looks.</summary>
/// <param name="Round">1 when the change was told, 2 four weeks later.</param>
/// <param name="Mine">What they have answered; for them alone.</param>
/// <param name="Fewest">With fewer answers nothing is ever shown.</param>
[GenerateSerializer, Immutable, Alias("mood-asked")]
public sealed record MoodAsked(int Round, DateTimeOffset Until, TeamMood? Mine, int Fewest);

/// <summary>What a round that is over came to.</summary>
/// <param name="Counts">How many said each, lowest mood first; null where too few answered, whose number is not told either.</param>
/// <param name="Median">0 for the lowest mood to 4 for the highest; between two of them it is a half.</param>
[GenerateSerializer, Immutable, Alias("mood-round")]
public sealed record MoodRound(int Round, DateTimeOffset AskedAt, ImmutableArray<int>? Counts, double Median);

/// <summary>A change as somebody in its team sees it.</summary>
/// <param name="What">Empty once whoever said it is here no longer.</param>
/// <param name="By">Their name; null with that.</param>
/// <param name="Affected">By day, never by person.</param>
/// <param name="Asked">Null while nothing is asked, and for whoever only reads.</param>
/// <param name="Moods">Rounds that are over, in turn.</param>
/// <param name="Version">Doesn't move when somebody answers about the mood.</param>
[GenerateSerializer, Immutable, Alias("change-view")]
public sealed record ChangeView(
    ChangeId Id, TeamId Team, TeamRole Mine, string What, DateOnly Since, string? By, DateTimeOffset At, ImmutableArray<AffectedPromise> Affected,
    DateTimeOffset? SettledAt, MoodAsked? Asked, ImmutableArray<MoodRound> Moods, long Version)
{
    /// <summary>Promises about which nobody has said what becomes of them.</summary>
    public int Unanswered => Affected.Count(promise => promise.Answer is null);

    public bool IsSettled => SettledAt is not null;

    /// <summary>Somebody has yet to do something about it, or to answer.</summary>
    public bool IsCurrent => !IsSettled || Asked is not null;
}

/// <summary>What somebody has said themselves about a change, for their own eyes.</summary>
[GenerateSerializer, Immutable, Alias("told-change")]
public sealed record ToldChange(ChangeId Id, string What, DateOnly Since, DateTimeOffset At);

/// <summary>One change around a team; its key is a <see cref="ChangeId"/>. A team founds it. Acts answer with its version and may be sent again.</summary>
[Alias("change")]
public interface IChangeGrain : IGrainWithGuidKey
{
    /// <exception cref="RejectedException"><c>not-found</c>: there is no such change, or not for you.</exception>
    [Alias("View"), For(Audience.Reader)] Task<ChangeView> View(Caller who);

    /// <summary>The version, again whenever it has moved beyond <paramref name="after"/>.</summary>
    [Alias("Watch"), For(Audience.Reader)] IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default);

    /// <summary>One of its two people says that a promise holds as it is. Another day, or letting it go, is said on the promise itself.</summary>
    /// <exception cref="RejectedException"><c>not-yours</c>: between two others. <c>day-asked</c>: another day is asked for. <c>promise-closed</c>; <c>change-settled</c>.</exception>
    [Alias("Uphold"), For(Audience.Member)] Task<long> Uphold(Caller who, CommitmentId promise);

    /// <summary>The team is through with it; what became of each promise is kept as it is now.</summary>
    /// <exception cref="RejectedException"><c>change-open</c>: of some promise nobody has said what becomes of it.</exception>
    [Alias("Settle"), For(Audience.Member)] Task<long> Settle(Caller who);

    /// <summary>How the mood is, without a name; may be said otherwise until the round is over.</summary>
    /// <exception cref="RejectedException"><c>mood-closed</c>: this round isn't open, or not any more.</exception>
    [Alias("AnswerMood"), For(Audience.Member)] Task<long> AnswerMood(Caller who, int round, TeamMood mood);

    /// <summary>One's own words, also after one has left the team.</summary>
    [Alias("Told"), For(Audience.Self)] Task<ToldChange> Told(Caller who);

    /// <summary>Whose it is; null when it isn't there. For its team, which also wakes it so.</summary>
    [Alias("TeamOf"), For(Audience.Room)] Task<TeamId?> TeamOf(Caller room);

    /// <summary>Whoever told it is erased, and their words with them. For their own grain.</summary>
    [Alias("Forget"), For(Audience.Room)] Task Forget(Caller room, PersonId person);

    /// <summary>It goes with its team, for good.</summary>
    [Alias("Erase"), For(Audience.Room)] Task Erase(Caller room);
}
