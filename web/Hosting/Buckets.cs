using System.Threading.RateLimiting;

namespace OrleansRetro.Hosting;

/// <summary>Token buckets per seat and per address, for pages and programs alike: what comes in by a circuit is seen by no HTTP limiter.</summary>
public sealed class Buckets(WebOptions options) : IDisposable
{
    readonly PartitionedRateLimiter<string> _acts = Of(options.Limits.ActsAtOnce, options.Limits.ActsPerSecond, TimeSpan.FromSeconds(1));
    readonly PartitionedRateLimiter<string> _starts = Of(options.Limits.RetrosAtOnce, options.Limits.RetrosPerMinute, TimeSpan.FromMinutes(1));
    readonly PartitionedRateLimiter<string> _guesses = Of(options.Limits.WrongCodesAtOnce, options.Limits.WrongCodesPerMinute, TimeSpan.FromMinutes(1));

    readonly PartitionedRateLimiter<string> _tries = Of(options.Limits.WrongPasswordsAtOnce, options.Limits.WrongPasswordsPerHour, TimeSpan.FromHours(1));

    bool Off => !options.Limits.Enabled;

    /// <summary>One act by this seat; false when it does too many.</summary>
    public bool MayAct(string tokenHash) => Off || Take(_acts, tokenHash);

    /// <summary>One act by whoever has no seat, by address.</summary>
    public bool MayAct(HttpContext http) => MayAct(Address(http));

    public bool MayStart(HttpContext http) => Off || Take(_starts, Address(http));

    /// <summary>Whether this address has not guessed wrong too often.</summary>
    public bool MayGuess(HttpContext http) => Off || _guesses.GetStatistics(Address(http)) is not { CurrentAvailablePermits: <= 0 };

    public void GuessedWrong(HttpContext http) => _ = Off || Take(_guesses, Address(http));

    /// <summary>Whether nobody has tried in vain too often to open this, whatever it is.</summary>
    public bool MayTry(string what) => Off || _tries.GetStatistics(what) is not { CurrentAvailablePermits: <= 0 };

    public void TriedInVain(string what) => _ = Off || Take(_tries, what);

    public void Dispose()
    {
        _acts.Dispose();
        _starts.Dispose();
        _guesses.Dispose();
        _tries.Dispose();
    }

    public static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    static bool Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired;
    }

    static PartitionedRateLimiter<string> Of(int atOnce, int refill, TimeSpan period) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new()
        {
            TokenLimit = atOnce,
            TokensPerPeriod = refill,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
        }));
}
