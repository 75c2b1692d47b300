using System.Text.Json.Serialization;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Promises;

/// <summary>Body of PUT /promises/{id}.</summary>
/// <param name="Due">A day in <paramref name="Zone"/>, an IANA time zone; it ends at that day's end.</param>
/// <param name="Promisor">Whose promise it will be. The account is this or <paramref name="Requester"/>.</param>
/// <param name="Team">In which the two met; left out for a promise to oneself.</param>
/// <param name="Shared">The team sees it once it is promised.</param>
public sealed record PutPromiseBody(
    string? What, string? DoneWhen, [property: JsonRequired] DateOnly Due, string? Promisor, string? Requester, string? Team = null, string? Zone = null, bool Shared = false, string? Why = null)
{
    /// <summary>How much hangs on it; only a requester says so.</summary>
    public Stake? Size { get; init; }

    /// <summary>An open promise of the same promisor that this is a part of.</summary>
    public string? PartOf { get; init; }

    /// <summary>It was promised by word of mouth, and its day has passed; it measures nothing.</summary>
    public bool Afterwards { get; init; }

    /// <summary>A day, at most the due one, after which no answer is waited for any more; left out for the due day.</summary>
    public DateOnly? AnswerBy { get; init; }
}

/// <summary>Other conditions than those that both agreed on.</summary>
public sealed record PutConditionsBody(string? What, string? DoneWhen, [property: JsonRequired] DateOnly Due);

/// <param name="Terms">For a yes: the <c>termsHash</c> of what was asked for. Left out, what was agreed stays.</param>
public sealed record PutConditionsAnswerBody(string? Terms = null);

public sealed record PutSizeBody([property: JsonRequired] Stake Size);

/// <param name="AsAgreed">What was handed over is also what was promised first.</param>
public sealed record PutFirstTermsBody([property: JsonRequired] bool AsAgreed);

/// <summary>Whether it helped, some weeks after it was kept.</summary>
public sealed record PutEffectBody([property: JsonRequired] bool Helped);

/// <summary>Other terms instead of those that were seen.</summary>
/// <param name="Seen">Their <c>termsHash</c>.</param>
public sealed record PutTermsBody(string? What, string? DoneWhen, [property: JsonRequired] DateOnly Due, string? Seen);

/// <summary>What somebody answers who is asked, or whom something is offered to.</summary>
[JsonConverter(typeof(KebabCase<PromiseAnswer>))]
public enum PromiseAnswer { Agree, Decline }

/// <param name="Terms">For a yes: the <c>termsHash</c> that it is to.</param>
public sealed record PutAnswerBody([property: JsonRequired] PromiseAnswer Answer, string? Terms = null);

/// <summary>How the promisor says it goes.</summary>
[JsonConverter(typeof(KebabCase<PromiseProgress>))]
public enum PromiseProgress { OnTrack, AtRisk, Done }

public sealed record PutProgressBody([property: JsonRequired] PromiseProgress Progress);

public sealed record PutDayBody([property: JsonRequired] DateOnly Due);

/// <param name="Due">The day that was asked for, as it was seen.</param>
/// <param name="Agree">False keeps the day that stands.</param>
public sealed record PutDayAnswerBody([property: JsonRequired] DateOnly Due, [property: JsonRequired] bool Agree);

/// <summary>What the requester says became of it; <see cref="Open"/> takes that back.</summary>
[JsonConverter(typeof(KebabCase<PromiseOutcome>))]
public enum PromiseOutcome { AsAgreed, Partly, NotKept, NoLongerNeeded, Open }

/// <param name="Unmet">For not-kept: what is missing, where it was handed over and that wasn't said before.</param>
public sealed record PutOutcomeBody([property: JsonRequired] PromiseOutcome Outcome, string? Unmet = null);

public sealed record PutSettlementBody([property: JsonRequired] Settlement Settlement);
