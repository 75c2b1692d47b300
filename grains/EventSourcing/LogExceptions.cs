namespace OrleansRetro.EventSourcing;

/// <summary>A stream was not at the expected version. Nothing was written.</summary>
[GenerateSerializer, Alias("conflict")]
public class ConflictException(string stream) : Exception($"Stream {stream} has moved on.")
{
    [Id(0)] public string Stream { get; } = stream;
}

/// <summary>A stream was to be founded, and is there already.</summary>
[GenerateSerializer, Alias("stream-taken")]
public sealed class StreamTakenException(string stream) : ConflictException(stream);

/// <summary>The stream was deleted; its name is never given again.</summary>
[GenerateSerializer, Alias("stream-deleted")]
public sealed class StreamDeletedException(string stream) : ConflictException(stream);

/// <summary>The store failed in the middle: what was asked may or may not have happened. The same call may be sent again.</summary>
[GenerateSerializer, Alias("unknown-outcome")]
public sealed class UnknownOutcomeException(string message, Exception? inner = null) : Exception(message, Portable(inner))
{
    // It also goes to processes that do not know the store's own exceptions, and would not be told at all.
    static IOException? Portable(Exception? inner) => inner is null ? null : new(inner.ToString());
}
