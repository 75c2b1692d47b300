using System.Data.Common;
using System.Globalization;
using Orleans.Runtime.Messaging;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Retros;

/// <summary>Every call may be sent again, so one that was lost on the way or met a grain that was just replaced is.</summary>
public static class Asking
{
    static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300)];

    // A call that was under way to a silo that died is answered by nobody.
    static readonly TimeSpan Patience = TimeSpan.Parse(EventSourcing.Patience.Act, CultureInfo.InvariantCulture);

    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    // So long a silo that died may still be taken for alive, and calls to it are turned away or hang.
    static readonly TimeSpan UntilMissed = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="EventSourcing.Patience.IsPassing"/>
    public static bool IsPassing(Exception failure) => EventSourcing.Patience.IsPassing(failure);

    /// <summary>The same of what accounts are kept in: a database that is away says so in its own ways.</summary>
    public static bool IsOutOfReach(Exception failure) => IsPassing(failure) || failure is DbException or InvalidOperationException { InnerException: DbException };

    /// <exception cref="UnknownOutcomeException">The store is still refusing.</exception>
    /// <exception cref="TimeoutException">Nobody answers.</exception>
    /// <exception cref="OrleansMessageRejectionException">Nobody is there.</exception>
    public static async Task<T> Again<T>(Func<Task<T>> call)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (int missed = 0, refused = 0; ;)
        {
            try
            {
                return await Once(call);
            }
            catch (Exception passing) when (IsNobodyThere(passing) && TimeProvider.System.GetElapsedTime(began) < UntilMissed)
            {
                await Task.Delay(Pauses[Math.Min(missed++, Pauses.Length - 1)]);
            }
            catch (Exception passing) when (IsPassing(passing) && !IsNobodyThere(passing) && passing is not StreamDeletedException && refused < Pauses.Length)
            {
                await Task.Delay(Pauses[refused++]);
            }
        }
    }

    /// <summary>The same of reading what accounts are kept in: connections that lay idle when its server was restarted are dead, and whoever comes next is not to be told of it.</summary>
    /// <exception cref="UnknownOutcomeException">It is out of reach still.</exception>
    public static Task<T> Reading<T>(Func<Task<T>> read) => Again(async () =>
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (!IsPassing(failure) && IsOutOfReach(failure))
        {
            throw new UnknownOutcomeException("What accounts are kept in is out of reach.", failure);
        }
    });

    static bool IsNobodyThere(Exception failure) => failure is TimeoutException or OrleansMessageRejectionException or ConnectionFailedException;

    static async Task<T> Once<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().WaitAsync(Patience);
        }
        catch (Exception stuck) when (stuck is TimeoutException or OperationCanceledException)
        {
            // An attempt that is stuck somewhere ends there by itself, by another clock: whatever is asked next must not meet it.
            await Task.Delay(Grace);
            throw new TimeoutException("Nobody answered in time.", stuck);
        }
    }
}
