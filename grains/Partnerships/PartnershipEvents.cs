using System.Text.Json.Serialization;
using OrleansRetro.Teams;

namespace OrleansRetro.Partnerships;

// Names and shapes are the storage format: add, never edit. Words are emptied when who wrote them is erased, and when the two have closed it.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(PartnershipBegun), "partnership-begun")]
[JsonDerivedType(typeof(AgendaItemAdded), "agenda-item-added")]
[JsonDerivedType(typeof(AgendaItemReworded), "agenda-item-reworded")]
[JsonDerivedType(typeof(AgendaItemSettled), "agenda-item-settled")]
[JsonDerivedType(typeof(AgendaItemReopened), "agenda-item-reopened")]
[JsonDerivedType(typeof(AgendaItemRemoved), "agenda-item-removed")]
[JsonDerivedType(typeof(AimWritten), "aim-written")]
[JsonDerivedType(typeof(AimDropped), "aim-dropped")]
[JsonDerivedType(typeof(CheckInAnswered), "check-in-answered")]
[JsonDerivedType(typeof(KeepingShown), "keeping-shown")]
[JsonDerivedType(typeof(KeepingHidden), "keeping-hidden")]
[JsonDerivedType(typeof(PartnershipClosed), "partnership-closed")]
[JsonDerivedType(typeof(PartnerLeft), "partner-left")]
public abstract record PartnershipEvent;

/// <summary>One of the two begins, for the first time or anew.</summary>
/// <param name="Through">The team in which they met.</param>
public sealed record PartnershipBegun(PersonId By, TeamId Through, DateTimeOffset At) : PartnershipEvent;

public sealed record AgendaItemAdded(AgendaItemId Item, AgendaTopic Topic, string Text, PersonId By, DateTimeOffset At) : PartnershipEvent;

/// <summary>By whoever added it.</summary>
public sealed record AgendaItemReworded(AgendaItemId Item, AgendaTopic Topic, string Text, PersonId By) : PartnershipEvent;

/// <summary>It was talked about.</summary>
public sealed record AgendaItemSettled(AgendaItemId Item, PersonId By, DateTimeOffset At) : PartnershipEvent;

/// <summary>It wasn't after all, or is to be once more.</summary>
public sealed record AgendaItemReopened(AgendaItemId Item, PersonId By) : PartnershipEvent;
public sealed record AgendaItemRemoved(AgendaItemId Item, PersonId By) : PartnershipEvent;

/// <summary>What one of them is after; a later one of the same id replaces it.</summary>
public sealed record AimWritten(AimId Aim, string Text, PersonId By) : PartnershipEvent;
public sealed record AimDropped(AimId Aim, PersonId By) : PartnershipEvent;

/// <summary>One side of a check-in; a later one replaces it while the other side is missing.</summary>
public sealed record CheckInAnswered(int Number, string Works, string Differently, Going Going, PersonId By, DateTimeOffset At) : PartnershipEvent;

/// <summary>One of them shows the other how they kept their promises so far, to everybody; a later one replaces it.</summary>
public sealed record KeepingShown(PersonId By, ShownKeeping Keeping) : PartnershipEvent;

/// <summary>What they showed is to be seen no longer.</summary>
public sealed record KeepingHidden(PersonId By, DateTimeOffset At) : PartnershipEvent;

/// <summary>One of the two has ended it; what was written until then is no more.</summary>
public sealed record PartnershipClosed(PersonId By, DateTimeOffset At) : PartnershipEvent;

/// <summary>One of the two is erased; what they wrote is no more.</summary>
public sealed record PartnerLeft(PersonId Person) : PartnershipEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PartnershipEvent))]
sealed partial class PartnershipJson : JsonSerializerContext;
