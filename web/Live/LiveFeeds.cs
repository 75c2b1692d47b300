using System.Collections.Concurrent;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;

namespace OrleansRetro.Live;

/// <summary>The retros that this web process follows: each once, from the first who looks until a while after the last.</summary>
public sealed class LiveFeeds(IGrainFactory grains, TimeProvider time, WebOptions options, ILogger<LiveFeed> logger) : BackgroundService
{
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(12);

    readonly ConcurrentDictionary<RetroId, Lazy<LiveFeed>> _feeds = new();

    /// <summary>The feed of this retro with its first board loaded; null when there is no such retro.</summary>
    public async ValueTask<LiveFeed?> Follow(RetroId id)
    {
        while (true)
        {
            var following = _feeds.GetOrAdd(id, Begin);
            var feed = following.Value;
            var goesOn = feed.TryTouch();
            if (goesOn && await IsThere(feed))
                return feed;
            await End(id, following);
            if (goesOn)
                return null;
        }
    }

    /// <summary>Lets somebody watch soon after they followed; false when the retro or their seat has too many pages open.</summary>
    public bool TryWatch(LiveFeed feed, IBoardWatcher watcher) => options.Limits.Enabled
        ? feed.TryAdd(watcher, options.Limits.WatchersPerRetro, options.Limits.WatchersPerSeat)
        : feed.TryAdd(watcher, int.MaxValue, int.MaxValue);

    public bool HasRoom(LiveFeed feed, ParticipantId seat) => !options.Limits.Enabled || feed.WatchersOf(seat) < options.Limits.WatchersPerSeat;

    /// <summary>How many retros are followed now, and by how many pages and streams.</summary>
    public (int Retros, int Watchers) Count()
    {
        var feeds = _feeds.Values.Where(feed => feed.IsValueCreated).ToList();
        return (feeds.Count, feeds.Sum(feed => feed.Value.WatcherCount));
    }

    /// <summary>A silo came or went: every retro is watched anew, for nothing else says that its silo is gone.</summary>
    public void Rewatch()
    {
        foreach (var feed in _feeds.Values.Where(feed => feed.IsValueCreated))
            feed.Value.Rewatch();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One round over all retros, so that an open stream needs no timer of its own.
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (id, feed) in _feeds)
            {
                if (!feed.IsValueCreated)
                    continue;
                if (feed.Value.TryStop(Linger))
                    await End(id, feed);
                else
                    feed.Value.Beat(Silence);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_feeds.Values.Select(feed => feed.Value.DisposeAsync().AsTask()));
    }

    static async ValueTask<bool> IsThere(LiveFeed feed)
    {
        try
        {
            await feed.Started;
            return !feed.IsGone;
        }
        catch (RejectedException)
        {
            // There is none: as good as gone.
            return false;
        }
    }

    async ValueTask End(RetroId id, Lazy<LiveFeed> feed)
    {
        if (_feeds.TryRemove(new(id, feed)))
            await feed.Value.DisposeAsync();
    }

    Lazy<LiveFeed> Begin(RetroId id) => new(() =>
    {
        var feed = new LiveFeed(id, grains.GetGrain<IRetroGrain>(id.Value), time, logger);
        feed.Start();
        return feed;
    });
}
