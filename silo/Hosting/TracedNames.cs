using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace OrleansRetro.Hosting;

/// <summary>
/// The whole list of what is traced, by name. A span's time tells who wrote when, to whoever knows who was at the keyboard: so nothing that
/// somebody does on a board is in it, and what is not in it leaves no span, whatever it happens within.
/// </summary>
public sealed class TracedNames : Sampler
{
    /// <summary>Requests by path, which is the same for everybody: a path with a parameter can't be here.</summary>
    public static FrozenDictionary<string, (string Method, string Name)> Requests { get; } = new[] { "GET /", "POST /start", "GET /api/v1/formats", "POST /api/v1/retros", "GET /health/ready" }
        .ToFrozenDictionary(name => name.Split(' ')[1], name => (name.Split(' ')[0], name));

    static readonly FrozenSet<string> Names = Requests.Values.Select(request => request.Name).ToFrozenSet();

    // What those ask grains for. A retro says itself when it was started, and readiness is asked by machines.
    static readonly FrozenSet<string> Calls = FrozenSet.Create("IRetroGrain/Start", "IReadinessGrain/Probe");

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Server && Names.Contains(samplingParameters.Name)
        || Calls.Contains(samplingParameters.Name) && samplingParameters.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
            ? new(SamplingDecision.RecordAndSample)
            : new(SamplingDecision.Drop);
}

/// <summary>Takes away whatever a span says besides what it is: Orleans adds the keys of grains, and errors their words.</summary>
sealed class PlainSpans : BaseProcessor<Activity>
{
    static readonly FrozenSet<string> Kept = FrozenSet.Create("http.request.method", "http.route", "http.response.status_code", "rpc.system.name", "orleans.rpc.service", "rpc.method");

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.EnumerateTagObjects())
        {
            if (!Kept.Contains(name))
                data.SetTag(name, null);
        }
        data.SetStatus(data.Status);
    }
}
