namespace OrleansRetro.Load;

/// <summary>The driver's one clock: monotonic ticks, and pauses measured on it.</summary>
static class Clock
{
    public static readonly double TicksPerMicrosecond = TimeProvider.System.TimestampFrequency / 1e6;

    public static long Now => TimeProvider.System.GetTimestamp();

    public static TimeSpan Since(long start) => TimeProvider.System.GetElapsedTime(start);

    public static long After(TimeSpan span) => Now + (long)(span.TotalSeconds * TimeProvider.System.TimestampFrequency);

    public static async Task Pause(TimeSpan span, CancellationToken stop)
    {
        if (span < TimeSpan.FromMilliseconds(1)) return;
        using var timer = new PeriodicTimer(span);
        await timer.WaitForNextTickAsync(stop);
    }

    /// <summary>Asks every few milliseconds; false if it has not come true in time.</summary>
    public static async Task<bool> Until(Func<bool> isTrue, TimeSpan atMost, CancellationToken stop)
    {
        var end = After(atMost);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!isTrue())
        {
            if (Now > end) return false;
            await timer.WaitForNextTickAsync(stop);
        }
        return true;
    }
}
