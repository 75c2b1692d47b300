using System.Diagnostics;

namespace OrleansRetro.Hosting;

/// <summary>Spans of the few requests that may have one. Whatever is in a span is from the list and not from the request.</summary>
static class Traces
{
    public static void UseTraces(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!TracedNames.Requests.TryGetValue(http.Request.Path.Value ?? "", out var traced) || traced.Method != http.Request.Method)
        {
            await next(http);
            return;
        }
        // Whoever asks doesn't choose the trace.
        Activity.Current = null;
        using var span = Telemetry.Spans.StartActivity(traced.Name, ActivityKind.Server);
        await next(http);
        span?.SetTag("http.request.method", traced.Method).SetTag("http.route", traced.Name[(traced.Method.Length + 1)..])
            .SetTag("http.response.status_code", http.Response.StatusCode)
            .SetStatus(http.Response.StatusCode >= StatusCodes.Status500InternalServerError ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    });
}
