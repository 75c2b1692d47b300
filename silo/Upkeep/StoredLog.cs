namespace OrleansRetro.Upkeep;

/// <summary>A log as it was at one moment, whoever goes on writing to it.</summary>
abstract class StoredLog : IDisposable
{
    /// <summary>What the operator calls it.</summary>
    public abstract string Name { get; }

    /// <summary>One row an event, by stream and version, with the stream's version beside it; a stream without events has one row, of version 0.</summary>
    public abstract IEnumerable<Row> Rows();

    /// <summary>Every event that is under a topic, by topic and in commit order.</summary>
    public abstract IEnumerable<(string Topic, string Stream, long Version)> Topics();

    /// <summary>Streams of which only a tombstone is left.</summary>
    public abstract IEnumerable<string> Deleted();

    /// <summary>What the store itself finds wrong with its files.</summary>
    public abstract IEnumerable<string> Faults();

    public abstract void Dispose();

    /// <param name="Stream">Name of the stream.</param>
    /// <param name="StreamVersion">Where the store says that it stands.</param>
    /// <param name="Deleted">Whether only a tombstone is left.</param>
    /// <param name="Version">The event's version.</param>
    /// <param name="Data">The event.</param>
    /// <param name="Schema">Schema of the snapshot at this version, or 0 when there is none.</param>
    /// <param name="Snapshot">That snapshot.</param>
    public readonly record struct Row(string Stream, long StreamVersion, bool Deleted, long Version, byte[] Data, int Schema, byte[] Snapshot);
}
