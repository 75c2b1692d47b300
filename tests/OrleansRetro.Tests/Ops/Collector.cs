using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace OrleansRetro.Tests.Ops;

/// <summary>Takes what programs export by OTLP over HTTP, as an operator's collector does, and keeps it as it came.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly HttpListener _listener = new();
    readonly ConcurrentQueue<(string Path, byte[] Body)> _exports = new();
    readonly Task _listening;
    readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}/");

    public Collector()
    {
        _listener.Prefixes.Add(_address.ToString());
        _listener.Start();
        _listening = Listen();
    }

    /// <summary>What a program is told to export here, sooner than it would by itself.</summary>
    public (string, string)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", _address.GetLeftPart(UriPartial.Authority)), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_BSP_SCHEDULE_DELAY", "100"),
    ];

    public IReadOnlyList<byte[]> Traces => Of("/v1/traces");
    public IReadOnlyList<byte[]> Metrics => Of("/v1/metrics");
    public IEnumerable<Span> Spans => Traces.SelectMany(Span.Of);
    public IEnumerable<string> Paths => _exports.Select(export => export.Path).Distinct();

    /// <summary>Whether these letters are in anything that was exported.</summary>
    public bool Has(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return _exports.Any(export => export.Body.AsSpan().IndexOf(bytes) >= 0);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _listening;
    }

    IReadOnlyList<byte[]> Of(string path) => [.. _exports.Where(export => export.Path == path).Select(export => export.Body)];

    async Task Listen()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _exports.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
