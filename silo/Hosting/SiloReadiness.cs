using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Hosting;

/// <summary>Ready means that a silo answers, and that it could keep a fact now.</summary>
sealed class SiloReadiness(IGrainFactory grains) : IHealthCheck
{
    const int Keys = 16;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await grains.GetGrain<IReadinessGrain>(Random.Shared.Next(Keys)).Probe().WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is UnknownOutcomeException or TimeoutException or OrleansException)
        {
            return HealthCheckResult.Unhealthy("No silo takes writes.", failure);
        }
    }
}
