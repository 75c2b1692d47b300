using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;

namespace OrleansRetro.Hosting;

/// <summary>
/// Figures and traces for whoever runs it, by OpenTelemetry. Nothing of it is there, and nothing is measured, unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>
/// says where to send them. Neither holds an id, and no act on a board is traced: see <see cref="TracedNames"/>.
/// </summary>
public static class Telemetry
{
    public const string Name = "OrleansRetro";
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    static readonly string[] Meters =
    [
        Name, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "Npgsql", "System.Runtime",
    ];

    /// <summary>Where our own spans begin.</summary>
    public static ActivitySource Spans { get; } = new(Name);

    /// <exception cref="CannotStartException">The address can't be read.</exception>
    public static bool IsOn(IConfiguration configuration) => configuration[Endpoint] is { Length: > 0 } endpoint
        && (Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? true
            : throw new CannotStartException($"{Endpoint} must be like http://collector:4317, not '{endpoint}'."));

    /// <param name="program">What it is called among others, unless <c>OTEL_SERVICE_NAME</c> says otherwise.</param>
    public static void AddRetroTelemetry(this IHostApplicationBuilder builder, string program)
    {
        if (!IsOn(builder.Configuration))
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(program).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter())
            .WithTracing(traces => traces
                // Grains of a namespace that begins like theirs count as Orleans' own.
                .AddSource(Name, ActivitySources.RuntimeActivitySourceName)
                .SetSampler(new TracedNames())
                .AddProcessor(new PlainSpans())
                .AddOtlpExporter());
    }
}
