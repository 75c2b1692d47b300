using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Serialization.Invocation;
using OrleansRetro.Auditing;

namespace OrleansRetro.EventSourcing;

/// <summary>
/// What every call passes before it reaches a grain: whom the contract answers (<see cref="ForAttribute"/>), and what the grain says
/// the caller is to it. A method that names nobody answers nobody. What may be done at the moment is the decision's to say.
/// </summary>
public sealed class Gatekeeper(TurnedAway turnedAway) : IIncomingGrainCallFilter
{
    static readonly ConcurrentDictionary<MethodInfo, IReadOnlyList<Audience>?> Answers = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var call = Asked(context.Request);
        if (AudiencesOf(call.GetMethod()) is { } audiences)
        {
            try
            {
                await MustAdmit(context.TargetContext.GrainInstance, Who(call), audiences);
            }
            catch (RejectedException) when (Who(call) is { Kind: CallerKind.Account } who)
            {
                turnedAway.Note(context.TargetId, call.GetMethodName(), who);
                throw;
            }
        }
        await context.Invoke();
    }

    /// <summary>Whom a method answers; null for what is no contract of ours, such as Orleans' own.</summary>
    public static IReadOnlyList<Audience>? AudiencesOf(MethodInfo method) => Answers.GetOrAdd(method, static asked =>
        asked.DeclaringType is { IsInterface: true } contract && contract.Assembly == typeof(Gatekeeper).Assembly
            ? asked.GetCustomAttribute<ForAttribute>()?.Audiences ?? []
            : null);

    /// <summary>The call to the contract. An async stream is asked for through Orleans' own extension, which carries it along.</summary>
    internal static IInvokable Asked(IInvokable request) =>
        request.GetInterfaceType() == typeof(IAsyncEnumerableGrainExtension) && request.GetArgumentCount() > 1 && request.GetArgument(1) is IInvokable stream ? stream : request;

    internal static Caller? Who(IInvokable call) => call.GetArgumentCount() > 0 && call.GetArgument(0) is Caller who ? who : null;

    static async ValueTask MustAdmit(object? grain, Caller? who, IReadOnlyList<Audience> audiences)
    {
        if (audiences.Contains(Audience.Anybody))
            return;
        if (who is not { } caller)
            throw new RejectedException("not-yours");
        if (caller.Kind is CallerKind.Room or CallerKind.Clock && audiences.Contains(Audience.Room) || caller.Kind == CallerKind.Operator && audiences.Contains(Audience.Operator))
            return;
        foreach (var audience in audiences.Where(audience => audience is not (Audience.Room or Audience.Operator)))
        {
            if (grain is IGuarded guarded && await guarded.Admits(caller, audience))
                return;
        }
        throw new RejectedException(audiences is [Audience.Facilitator] && grain is IGuarded asked && await asked.Admits(caller, Audience.Member) ? "not-facilitator" : "not-yours");
    }
}
