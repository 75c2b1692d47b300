using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using OrleansRetro.Hosting;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Ops;

/// <summary>What an operator's collector is told, and what it is never told.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests(Postgres postgres)
{
    [Fact]
    public async Task Figures_and_traces_are_about_the_program_and_nobody_in_it()
    {
        await using var collector = new Collector();
        await using var program = await RetroProgram.Start(null, collector.Settings);
        var day = new Day(program.Address);
        await day.Pass();
        await program.Stop();

        AssertUseful(collector, "OrleansRetro.Web", "http.server.request.duration", "kestrel.active_connections", "aspnetcore.components.circuit.active", "dotnet.gc.collections",
            "retro.log.commit.duration", "retro.log.commit.rows", "retro.live.retros", "retro.live.watchers", "orleans-catalog-activations");
        AssertNobody(collector, day);
        Assert.Equal(["GET /health/ready", "IRetroGrain/Start", "POST /api/v1/retros", "POST /start"], Names(collector).Except(["GET /"]));
    }

    [Fact]
    public async Task In_a_cluster_too()
    {
        const string password = "a-password-for-the-database";
        await using var collector = new Collector();
        await using var fleet = await Distributed.Fleet.Start(postgres, collector.Settings, password);
        var day = new Day(fleet.Webs[0].Address);
        await day.Pass();
        await Task.WhenAll(fleet.Webs.Select(web => web.Stop()));
        await Task.WhenAll(fleet.Silos.Select(silo => silo.Stop()));

        AssertUseful(collector, "OrleansRetro.Web", "OrleansRetro.Silo", "db.client.", "retro.log.commit.rows");
        day.Secrets.Add(password);
        AssertNobody(collector, day);
        Assert.Equal(["GET /health/ready", "IReadinessGrain/Probe", "IRetroGrain/Start", "POST /api/v1/retros", "POST /start"], Names(collector).Except(["GET /"]));
    }

    [Fact]
    public void Nothing_of_it_is_there_unless_somebody_says_where_to_send_it()
    {
        Assert.Empty(Added());
        Assert.Contains(typeof(MeterProvider), Added(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")));
        Assert.Contains(typeof(TracerProvider), Added(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")));
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", Assert.Throws<CannotStartException>(() => Added(("OTEL_EXPORTER_OTLP_ENDPOINT", "collector"))).Message, StringComparison.Ordinal);
    }

    static List<Type> Added(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)));
        var before = builder.Services.Count;
        builder.AddRetroTelemetry("Test");
        return builder.Services.Skip(before).Select(service => service.ServiceType).ToList();
    }

    static IEnumerable<string> Names(Collector collector) => collector.Spans.Select(span => span.Name).Distinct().Order(StringComparer.Ordinal);

    static void AssertUseful(Collector collector, params string[] parts)
    {
        Assert.Equal(["/v1/metrics", "/v1/traces"], collector.Paths.Order(StringComparer.Ordinal));
        Assert.All(parts, part => Assert.True(collector.Has(part), $"There is no {part}."));
    }

    static void AssertNobody(Collector collector, Day day)
    {
        Assert.All(day.Secrets.Concat(day.Ids), secret => Assert.False(collector.Has(secret), $"'{secret}' was exported."));
        Assert.False(collector.Has("target_id") || collector.Has("source_id"), "A span says which grain it was.");
        Assert.NotEmpty(day.Unseen);
        Assert.DoesNotContain(collector.Spans, span => day.Unseen.Any(unseen => span.Start >= unseen.From && span.Start < unseen.To));
    }
}
