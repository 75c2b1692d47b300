using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>People who go on writing on several boards, and what they were told is kept.</summary>
sealed class Busy : IAsyncDisposable
{
    readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    readonly List<(TestRetro Retro, Guid Card)> _acknowledged = [];
    readonly Lock _turn = new();
    readonly TaskCompletionSource _many = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task _writing;

    Busy(TestRetro[] retros)
    {
        Retros = retros;
        _writing = Task.WhenAll(retros.Select(Write));
    }

    public IReadOnlyList<TestRetro> Retros { get; }

    /// <summary>What has been acknowledged so far.</summary>
    public IReadOnlyList<(TestRetro Retro, Guid Card)> Acknowledged
    {
        get
        {
            lock (_turn)
                return [.. _acknowledged];
        }
    }

    /// <summary>Begins on so many boards, and returns when some is written.</summary>
    public static async Task<Busy> Begin(ApiClient api, int boards)
    {
        var busy = new Busy(await Task.WhenAll(Enumerable.Range(0, boards).Select(number => TestRetro.Start(api, title: $"Board {number}"))));
        await Task.WhenAny(busy._many.Task, busy._writing).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return busy;
    }

    /// <summary>Returns when everybody has stopped; rethrows what went wrong.</summary>
    public async Task End()
    {
        await _end.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        _end.Dispose();
    }

    async Task Write(TestRetro retro)
    {
        for (var number = 0; !_end.IsCancellationRequested; number++)
        {
            var card = await retro.Facilitator.Card($"Card {number}");
            lock (_turn)
                _acknowledged.Add((retro, card));
            if (_acknowledged.Count > 300)
                _many.TrySetResult();
        }
    }
}
