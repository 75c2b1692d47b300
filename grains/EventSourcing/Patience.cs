using Orleans.Runtime.Messaging;

namespace OrleansRetro.EventSourcing;

/// <summary>How long callers wait.</summary>
public static class Patience
{
    /// <summary>
    /// For one attempt at an act. An attempt that has not begun by then never does, wherever it got stuck:
    /// nobody waits for it, and it would come after what its caller asked for next.
    /// </summary>
    public const string Act = "00:00:02";

    /// <summary>Nobody knows whether it was done, and the same may simply be asked again.</summary>
    public static bool IsPassing(Exception failure) => failure is
        UnknownOutcomeException or ConflictException or TimeoutException or OrleansMessageRejectionException or ConnectionFailedException;
}
