using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansRetro.EventSourcing;

/// <summary>What one stream's events amount to, folded without waking its grain.</summary>
public abstract class Fold
{
    /// <summary>How many events were added.</summary>
    public long Version { get; private protected set; }

    /// <summary>The first event that this version of the program can't read, or null.</summary>
    public long? DamagedAt { get; private protected set; }

    /// <summary>Adds the next event, as it is stored.</summary>
    public abstract void Add(ReadOnlyMemory<byte> @event);

    /// <summary>SHA-256 of the state. The same events have the same in every process, as long as the state has the same shape.</summary>
    public abstract byte[] Hash();

    /// <summary>What <see cref="Hash"/> would be in this snapshot; null when it is of another schema or can't be read.</summary>
    public abstract byte[]? HashOf(int schema, ReadOnlyMemory<byte> snapshot);
}

/// <param name="events">How the events are stored.</param>
/// <param name="states">How the state is written, for its hash.</param>
/// <param name="schema">The schema of snapshots in this format, or 0 for none.</param>
sealed class Fold<TState, TEvent>(JsonTypeInfo<TEvent> events, JsonTypeInfo<TState> states, int schema = 0) : Fold
    where TState : class, IState<TState, TEvent>
    where TEvent : class
{
    readonly JsonTypeInfo<TState> _canonical = InOrder.Of(states);
    TState _state = TState.Empty;

    public override void Add(ReadOnlyMemory<byte> @event)
    {
        Version++;
        try
        {
            _state = _state.Evolve(JsonSerializer.Deserialize(@event.Span, events) ?? throw new JsonException("Null is no event."));
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            // As the grain reads it: what comes after is folded, and the first that wasn't is named.
            DamagedAt ??= Version;
        }
    }

    public override byte[] Hash() => Hash(_state);

    public override byte[]? HashOf(int found, ReadOnlyMemory<byte> snapshot)
    {
        if (schema == 0 || found != schema)
            return null;
        try
        {
            return JsonSerializer.Deserialize(snapshot.Span, states) is { } state ? Hash(state) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    byte[] Hash(TState state) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state, _canonical));
}
