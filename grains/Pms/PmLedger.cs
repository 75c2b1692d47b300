using System.Text.Json.Serialization;
using OrleansRetro.Commitments;

namespace OrleansRetro.Pms;

/// <summary>The promises of which somebody is a party.</summary>
sealed partial record PmLedger
{
    public static PmLedger Empty { get; } = new();

    public ImmutableDictionary<CommitmentId, Promise> Promises { get; init; } = ImmutableDictionary<CommitmentId, Promise>.Empty;

    public PmLedger With(CommitmentId id, CommitmentEvent @event, long version)
    {
        var known = Promises.GetValueOrDefault(id, new(Commitment.Empty, 0));
        return version <= known.Version ? this : this with { Promises = Promises.SetItem(id, new(known.As.Evolve(@event), version, TurnOf(@event) ?? known.TurnAt)) };
    }

    /// <summary>Open ones, soonest first.</summary>
    public IEnumerable<KeyValuePair<CommitmentId, Promise>> Open(DateTimeOffset now) =>
        Known(promise => promise.Status.IsOpen() && !promise.HasFaded(now)).OrderBy(promise => promise.Value.As.Terms!.Due).ThenBy(promise => promise.Key.Value);

    /// <summary>All others, newest first.</summary>
    public IEnumerable<KeyValuePair<CommitmentId, Promise>> Closed(DateTimeOffset now) =>
        Known(promise => !promise.Status.IsOpen() || promise.HasFaded(now)).OrderByDescending(promise => promise.Value.As.ClosedAt ?? promise.Value.As.EndOf(promise.Value.As.Terms!.Due)).ThenBy(promise => promise.Key.Value);

    /// <summary>Those among them about which <paramref name="owner"/> can say something that nobody has said yet.</summary>
    public IEnumerable<KeyValuePair<CommitmentId, Promise>> StillToSay(PersonId owner, DateTimeOffset now) => Closed(now).Where(promise => promise.Value.As switch
    {
        { Helped: null, Effect: { } check } when now < check.Until => true,
        { Status: CommitmentStatus.Disputed } => true,
        { Status: CommitmentStatus.Unconfirmed } or { Status: CommitmentStatus.Met, First: not null, AsFirstSpecified: null } => promise.Value.As.Requester == owner,
        _ => false,
    });

    /// <param name="people">Who each of them turned out to be: what a guest promised counts for whose guest they were, and what somebody promised their own guest for nobody.</param>
    public KeepRecord Record(PersonId owner, Func<PersonId, PersonId> people, DateTimeOffset now) => KeepRecords.Of([.. Promises.Select(promise => KeyValuePair.Create(promise.Key, promise.Value.As.Between(people)))], owner, now);

    /// <summary>This one with what another one knows, too.</summary>
    public PmLedger And(PmLedger other) => this with { Promises = other.Promises.SetItems(Promises) };

    IEnumerable<KeyValuePair<CommitmentId, Promise>> Known(Func<Commitment, bool> which) => Promises.Where(promise => promise.Value.As.Terms is not null && which(promise.Value.As));

    /// <param name="Version">Of its own stream.</param>
    /// <param name="TurnAt">When it last became somebody's turn to say something.</param>
    internal sealed partial record Promise(Commitment As, long Version, DateTimeOffset TurnAt = default);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PmLedger))]
sealed partial class PmLedgerJson : JsonSerializerContext;
