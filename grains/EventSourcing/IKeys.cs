namespace OrleansRetro.EventSourcing;

/// <summary>
/// Secrets that must be forgettable: they live apart from the event log and from every backup of it.
/// Each key is 32 random bytes.
/// </summary>
public interface IKeys
{
    /// <summary>The key of this name, made now if there is none.</summary>
    Task<byte[]> Create(string name);

    /// <summary>The key of this name, or null when there is none or it was destroyed.</summary>
    Task<byte[]?> Get(string name);

    /// <summary>Destroys the key beyond recovery from the store's files. Repeating it changes nothing.</summary>
    Task Destroy(string name);

    /// <summary>Destroys all keys whose names begin so, as <see cref="Destroy"/> does one.</summary>
    Task DestroyAll(string prefix);
}
