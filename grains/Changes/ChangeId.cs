using System.Text.Json.Serialization;

namespace OrleansRetro.Changes;

/// <summary>Something that changed around a team: a random UUID made by whoever says so.</summary>
[GenerateSerializer, Immutable, Alias("change-id"), JsonConverter(typeof(IdJson<ChangeId>))]
public readonly record struct ChangeId(Guid Value) : IId<ChangeId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out ChangeId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}
