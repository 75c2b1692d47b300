namespace OrleansRetro.EventSourcing;

/// <summary>Calls to a grain of which nobody knows whether it is still there.</summary>
static class UnlessGone
{
    /// <summary>What it answers, or this where it is no more.</summary>
    public static async Task<T> Ask<T>(T otherwise, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RejectedException gone) when (gone.Code == "not-found")
        {
            return otherwise;
        }
    }

    /// <summary>False where it is no more, and nothing was done.</summary>
    public static Task<bool> Do(Func<Task> call) => Ask(false, async () =>
    {
        await call();
        return true;
    });
}
