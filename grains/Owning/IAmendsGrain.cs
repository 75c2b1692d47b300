using OrleansRetro.Commitments;

namespace OrleansRetro.Owning;

/// <summary>What somebody says about a mistake of their own; all but the first may be empty.</summary>
/// <param name="What">What happened.</param>
/// <param name="Touched">Whom it touched.</param>
/// <param name="Told">Who knows.</param>
/// <param name="ToldOn">Since when they know.</param>
/// <param name="Repair">What was done about it.</param>
/// <param name="Prevention">What keeps it from happening again.</param>
[GenerateSerializer, Immutable, Alias("mistake-words")]
public sealed record MistakeWords(string What, string Touched = "", string Told = "", DateOnly? ToldOn = null, string Repair = "", string Prevention = "")
{
    /// <summary>Says no word: whatever prints a call, a time-out for one, prints this.</summary>
    public override string ToString() => nameof(MistakeWords);
}

/// <summary>What was there before: a mistake that was owned, or a promise that wasn't kept. One of the two.</summary>
[GenerateSerializer, Immutable, Alias("earlier")]
public sealed record Earlier(MistakeId? Mistake = null, CommitmentId? Promise = null);

/// <summary>The other end of "it happened again".</summary>
/// <param name="At">When the mistake there was owned; null for a promise.</param>
/// <param name="IsTakenBack">Its words are gone; that it happened again stays.</param>
[GenerateSerializer, Immutable, Alias("recurrence")]
public sealed record Recurrence(Earlier To, DateTimeOffset? At, bool IsTakenBack);

/// <summary>A mistake of one's own, made right or about to be.</summary>
/// <param name="Promise">One's own promise that it is about.</param>
/// <param name="CorrectedAt">When its words were changed last.</param>
/// <param name="Before">What it repeats, in the order in which that was said.</param>
/// <param name="Again">What repeats it.</param>
[GenerateSerializer, Immutable, Alias("owned-mistake")]
public sealed record OwnedMistake(
    MistakeId Id, MistakeWords Said, CommitmentId? Promise, DateTimeOffset At, DateTimeOffset? CorrectedAt, ImmutableArray<Recurrence> Before, ImmutableArray<Recurrence> Again);

/// <summary>Something earlier that reads much like a mistake; whether it is the same, its owner alone says.</summary>
[GenerateSerializer, Immutable, Alias("similar-earlier")]
public sealed record SimilarEarlier(MistakeId Mistake, Earlier To);

/// <summary>Everything that somebody owns up to, for themselves.</summary>
/// <param name="Mistakes">Newest first; without those that were taken back.</param>
/// <param name="Similar">About the newest, as long as nothing was said about it.</param>
[GenerateSerializer, Immutable, Alias("amends-view")]
public sealed record AmendsView(ImmutableArray<OwnedMistake> Mistakes, SimilarEarlier? Similar, long Version);

public static class ToMakeRight
{
    /// <summary>It was kept late, partly, or not: there is something that its promisor can make right.</summary>
    public static bool IsToMakeRight(this CommitmentView promise) => promise.Status is CommitmentStatus.NotMet or CommitmentStatus.Missed
        || promise.Status == CommitmentStatus.Met && (promise.OnTime == false || promise.AsSpecified == false);
}

/// <summary>A person's own mistakes, and how they were made right; its key is a <see cref="PersonId"/>. Nobody else is answered, and no rate knows of it. Acts answer with its version and may be sent again.</summary>
[Alias("amends")]
public interface IAmendsGrain : IGrainWithGuidKey
{
    [Alias("View"), For(Audience.Self)] Task<AmendsView> View(Caller who);

    /// <summary>The version, again whenever it has moved beyond <paramref name="after"/>.</summary>
    [Alias("Watch"), For(Audience.Self)] IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default);

    /// <summary>Owns up to something.</summary>
    /// <param name="promise">One's own promise that it is about; null where it is about none.</param>
    /// <exception cref="RejectedException">
    /// <c>text-empty</c>: nothing is said about what happened. <c>told-ahead</c>: nobody can know from a day that is yet to come.
    /// <c>nothing-to-make-right</c>: that promise is somebody else's, or was kept. <c>full-amends</c>, <c>text-too-long</c>. <c>deleted</c>: this one was taken back.
    /// </exception>
    [Alias("MakeRight"), For(Audience.Self)] Task<long> MakeRight(Caller who, MistakeId mistake, MistakeWords words, CommitmentId? promise = null);

    /// <summary>Other words for it; a later one replaces them.</summary>
    [Alias("Correct"), For(Audience.Self)] Task<long> Correct(Caller who, MistakeId mistake, MistakeWords words);

    /// <summary>It happened again: the two are linked for good.</summary>
    /// <exception cref="RejectedException"><c>not-earlier</c>: that wasn't before it. <c>nothing-to-make-right</c>: that promise is somebody else's, or was kept.</exception>
    [Alias("Link"), For(Audience.Self)] Task<long> Link(Caller who, MistakeId mistake, Earlier earlier);

    /// <summary>It isn't the same, and isn't asked about any more.</summary>
    /// <exception cref="RejectedException"><c>linked-already</c></exception>
    [Alias("TellApart"), For(Audience.Self)] Task<long> TellApart(Caller who, MistakeId mistake, Earlier earlier);

    /// <summary>Its words go for good. What it was linked to says so.</summary>
    [Alias("TakeBack"), For(Audience.Self)] Task<long> TakeBack(Caller who, MistakeId mistake);

    /// <summary>Every event of it, as a JSON array.</summary>
    [Alias("Export"), For(Audience.Self)] Task<string> Export(Caller who);

    /// <summary>The person is erased, and all of this with them. For their own grain.</summary>
    [Alias("Forget"), For(Audience.Room)] Task Forget(Caller room);
}
