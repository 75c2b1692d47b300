using Microsoft.Extensions.Caching.Memory;

namespace OrleansRetro.Live;

/// <summary>Keeps what was just drawn as HTML for the circuit that takes the page over, so that it begins with the same picture.</summary>
public sealed class Handover : IDisposable
{
    static readonly TimeSpan Takeover = TimeSpan.FromSeconds(10);

    readonly MemoryCache _drawn = new(new MemoryCacheOptions { SizeLimit = 2_000 });

    public void Keep(object key, object view) => _drawn.Set(key, view, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Takeover });

    /// <summary>What was drawn last under this key; once.</summary>
    public T? Take<T>(object key) where T : class
    {
        var view = _drawn.Get<T>(key);
        _drawn.Remove(key);
        return view;
    }

    public void Dispose() => _drawn.Dispose();
}
