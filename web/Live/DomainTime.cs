namespace OrleansRetro.Live;

/// <summary>The clock by which grains decide, for pages that tell of what is due.</summary>
public sealed class DomainTime([FromKeyedServices("domain")] TimeProvider time) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;
    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();
    public override long GetTimestamp() => time.GetTimestamp();
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
