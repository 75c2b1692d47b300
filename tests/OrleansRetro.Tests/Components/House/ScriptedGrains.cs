using System.Collections.Concurrent;
using System.Reflection;

namespace OrleansRetro.Tests.Components.House;

/// <summary>Grains that answer what a test has written down for them; whatever else is asked of them fails the test.</summary>
public sealed class ScriptedGrains
{
    readonly ConcurrentDictionary<(Type Grain, object Key, string Method), Func<object?[], object?>> _answers = new();

    public ScriptedGrains() => Factory = Script<IGrainFactory>(Find);

    public IGrainFactory Factory { get; }

    /// <summary>What was asked, as Grain.Method, in order; reading and watching left out.</summary>
    public ConcurrentQueue<(string Act, object?[] Given)> Acts { get; } = new();

    /// <summary>From now on this grain answers so.</summary>
    public void Answer<TGrain>(object key, string method, Func<object?[], object?> answer) => _answers[(typeof(TGrain), key, method)] = answer;

    object? Find(MethodInfo method, object?[] given) => method is { Name: nameof(IGrainFactory.GetGrain), IsGenericMethod: true }
        ? typeof(ScriptedGrains).GetMethod(nameof(Grain), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(method.GetGenericArguments()[0]).Invoke(this, [given[0]])
        : throw new NotSupportedException(method.Name);

    T Grain<T>(object key) where T : class => Script<T>((method, given) =>
    {
        if (method.ReturnType == typeof(IAsyncEnumerable<long>) && !_answers.ContainsKey((typeof(T), key, method.Name)))
            return Never();
        if (_answers.TryGetValue((typeof(T), key, method.Name), out var answer))
            return answer(given);
        if (method.ReturnType != typeof(Task<long>) && method.ReturnType != typeof(Task))
            throw new InvalidOperationException($"Nobody has said what {typeof(T).Name}.{method.Name} of {key} answers.");
        Acts.Enqueue(($"{typeof(T).Name}.{method.Name}", given));
        return Task.FromResult(1L);
    });

    static async IAsyncEnumerable<long> Never()
    {
        await Task.CompletedTask;
        await new TaskCompletionSource().Task;
        yield break;
    }

    static T Script<T>(Func<MethodInfo, object?[], object?> answer) where T : class
    {
        var scripted = DispatchProxy.Create<T, Scripted>();
        ((Scripted)(object)scripted).Answer = answer;
        return scripted;
    }

    /// <summary>Passes each call on to the script.</summary>
    public class Scripted : DispatchProxy
    {
        internal Func<MethodInfo, object?[], object?> Answer { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!, args ?? []);
    }
}
