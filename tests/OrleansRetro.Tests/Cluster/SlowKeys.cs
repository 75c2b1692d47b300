using System.Collections.Concurrent;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Keys that are never there at once, as over a network.</summary>
public sealed class SlowKeys(IKeys keys) : IKeys
{
    readonly ConcurrentDictionary<string, LateAnswer> _late = new();

    /// <summary>The next time somebody is told that there is no such key, it is old news when they hear it.</summary>
    public LateAnswer SayLateThatItIsGone(string name) => _late[name] = new();

    public async Task<byte[]> Create(string name)
    {
        await Task.Yield();
        return await keys.Create(name);
    }

    public async Task<byte[]?> Get(string name)
    {
        await Task.Yield();
        var key = await keys.Get(name);
        if (key is null && _late.TryRemove(name, out var late))
            await late.Wait();
        return key;
    }

    public async Task Destroy(string name)
    {
        await Task.Yield();
        await keys.Destroy(name);
    }
}

/// <summary>An answer on its way.</summary>
public sealed class LateAnswer
{
    readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously), _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => _asked.Task.WaitAsync(RetroCluster.Patience);

    public void Arrive() => _arrived.SetResult();

    internal Task Wait()
    {
        _asked.SetResult();
        return _arrived.Task;
    }
}
