using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.EventLog;

/// <summary>
/// Group commit: one thread, one session, one transaction for whatever has gathered while the last one was synced.
/// Any failure gives up the whole transaction and the session with it; the next batch begins on a new one.
/// </summary>
sealed partial class LogWriter : IDisposable
{
    /// <summary>Rows in one transaction; a larger append is a batch of its own.</summary>
    public const int BatchRows = 512;

    readonly Func<LogSession> _open;
    readonly ILogger _logger;
    // Continuations in place: they wake the writer's thread, or let a caller wait for its operation; neither is long.
    readonly Channel<Operation> _queue = Channel.CreateBounded<Operation>(
        new BoundedChannelOptions(4096) { SingleReader = true, AllowSynchronousContinuations = true });
    readonly ManualResetEventSlim _awake = new(initialState: false, spinCount: 0);
    readonly Task _loop;
    LogSession? _session;
    volatile bool _healthy = true;
    long _commits;

    /// <param name="open">Opens a session; tried again with every batch until it succeeds.</param>
    /// <param name="logger">Hears of every batch that failed.</param>
    public LogWriter(Func<LogSession> open, ILogger logger)
    {
        (_open, _logger) = (open, logger);
        _session = open();
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public bool Healthy => _healthy;

    public long Commits => Interlocked.Read(ref _commits);

    public Task Enqueue(Operation operation) =>
        _queue.Writer.TryWrite(operation) ? operation.Task : WaitForRoom(operation);

    async Task WaitForRoom(Operation operation)
    {
        try
        {
            await _queue.Writer.WriteAsync(operation);
        }
        catch (ChannelClosedException closed)
        {
            throw new UnknownOutcomeException("The event log is closed.", closed);
        }
        await operation.Task;
    }

    /// <summary>Takes nothing more and finishes what it has.</summary>
    public Task Drain()
    {
        _queue.Writer.TryComplete();
        return _loop;
    }

    public void Dispose()
    {
        _session?.Dispose();
        _awake.Dispose();
    }

    void Run()
    {
        var batch = new List<Operation>();
        while (Wait())
        {
            Gather(batch);
            Write(batch);
            batch.Clear();
        }
    }

    // Waiting for a task would spin first, and take from those who bring the next operation.
    bool Wait()
    {
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        if (!more.IsCompleted)
        {
            _awake.Reset();
            more.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_awake.Set);
            _awake.Wait();
        }
        return more.GetAwaiter().GetResult();
    }

    void Gather(List<Operation> batch)
    {
        var rows = 0;
        while (_queue.Reader.TryPeek(out var next) && (batch.Count == 0 || rows + next.Rows <= BatchRows) && _queue.Reader.TryRead(out next))
        {
            batch.Add(next);
            rows += next.Rows;
        }
    }

    void Write(List<Operation> batch)
    {
        var began = Stopwatch.GetTimestamp();
        var failure = Attempt(session => session.Commit(batch));
        LogFigures.Committed(began, batch, failed: failure is not null);
        _healthy = failure is null;
        if (failure is null)
            Interlocked.Increment(ref _commits);
        if (failure is null && batch.Exists(operation => operation.Exchanges))
            Attempt(session => session.Tidy());
        var erasing = failure is null && batch.Exists(operation => operation.Erases);
        foreach (var operation in batch)
        {
            if (!erasing || !operation.Erases)
                operation.End(failure);
        }
        if (!erasing) return;
        // What was written beside it is durable, whatever becomes of the bytes that must go.
        failure = Attempt(session => session.Forget());
        foreach (var operation in batch)
        {
            if (operation.Erases)
                operation.End(failure);
        }
    }

    // Whatever it was: callers must hear of it, and the next batch gets its chance on a new session.
    Exception? Attempt(Action<LogSession> work)
    {
        try
        {
            work(_session ??= _open());
            return null;
        }
        catch (Exception failure)
        {
            LogFailure(_logger, failure);
            _session?.Dispose();
            _session = null;
            return failure;
        }
    }

    [LoggerMessage(LogLevel.Error, "The event log could not be written; what was asked has an unknown outcome")]
    static partial void LogFailure(ILogger logger, Exception failure);
}
