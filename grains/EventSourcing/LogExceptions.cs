namespace OrleansRetro.EventSourcing;

/// <summary>A stream was not at the expected version. Nothing was written.</summary>
[GenerateSerializer, Alias("conflict")]
public class ConflictException(string stream) : Exception($"Stream {stream} has moved on.")
{
    [Id(0)] public string Stream { get; } = stream;
}

/// <summary>The stream was deleted; its name is never given again.</summary>
[GenerateSerializer, Alias("stream-deleted")]
public sealed class StreamDeletedException(string stream) : ConflictException(stream);

/// <summary>The store failed in the middle: what was asked may or may not have happened. The same call may be sent again.</summary>
[Alias("unknown-outcome")]
public sealed class UnknownOutcomeException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What of it goes to another process: a store's own exception is known to whoever has that store alone.</summary>
[GenerateSerializer, Alias("unknown-outcome.wire")]
struct UnknownOutcomeOnTheWire
{
    [Id(0)] public string Message;
}

[RegisterConverter]
sealed class UnknownOutcomeConverter : IConverter<UnknownOutcomeException, UnknownOutcomeOnTheWire>
{
    public UnknownOutcomeException ConvertFromSurrogate(in UnknownOutcomeOnTheWire surrogate) => new(surrogate.Message);

    public UnknownOutcomeOnTheWire ConvertToSurrogate(in UnknownOutcomeException value) => new() { Message = value.Message };
}
