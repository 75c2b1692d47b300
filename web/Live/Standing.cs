namespace OrleansRetro.Live;

/// <summary>A stream of versions, and the one that was read last.</summary>
public sealed record Following(long After, Func<long, CancellationToken, IAsyncEnumerable<long>> Watch);

/// <summary>How a page stands with what it shows.</summary>
public enum Standing
{
    New,
    Here,

    /// <summary>Nobody is signed in, or no longer.</summary>
    SignedOut,

    /// <summary>There is no such thing, or not for this person.</summary>
    NotFound,

    /// <summary>It was there, and this person may see it no longer.</summary>
    Gone,

    /// <summary>Nobody answers; it is asked for again.</summary>
    Unavailable,
}
