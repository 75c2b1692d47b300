using OrleansRetro.EventSourcing;

namespace OrleansRetro.EventLog;

/// <summary>One thing the writer is asked to do; the task ends when it is durable or refused.</summary>
abstract class Operation() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    ConflictException? _refusal;

    /// <summary>How much of a batch this takes.</summary>
    public virtual int Rows => 1;

    /// <summary>Streams whose heads decide on it.</summary>
    public virtual IEnumerable<string> Streams => [];

    /// <summary>Whether bytes must be gone from the files before this is done.</summary>
    public virtual bool Erases => false;

    /// <summary>Whether bytes should be gone from the files after this, as soon as nobody reads them.</summary>
    public virtual bool Exchanges => false;

    public void Do(LogSession session) => _refusal = Apply(session);

    /// <summary>Tells the caller, once the transaction is durable or has failed.</summary>
    public void End(Exception? failure)
    {
        Exception? reason = failure is null ? _refusal : new UnknownOutcomeException("The event log could not be written.", failure);
        if (reason is null)
        {
            SetResult();
            return;
        }
        OnNotDone();
        SetException(reason);
    }

    /// <summary>Called on the writer's thread, before anything that was asked later is done.</summary>
    protected virtual void OnNotDone()
    {
    }

    /// <summary>Writes all of it, or nothing and says why.</summary>
    protected abstract ConflictException? Apply(LogSession session);
}

sealed class AppendOperation(IReadOnlyList<StreamWrite> writes, int rows, AppendChain? chain) : Operation
{
    public override int Rows => rows;
    public override bool Exchanges { get; } = writes.Any(write => write.Exchanges is { Count: > 0 });
    public override IEnumerable<string> Streams => writes.Select(write => write.Stream);
    protected override ConflictException? Apply(LogSession session) => session.Append(writes, chain);
    protected override void OnNotDone() => chain?.Break();
}

sealed class DeleteOperation(IReadOnlyList<string> streams) : Operation
{
    public override IEnumerable<string> Streams => streams;
    public override bool Erases => true;
    protected override ConflictException? Apply(LogSession session) => session.Delete(streams);
}

sealed class RewriteOperation(string stream, long version, ReadOnlyMemory<byte> data) : Operation
{
    public override IEnumerable<string> Streams => [stream];
    public override bool Erases => true;
    protected override ConflictException? Apply(LogSession session) => session.Rewrite(stream, version, data);
}

sealed class SnapshotOperation(string stream, long version, int schema, ReadOnlyMemory<byte> data) : Operation
{
    public override IEnumerable<string> Streams => [stream];
    protected override ConflictException? Apply(LogSession session) => session.SaveSnapshot(stream, version, schema, data);
}

sealed class ProbeOperation : Operation
{
    protected override ConflictException? Apply(LogSession session) => session.Probe();
}
