using System.Net.ServerSentEvents;
using System.Text.Json;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>One listener to a retro's server-sent events. Waits for the event itself, and gives up after a while.</summary>
sealed class EventStream : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly HttpResponseMessage _response;
    readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    IAsyncEnumerator<SseItem<string>>? _events;
    bool _isDisposed;

    public EventStream(HttpResponseMessage response) => _response = response;

    /// <summary>One event.</summary>
    public sealed record Event(string Name, long? Id, string Raw)
    {
        public JsonElement Data => JsonSerializer.Deserialize<JsonElement>(Raw);
        public IEnumerable<JsonElement> Changes => Data.GetProperty("changes").EnumerateArray();
    }

    public HttpResponseMessage Response => _response;

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<Event?> Next()
    {
        if (_events is null)
        {
            if (!_response.IsSuccessStatusCode)
                Assert.Fail($"{(int)_response.StatusCode}: {await _response.Content.ReadAsStringAsync(_end.Token)}");
            Assert.Equal("text/event-stream", _response.Content.Headers.ContentType?.MediaType);
            _events = SseParser.Create(await _response.Content.ReadAsStreamAsync(_end.Token)).EnumerateAsync(_end.Token).GetAsyncEnumerator(_end.Token);
        }
        return await _events.MoveNextAsync().AsTask().WaitAsync(Patience, _end.Token)
            ? new(_events.Current.EventType, long.TryParse(_events.Current.EventId, out var id) ? id : null, _events.Current.Data)
            : null;
    }

    /// <summary>The next event of this name; others are passed over.</summary>
    public async Task<Event> Next(string name)
    {
        while (true)
        {
            var next = await Next() ?? throw new InvalidOperationException($"The stream ended before an event {name}.");
            if (next.Name == name)
                return next;
        }
    }

    /// <summary>The next change that is of this type and about this id, if one is given.</summary>
    public async Task<JsonElement> Change(string type, Guid? id = null)
    {
        while (true)
        {
            var found = (await Next("change")).Changes.FirstOrDefault(change =>
                change.GetProperty("type").GetString() == type && (id is null || change.GetProperty("id").GetGuid() == id));
            if (found.ValueKind == JsonValueKind.Object)
                return found;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await _end.CancelAsync();
        if (_events is not null)
            await _events.DisposeAsync();
        _response.Dispose();
        _end.Dispose();
    }
}
