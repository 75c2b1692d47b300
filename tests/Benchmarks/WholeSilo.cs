using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Benchmarks;

/// <summary>The product's own silo in this process, on a data directory of its own.</summary>
sealed class WholeSilo : IAsyncDisposable
{
    static readonly ColumnId Column = new("went-well");
    static readonly string Text = new('x', 80);

    readonly IHost _host;

    WholeSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public long Commits => _host.Services.GetRequiredService<SqliteEventLog>().Commits;

    public static async Task<WholeSilo> Start(string directory)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Retro:Limits:CardsPerRetro"] = "10000000";
        var ports = FreePorts();
        builder.AddRetroSilo(new() { DataDirectory = directory, SiloPort = ports[0], GatewayPort = ports[1] });
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>A named board in its writing phase.</summary>
    public async Task<Writing> Board()
    {
        var id = new RetroId(Guid.NewGuid().ToString("N"));
        var grain = Grains.GetGrain<IRetroGrain>(id.Value);
        var person = new PersonId(Guid.NewGuid());
        await grain.Start(new("Benchmark", "went-well", false, false, Phase.Write, person, "Ana", Guid.NewGuid().ToString("N"), null, Guid.NewGuid().ToString("N")));
        return new(grain, Caller.Seat(person));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    static int[] FreePorts()
    {
        TcpListener[] listeners = [new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0)];
        foreach (var listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners)
            listener.Dispose();
        return ports;
    }

    /// <summary>Somebody who writes cards on one board.</summary>
    public sealed record Writing(IRetroGrain Grain, Caller Who)
    {
        public Task<long> AddCard() => Grain.AddCard(Who, new(Guid.NewGuid()), Column, Text, new("key"));
    }
}
