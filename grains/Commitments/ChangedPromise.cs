using System.Text.Json.Serialization;
using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

/// <summary>What becomes of a promise when something changes around it.</summary>
[JsonConverter(typeof(KebabCase<ChangeAnswer>))]
public enum ChangeAnswer { Kept, Renegotiated, Dropped }

/// <summary>Where a promise stands after something changed around it.</summary>
/// <param name="IsDayAsked">One side asks for another day or other conditions, and waits.</param>
/// <param name="Answer">What its two people have said on the promise itself since then; null where they haven't.</param>
[GenerateSerializer, Immutable, Alias("changed-promise")]
public sealed record ChangedPromise(CommitmentId Id, string What, DateOnly Due, PersonId Promisor, PersonId Requester, CommitmentStatus Status, bool IsDayAsked, ChangeAnswer? Answer, long Version);
