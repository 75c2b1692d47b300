namespace OrleansRetro.EventSourcing;

/// <summary>Reminders fail as a log does.</summary>
static class Reminders
{
    /// <exception cref="UnknownOutcomeException">The store of reminders failed, whichever way it says so.</exception>
    public static async Task<T> Asked<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is ObjectDisposedException or not (ArgumentException or InvalidOperationException or OrleansConfigurationException))
        {
            throw new UnknownOutcomeException("The store of reminders failed.", failure);
        }
    }
}
