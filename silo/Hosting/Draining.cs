using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace OrleansRetro.Hosting;

/// <summary>Whether this program is about to end: it is ready no longer, and whoever can go elsewhere should.</summary>
public sealed class Draining : IHealthCheck
{
    volatile bool _isOn;

    public bool IsOn => _isOn;

    internal void Begin() => _isOn = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsOn ? HealthCheckResult.Degraded("It is about to end.") : HealthCheckResult.Healthy());
}

/// <summary>
/// Ends the program when it is told to. The first signal makes it unready and leaves everybody some time to be sent elsewhere, the second ends it at once,
/// and a third does what it does to any program, so that nothing can hang for good.
/// </summary>
sealed class DrainingLifetime(Draining draining, IHostApplicationLifetime host, TimeSpan patience) : IHostLifetime, IDisposable
{
    readonly List<PosixSignalRegistration> _signals = [];
    int _signalled;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            _signals.Add(PosixSignalRegistration.Create(signal, End));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    void End(PosixSignalContext signal)
    {
        var count = Interlocked.Increment(ref _signalled);
        signal.Cancel = count < 3;
        draining.Begin();
        if (count == 1 && patience > TimeSpan.Zero)
            _ = EndLater();
        else
            host.StopApplication();
    }

    async Task EndLater()
    {
        await Task.Delay(patience);
        host.StopApplication();
    }
}

public static class DrainingHosting
{
    /// <summary>Ready is who can keep a fact and is there to stay; who is about to go is well, but to be left alone.</summary>
    public static HealthCheckOptions Readiness => new()
    {
        Predicate = check => check.Tags.Contains("ready"),
        ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
    };

    const string Setting = "Retro:DrainSeconds";

    /// <param name="seconds">How long to go on after the first signal, where <c>Retro:DrainSeconds</c> says nothing.</param>
    /// <exception cref="CannotStartException">The setting can't be read.</exception>
    public static void AddDraining(this IHostApplicationBuilder builder, int seconds)
    {
        var patience = TimeSpan.FromSeconds(builder.Configuration[Setting] is not { Length: > 0 } text ? seconds
            : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted
            : throw new CannotStartException($"Retro__DrainSeconds must be a whole number of seconds, not '{text}'."));
        builder.Services.AddSingleton<Draining>().AddHealthChecks().AddCheck<Draining>("draining", tags: ["ready"]);
        builder.Services.AddSingleton<IHostLifetime>(services =>
            new DrainingLifetime(services.GetRequiredService<Draining>(), services.GetRequiredService<IHostApplicationLifetime>(), patience));
    }
}
