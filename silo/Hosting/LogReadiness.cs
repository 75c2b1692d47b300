using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Hosting;

/// <summary>Ready means that a fact could be kept now.</summary>
sealed class LogReadiness(IStoreCondition store) : IHealthCheck
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.Probe().WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is UnknownOutcomeException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The event log takes no writes.", failure);
        }
    }
}
