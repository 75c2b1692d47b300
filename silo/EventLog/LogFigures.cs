using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrleansRetro.Hosting;

namespace OrleansRetro.EventLog;

/// <summary>What an operator sees of the log's writer; measured only while somebody listens.</summary>
static class LogFigures
{
    static readonly Meter Meter = new(Telemetry.Name);

    static readonly Histogram<double> Durations = Meter.CreateHistogram("retro.log.commit.duration", "s", "How long one commit of the event log took.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });

    static readonly Histogram<int> Rows = Meter.CreateHistogram("retro.log.commit.rows", "{row}", "How many rows shared one commit; the sum is what was written.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });

    static readonly Counter<long> Failures = Meter.CreateCounter<long>("retro.log.commit.failures", "{commit}", "Commits whose outcome is unknown.");

    public static void Committed(long began, IEnumerable<Operation> batch, bool failed)
    {
        if (failed)
            Failures.Add(1);
        if (Durations.Enabled)
            Durations.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        if (Rows.Enabled && !failed)
            Rows.Record(batch.Sum(operation => operation.Rows));
    }
}
