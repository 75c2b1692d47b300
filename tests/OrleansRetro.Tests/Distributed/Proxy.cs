using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Distributed;

/// <summary>Leads everybody to one web until that is ready no longer, and then to another, as the proxy of the compose file does.</summary>
sealed class Proxy : IAsyncDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    readonly CancellationTokenSource _end = new();
    readonly Fleet _fleet;
    readonly Line _line;
    readonly Task _looking;

    public Proxy(Fleet fleet, int first)
    {
        (_fleet, _line) = (fleet, new(fleet.Webs[first].LocalAddress));
        _looking = Look();
    }

    public Uri Address => _line.Address;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        await _line.DisposeAsync();
        _http.Dispose();
        _end.Dispose();
    }

    async Task Look()
    {
        using var interval = new PeriodicTimer(Interval);
        try
        {
            while (await interval.WaitForNextTickAsync(_end.Token))
            {
                if (await IsReady(_line.To))
                    continue;
                foreach (var web in _fleet.Webs)
                {
                    if (await IsReady(web.LocalAddress))
                        _line.To = web.LocalAddress;
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The end of the test.
        }
    }

    async Task<bool> IsReady(Uri web)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(web, "/health/ready"), _end.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException || unreachable is TaskCanceledException && !_end.IsCancellationRequested)
        {
            return false;
        }
    }
}
