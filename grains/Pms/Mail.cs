using System.Text.Json.Serialization;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Pms;

/// <summary>What somebody may get mail about; each can be switched off.</summary>
[JsonConverter(typeof(KebabCase<MailKind>))]
public enum MailKind { AskedOfYou, HandedOver, StillGood }

/// <summary>A promise that waits for somebody's word.</summary>
/// <param name="Since">When it began to wait for this word. Names the question: once it is answered, the next one has another.</param>
/// <param name="As">Who is asked: a person, or a guest that they were.</param>
[GenerateSerializer, Immutable, Alias("waiting-promise")]
public sealed record WaitingPromise(CommitmentView Promise, MailKind Kind, DateTimeOffset Since, PersonId As);

/// <summary>Whether there is a mail for somebody now.</summary>
/// <param name="Next">When it is worth looking again.</param>
[GenerateSerializer, Immutable, Alias("mail-look")]
public sealed record MailLook(bool IsDue, DateTimeOffset Next);

/// <summary>A mail that is whoever's who claimed it, and nobody else's.</summary>
/// <param name="At">When it was claimed; names it where it is given back.</param>
/// <param name="Language">Null where somebody never chose one.</param>
[GenerateSerializer, Immutable, Alias("claimed-mail")]
public sealed record ClaimedMail(ImmutableArray<WaitingPromise> Lines, DateTimeOffset At, string? Language);
