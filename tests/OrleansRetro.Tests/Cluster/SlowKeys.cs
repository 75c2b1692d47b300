using System.Collections.Concurrent;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Keys that are never there at once, as over a network.</summary>
public sealed class SlowKeys(IKeys keys) : IKeys
{
    readonly ConcurrentDictionary<string, LateAnswer> _late = new(), _held = new();
    readonly ConcurrentDictionary<string, bool> _kept = new();

    /// <summary>The next time somebody is told that there is no such key, it is old news when they hear it.</summary>
    public LateAnswer SayLateThatItIsGone(string name) => _late[name] = new();

    /// <summary>The next key of this name is made when it is let go.</summary>
    public LateAnswer MakeLate(string name) => _held[name] = new();

    /// <summary>The next time that this key, or all that begin so, are to be destroyed, they are not.</summary>
    public void KeepOnce(string prefix) => _kept[prefix] = true;

    public async Task<byte[]> Create(string name)
    {
        await Task.Yield();
        if (_held.TryRemove(name, out var late))
            await late.Wait();
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
        MayDestroy(name);
        await keys.Destroy(name);
    }

    public async Task DestroyAll(string prefix)
    {
        await Task.Yield();
        MayDestroy(prefix);
        await keys.DestroyAll(prefix);
    }

    void MayDestroy(string names)
    {
        if (_kept.TryRemove(names, out _))
            throw new UnknownOutcomeException("The test's keys went away before they were destroyed.");
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
