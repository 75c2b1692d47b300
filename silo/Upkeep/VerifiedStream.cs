using OrleansRetro.EventSourcing;

namespace OrleansRetro.Upkeep;

/// <summary>One stream of a log, as it is being folded.</summary>
sealed class VerifiedStream(string name, long version, bool deleted)
{
    readonly Fold? _fold = Streams.Open(name);
    readonly List<string> _damages = [];
    long _version;

    public string Name => name;
    public bool Deleted => deleted;
    public long Events => deleted ? 0 : _version;
    public IReadOnlyList<string> Damages => _damages;

    /// <summary>SHA-256 of its state, and how far it has come.</summary>
    public string State => _fold is null ? $"{_version}" : $"{_version} {Convert.ToHexStringLower(_fold.Hash())}";

    public void Add(StoredLog.Row row)
    {
        if (deleted || row.Version == 0)
            return;
        if (row.Version != ++_version)
        {
            _damages.Add($"{name} lacks what comes before event {row.Version}.");
            _version = row.Version;
        }
        _fold?.Add(row.Data);
        if (row.Schema != 0 && _fold?.HashOf(row.Schema, row.Snapshot) is { } snapshot && !snapshot.AsSpan().SequenceEqual(_fold.Hash()))
            _damages.Add($"{name} has a snapshot at {row.Version} that says otherwise than its events.");
    }

    /// <summary>All of it was added.</summary>
    public VerifiedStream End()
    {
        if (deleted)
            return this;
        if (_version != version)
            _damages.Add($"{name} has {_version} events and should have {version}.");
        if (_fold is null)
            _damages.Add($"{name} is of a kind that this version of the program doesn't know.");
        else if (_fold.DamagedAt is { } at)
            _damages.Add($"{name} can't be read from event {at} on; it opens read-only.");
        return this;
    }
}
