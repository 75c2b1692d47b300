using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Log;

/// <summary>A whole silo in any host, and what keeps it from starting.</summary>
public sealed class SiloHostingTests : IDisposable
{
    static readonly DateTime Start = new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    readonly ScratchDirectory _scratch = new();
    readonly SiloOptions _options;

    public SiloHostingTests() => _options = new() { DataDirectory = _scratch.File("data"), SiloPort = FreePort(), GatewayPort = FreePort() };

    public void Dispose() => _scratch.Dispose();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static HostApplicationBuilder NewHost()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        return builder;
    }

    static IHost Build(SiloOptions options)
    {
        var builder = NewHost();
        builder.AddRetroSilo(options);
        return builder.Build();
    }

    [Fact]
    public async Task A_silo_starts_keeps_facts_and_reminders_and_gives_everything_back()
    {
        var grain = GrainId.Create("retro", "a");
        using (var host = Build(_options))
        {
            await host.StartAsync(Cancel);
            await host.Services.GetRequiredService<IEventLog>().Append([new("retro/a", 0, ["{}"u8.ToArray()])]);
            await host.Services.GetRequiredService<IKeys>().Create("retro/a");
            await Reminders(host).UpsertRow(Reminder(grain, Start), Cancel);
            await host.StopAsync(Cancel);
        }

        using var again = Build(_options);
        await again.StartAsync(Cancel);
        Assert.Single(await again.Services.GetRequiredService<IEventLog>().Read("retro/a").ToListAsync(Cancel));
        Assert.NotNull(await again.Services.GetRequiredService<IKeys>().Get("retro/a"));
        var reminder = await Reminders(again).ReadRow(grain, "deadline", Cancel);
        Assert.Equal((Start, TimeSpan.FromMinutes(5)), (reminder!.StartAt, reminder.Period));
        var health = await again.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        await again.StopAsync(Cancel);
    }

    [Fact]
    public async Task Reminders_keep_to_what_orleans_asks_of_a_table()
    {
        using var host = Build(_options);
        await host.StartAsync(Cancel);
        var table = Reminders(host);
        GrainId[] grains = [.. Enumerable.Range(0, 40).Select(i => GrainId.Create("retro", $"{i}"))];
        foreach (var each in grains)
            await table.UpsertRow(Reminder(each, Start), Cancel);
        var grain = grains[7];
        var first = (await table.ReadRow(grain, "deadline", Cancel))!.ETag;
        var second = await table.UpsertRow(Reminder(grain, Start.AddDays(1)), Cancel);
        await table.UpsertRow(new() { GrainId = grain, ReminderName = "other", StartAt = Start, Period = TimeSpan.FromHours(1) }, Cancel);

        Assert.NotEqual(first, second);
        Assert.Equal(2, (await table.ReadRows(grain, Cancel)).Reminders.Count);
        Assert.Equal(Start.AddDays(1), (await table.ReadRow(grain, "deadline", Cancel))!.StartAt);
        Assert.Equal(41, (await table.ReadRows(0, 0, Cancel)).Reminders.Count);
        var hash = grain.GetUniformHashCode();
        var below = (await table.ReadRows(0, hash, Cancel)).Reminders;
        var above = (await table.ReadRows(hash, 0, Cancel)).Reminders;
        Assert.Equal(41, below.Count + above.Count);
        Assert.Contains(below, reminder => reminder.GrainId == grain);

        Assert.False(await table.RemoveRow(grain, "deadline", first!, Cancel));
        Assert.True(await table.RemoveRow(grain, "deadline", second!, Cancel));
        Assert.Null(await table.ReadRow(grain, "deadline", Cancel));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public void One_setting_rules_the_patience_of_silo_and_client()
    {
        using var host = Build(_options);
        Assert.Equal(TimeSpan.FromSeconds(10), host.Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.ResponseTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), host.Services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.ResponseTimeout);
    }

    [Fact]
    public void Domain_time_is_the_systems_unless_it_was_set_before()
    {
        using (var host = Build(_options))
            Assert.Same(TimeProvider.System, host.Services.GetRequiredKeyedService<TimeProvider>("domain"));

        var builder = NewHost();
        var time = new FakeTimeProvider();
        builder.Services.AddKeyedSingleton<TimeProvider>("domain", time);
        builder.AddRetroSilo(_options with { DataDirectory = _scratch.File("other") });
        using var fake = builder.Build();
        Assert.Same(time, fake.Services.GetRequiredKeyedService<TimeProvider>("domain"));
    }

    [Fact]
    public void The_data_directory_is_for_its_owner_alone_and_for_one_process()
    {
        using var host = Build(_options);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_options.DataDirectory));

        var refusal = Assert.Throws<CannotStartException>(() => Build(_options with { SiloPort = FreePort(), GatewayPort = FreePort() }));
        Assert.Contains(_options.DataDirectory, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("Orleans__SiloPort")]
    [InlineData("Orleans__GatewayPort")]
    public void A_taken_port_is_named_at_once_with_the_setting_that_helps(string setting)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var options = setting == "Orleans__SiloPort" ? _options with { SiloPort = port } : _options with { GatewayPort = port };

        var watch = Stopwatch.StartNew();
        var refusal = Assert.Throws<CannotStartException>(() => Build(options));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
        Assert.Contains($"{port}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        using var free = Build(_options);
    }

    [Fact]
    public void Settings_come_from_the_environment_and_bad_ones_are_named()
    {
        static SiloOptions From(string key, string value) =>
            SiloOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());

        var usual = From("Retro:DataDirectory", "/x");
        Assert.Equal(("/x", 11111, 30000, IPAddress.Loopback), (usual.DataDirectory, usual.SiloPort, usual.GatewayPort, usual.AdvertisedIP));
        Assert.Equal(12, From("Orleans:SiloPort", "12").SiloPort);
        Assert.Equal(13, From("Orleans:GatewayPort", "13").GatewayPort);
        Assert.Equal(IPAddress.Parse("10.1.2.3"), From("Orleans:AdvertisedIP", "10.1.2.3").AdvertisedIP);
        foreach (var (key, value) in new[] { ("Orleans:SiloPort", "0"), ("Orleans:GatewayPort", "70000"), ("Orleans:AdvertisedIP", "here") })
            Assert.Contains(value, Assert.Throws<CannotStartException>(() => From(key, value)).Message, StringComparison.Ordinal);
    }

    static ReminderEntry Reminder(GrainId grain, DateTime start) =>
        new() { GrainId = grain, ReminderName = "deadline", StartAt = start, Period = TimeSpan.FromMinutes(5) };

    static IReminderTable Reminders(IHost host) => host.Services.GetRequiredService<IReminderTable>();
}
