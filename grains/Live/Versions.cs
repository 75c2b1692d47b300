using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;

namespace OrleansRetro.Live;

/// <summary>
/// A signal that a thing has a new version, for pages that then read it anew. Keeps nothing: whoever watches knows what they have seen.
/// Used on one grain's scheduler only.
/// </summary>
sealed class Versions
{
    TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It has moved, or who may watch it has, or it is no more.</summary>
    public void Wake()
    {
        var moved = _moved;
        _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        moved.SetResult();
    }

    /// <param name="seen">What whoever watches may see now; throws what ends the watch.</param>
    public async IAsyncEnumerable<long> Watch(
        long after, Func<long> seen, Func<bool> isBroken, IHostApplicationLifetime host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        while (true)
        {
            // An activation can't end before its watches do, also when it is to go on in another silo.
            if (host.ApplicationStopping.IsCancellationRequested)
                throw new UnknownOutcomeException("This silo is about to end.");
            if (isBroken())
                throw new UnknownOutcomeException("This activation is being replaced.");
            cancellationToken.ThrowIfCancellationRequested();
            var moved = _moved.Task;
            if (seen() is var version && version != after)
                yield return after = version;
            else
                await moved.WaitAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
