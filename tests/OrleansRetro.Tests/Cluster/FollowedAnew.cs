using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansRetro.Live;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

/// <summary>A retro that nobody looks at is followed no longer; whoever comes just then must not look at a board that stands still.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "R26")]
public sealed class FollowedAnew : IAsyncDisposable
{
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(20);

    readonly RetroCluster _cluster;
    readonly FakeTimeProvider _time = new();
    readonly LiveFeeds _feeds;

    public FollowedAnew(RetroCluster cluster)
    {
        _cluster = cluster;
        _feeds = new(cluster.Grains, _time, new(), NullLogger<LiveFeed>.Instance);
    }

    [Fact]
    public async Task Whoever_comes_when_it_has_stopped()
    {
        var retro = await LiveRetro.Start(_cluster);
        var stopped = (await _feeds.Follow(retro.Id))!;
        Assert.False(stopped.TryStop(Linger));
        _time.Advance(Linger * 2);
        Assert.True(stopped.TryStop(Linger));

        Assert.False(_feeds.TryWatch(stopped, new Onlooker()));
        var followed = (await _feeds.Follow(retro.Id))!;

        Assert.NotSame(stopped, followed);
        Assert.True(_feeds.TryWatch(followed, new Onlooker()));
        Assert.Same(followed, await _feeds.Follow(retro.Id));
    }

    [Fact]
    public async Task It_goes_on_for_whoever_looks_and_for_whoever_is_about_to()
    {
        var retro = await LiveRetro.Start(_cluster);
        var feed = (await _feeds.Follow(retro.Id))!;
        _time.Advance(Linger * 2);
        Assert.Same(feed, await _feeds.Follow(retro.Id));
        Assert.False(feed.TryStop(Linger));

        var onlooker = new Onlooker();
        Assert.True(_feeds.TryWatch(feed, onlooker));
        _time.Advance(Linger * 2);
        Assert.False(feed.TryStop(Linger));

        feed.Remove(onlooker);
        _time.Advance(Linger * 2);
        Assert.True(feed.TryStop(Linger));
    }

    public async ValueTask DisposeAsync()
    {
        await _feeds.StopAsync(CancellationToken.None);
        _feeds.Dispose();
    }

    sealed class Onlooker : IBoardWatcher
    {
        public ParticipantId Participant => new(1);
        public bool IsHere => true;
        public void Moved(BoardUpdate update) { }
        public void Gone() { }
    }
}
