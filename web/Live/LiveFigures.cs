using System.Diagnostics.Metrics;
using OrleansRetro.Hosting;

namespace OrleansRetro.Live;

/// <summary>What an operator sees of the live boards in this process: how many, never which.</summary>
sealed class LiveFigures(IMeterFactory meters, LiveFeeds feeds) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableUpDownCounter("retro.live.retros", () => feeds.Count().Retros, "{retro}", "Retros that this process follows.");
        meter.CreateObservableUpDownCounter("retro.live.watchers", () => feeds.Count().Watchers, "{watcher}", "Pages and event streams that follow a retro in this process.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
