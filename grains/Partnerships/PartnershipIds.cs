using System.Text.Json.Serialization;

namespace OrleansRetro.Partnerships;

/// <summary>Two people, in an order that is the same whoever of them asks.</summary>
public readonly record struct PartnershipId
{
    PartnershipId(PersonId first, PersonId second) => (First, Second) = (first, second);

    public PersonId First { get; }
    public PersonId Second { get; }

    /// <exception cref="RejectedException"><c>not-found</c>: there is nothing between somebody and themselves.</exception>
    public static PartnershipId Of(PersonId one, PersonId other) => one == other ? throw new RejectedException("not-found")
        : string.CompareOrdinal($"{one}", $"{other}") < 0 ? new(one, other) : new(other, one);

    public bool Has(PersonId person) => person == First || person == Second;

    public PersonId Other(PersonId person) => person == First ? Second : First;

    public override string ToString() => $"{First}.{Second}";

    /// <summary>Reads the one spelling that the two have.</summary>
    public static bool TryParse(string? text, out PartnershipId id)
    {
        var known = text?.Split('.') is [var first, var second] && PersonId.TryParse(first, out var one) & PersonId.TryParse(second, out var other) && one != other ? Of(one, other) : default;
        id = known;
        return known != default && known.ToString() == text;
    }
}

/// <summary>Something that two want to talk about: a random UUID made by whoever adds it.</summary>
[GenerateSerializer, Immutable, Alias("agenda-item-id"), JsonConverter(typeof(IdJson<AgendaItemId>))]
public readonly record struct AgendaItemId(Guid Value) : IId<AgendaItemId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out AgendaItemId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}

/// <summary>What one of two is after: a random UUID made by whoever writes it.</summary>
[GenerateSerializer, Immutable, Alias("aim-id"), JsonConverter(typeof(IdJson<AimId>))]
public readonly record struct AimId(Guid Value) : IId<AimId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out AimId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}
