using System.Text.Json.Serialization;
using OrleansRetro.Commitments;
using OrleansRetro.Teams;

namespace OrleansRetro.Changes;

// Names and shapes are the storage format: add, never edit. The words are emptied when whoever wrote them is erased; no answer about the mood knows a person or a time.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(ChangeDeclared), "change-declared")]
[JsonDerivedType(typeof(PromiseUpheld), "promise-upheld")]
[JsonDerivedType(typeof(ChangeSettled), "change-settled")]
[JsonDerivedType(typeof(MoodAnswered), "mood-answered")]
[JsonDerivedType(typeof(MoodClosed), "mood-closed")]
[JsonDerivedType(typeof(DeclarerLeft), "declarer-left")]
public abstract record ChangeEvent;

/// <summary>Somebody says what has changed around the team, and which promises it may touch.</summary>
public sealed record ChangeDeclared(TeamId Team, string What, DateOnly Since, ImmutableArray<AffectedAt> Affected, PersonId By, DateTimeOffset At) : ChangeEvent;

/// <summary>One of its two people says that a promise holds as it is.</summary>
public sealed record PromiseUpheld(CommitmentId Promise, PersonId By, DateTimeOffset At) : ChangeEvent;

/// <summary>The team is through with it: of each promise somebody has said what becomes of it.</summary>
public sealed record ChangeSettled(ImmutableArray<AnsweredPromise> Answers, PersonId By, DateTimeOffset At) : ChangeEvent;

/// <summary>How the mood is; a later one of the same tag replaces it.</summary>
/// <param name="VoterTag">HMAC of a person under the round's key, which is destroyed when the round is over.</param>
public sealed record MoodAnswered(int Round, string VoterTag, TeamMood Mood) : ChangeEvent;

/// <summary>The round is over; its answers have changed places at random.</summary>
public sealed record MoodClosed(int Round) : ChangeEvent;

/// <summary>Whoever told it is erased.</summary>
public sealed record DeclarerLeft(PersonId Person) : ChangeEvent;

/// <summary>A promise, and how long its stream was when the change was told: what came after answers it.</summary>
public sealed record AffectedAt(CommitmentId Promise, long Version);

/// <summary>What had become of a promise.</summary>
public sealed record AnsweredPromise(CommitmentId Promise, ChangeAnswer Answer);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ChangeEvent))]
sealed partial class ChangeJson : JsonSerializerContext;
