using System.Reflection;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Security.Matrix;

/// <summary>Asks any contract method, and tells the answer from a no.</summary>
static class Ask
{
    /// <summary>Whatever says nothing for so long has nothing to say.</summary>
    static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    /// <summary>What somebody who may not ask is told.</summary>
    static readonly string[] Noes = ["not-yours", "not-found", "not-facilitator"];

    /// <summary>The code of the refusal, or null when there was an answer.</summary>
    public static async Task<string?> For(IGrain grain, MethodInfo method, Caller who)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(LongEnough);
        try
        {
            var asked = method.Invoke(grain, Sample.Arguments(method, who, end.Token))!;
            if (asked is Task task)
                await task;
            else
                await First((dynamic)asked, end.Token);
            return null;
        }
        catch (RejectedException rejected)
        {
            return rejected.Code;
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    public static bool IsNo(string? code) => Noes.Contains(code);

    static async Task First<T>(IAsyncEnumerable<T> stream, CancellationToken cancellation)
    {
        await foreach (var _ in stream.WithCancellation(cancellation))
            return;
    }
}
