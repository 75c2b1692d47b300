using System.Text.Json.Serialization;
using OrleansRetro.Commitments;

namespace OrleansRetro.Pms;

/// <summary>The promises of which somebody is a party.</summary>
sealed record PmLedger
{
    public static PmLedger Empty { get; } = new();

    public ImmutableDictionary<CommitmentId, Promise> Promises { get; init; } = ImmutableDictionary<CommitmentId, Promise>.Empty;

    public PmLedger With(CommitmentId id, CommitmentEvent @event, long version)
    {
        var known = Promises.GetValueOrDefault(id, new(Commitment.Empty, 0));
        return version <= known.Version ? this : this with { Promises = Promises.SetItem(id, new(known.As.Evolve(@event), version)) };
    }

    /// <summary>Open ones, soonest first.</summary>
    public IEnumerable<KeyValuePair<CommitmentId, Promise>> Open() =>
        Promises.Where(promise => promise.Value.As is { Terms: not null } known && known.Status.IsOpen()).OrderBy(promise => promise.Value.As.Terms!.Due).ThenBy(promise => promise.Key.Value);

    /// <param name="Version">Of its own stream.</param>
    internal sealed record Promise(Commitment As, long Version);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PmLedger))]
sealed partial class PmLedgerJson : JsonSerializerContext;
