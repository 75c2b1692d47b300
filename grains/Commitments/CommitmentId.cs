using System.Text.Json.Serialization;

namespace OrleansRetro.Commitments;

/// <summary>One promise between two parties: a random UUID made by whoever asks or offers.</summary>
[GenerateSerializer, Immutable, Alias("commitment-id"), JsonConverter(typeof(IdJson<CommitmentId>))]
public readonly record struct CommitmentId(Guid Value) : IId<CommitmentId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out CommitmentId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}
