using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansRetro.Tests.Security.Matrix;

/// <summary>The whole program inside the test, so that its routes can be counted and its grains asked; spoken to over a real port.</summary>
public sealed class InHouse : WebApplicationFactory<Layout.App>
{
    readonly string _data = Directory.CreateTempSubdirectory("retro-matrix-").FullName;

    public InHouse() => UseKestrel(FreePort.Next());

    public Uri Address => ClientOptions.BaseAddress;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Every way in but the files that anybody may read.</summary>
    public IEnumerable<RouteEndpoint> Routes => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (name, value) in new[]
        {
            ("Retro:DataDirectory", _data), ("Orleans:SiloPort", Port()), ("Orleans:GatewayPort", Port()), ("Retro:Limits:Enabled", "false"),
        })
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
