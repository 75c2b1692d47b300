using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security.Matrix;

/// <summary>The whole program inside the test, so that its routes can be counted and its grains asked; spoken to over a real port.</summary>
public class InHouse : WebApplicationFactory<Layout.App>
{
    readonly string _data = Directory.CreateTempSubdirectory("retro-matrix-").FullName;

    public InHouse() => UseKestrel(FreePort.Next());

    public Uri Address => ClientOptions.BaseAddress;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Every way in but the files that anybody may read.</summary>
    public IEnumerable<RouteEndpoint> Routes => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null);

    /// <summary>Where it keeps what it knows.</summary>
    private protected virtual IEnumerable<(string Name, string Value)> Keeping => [("Retro:DataDirectory", _data), ("Orleans:SiloPort", Port()), ("Orleans:GatewayPort", Port())];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (name, value) in Keeping.Append(("Retro:Limits:Enabled", "false")).Append(("urls", $"http://127.0.0.1:{Port()}")))
            builder.UseSetting(name, value);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);
}

/// <summary>The same beside a silo, over a database that they share.</summary>
public sealed class InHouseInADatabase(Postgres postgres) : InHouse, IAsyncLifetime
{
    TestDatabase _database = null!;
    RetroProgram _silo = null!;

    private protected override IEnumerable<(string Name, string Value)> Keeping => [("ConnectionStrings:Postgres", _database.ConnectionString)];

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.Database();
        _silo = await RetroProgram.StartSilo(_database.ConnectionString);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
