using System.Diagnostics;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Distributed;

/// <summary>Somebody who writes and somebody who reads along in one retro, each as a program does that wants nothing lost; both remember their longest wait.</summary>
sealed class Crowd(TestRetro retro, Uri writingAt, Uri readingAt)
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    readonly HashSet<Guid> _told = [];
    long _version;

    public TestRetro Retro => retro;
    public List<Guid> Acknowledged { get; } = [];
    public TimeSpan LongestSilence { get; private set; }
    public TimeSpan LongestWait { get; private set; }

    /// <summary>Answers that were none, by what came instead.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Writes at a steady pace, each card again until it is acknowledged.</summary>
    public async Task Write(CancellationToken end)
    {
        using var api = new ApiClient(writingAt);
        using var pace = new PeriodicTimer(Pace);
        while (!end.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            var (card, began) = (Guid.NewGuid(), Stopwatch.GetTimestamp());
            while (!await IsWritten(api, card))
                await pace.WaitForNextTickAsync(CancellationToken.None);
            Acknowledged.Add(card);
            LongestWait = Max(LongestWait, Stopwatch.GetElapsedTime(began));
        }
    }

    /// <summary>Returns when so many cards have been acknowledged.</summary>
    public async Task Wrote(int count)
    {
        using var pace = new PeriodicTimer(Pace);
        while (Acknowledged.Count < count)
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    async Task<bool> IsWritten(ApiClient api, Guid card)
    {
        try
        {
            var answer = await (retro.Facilitator with { Api = api }).PutCard(card, $"Card {Acknowledged.Count}");
            if ((int)answer.Status == 200)
                return true;
            Failures.Add($"{answer.Status} {answer.Text}");
        }
        catch (HttpRequestException broken)
        {
            Failures.Add(broken.ToString());
        }
        return false;
    }

    /// <summary>Reads until all that was acknowledged has been told, once and in order; a stream that ends is taken up where it ended.</summary>
    public async Task Read(Task writing)
    {
        using var api = new ApiClient(readingAt);
        using var pace = new PeriodicTimer(Pace);
        var heard = Stopwatch.GetTimestamp();
        while (!writing.IsCompleted || !_told.IsSupersetOf(Acknowledged))
        {
            try
            {
                await using var wire = await api.Watch(retro.Id, retro.Facilitator.Token, lastEventId: _version > 0 ? $"{_version}" : null);
                while ((!writing.IsCompleted || !_told.IsSupersetOf(Acknowledged)) && await wire.Next() is { } next)
                {
                    LongestSilence = Max(LongestSilence, Stopwatch.GetElapsedTime(heard));
                    heard = Stopwatch.GetTimestamp();
                    Take(next);
                }
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                Failures.Add(broken.ToString());
                await pace.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    void Take(EventStream.Event next)
    {
        if (next.Name == "snapshot")
        {
            _told.UnionWith(next.Data.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()));
            _version = next.Data.GetProperty("version").GetInt64();
        }
        else if (next.Name == "change")
        {
            Assert.Equal(++_version, next.Id);
            foreach (var change in next.Changes.Where(change => change.GetProperty("type").GetString() == "card"))
                Assert.True(_told.Add(change.GetProperty("id").GetGuid()), "A card was told twice.");
        }
    }

    static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
