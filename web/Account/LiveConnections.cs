using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.SignalR;

namespace OrleansRetro.Account;

/// <summary>
/// Pages that are open with a session. When it ends, here or at another web, they are cut off; and what they had open is taken up again
/// by nobody, for only the session that opened a circuit may come back to it.
/// </summary>
public sealed partial class LiveConnections(Sessions sessions, TimeProvider time, ILogger<LiveConnections> logger) : BackgroundService, IHubFilter
{
    // Other webs' sign-outs are heard of no later.
    static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    // A circuit without a connection is kept for less.
    static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<string, Line> _open = new();
    readonly ConcurrentDictionary<string, (Guid Session, DateTimeOffset Seen)> _circuits = new();
    readonly SemaphoreSlim _ended = new(0);

    sealed record Line(Guid Session, HubCallerContext Connection)
    {
        public string? Circuit { get; set; }
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (AccountCookie.SessionOf(context.Context.User) is { } session)
            _open[context.Context.ConnectionId] = new(session, context.Context);
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (_open.TryRemove(context.Context.ConnectionId, out var line))
            Note(line);
        return next(context, exception);
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var line = _open.GetValueOrDefault(invocationContext.Context.ConnectionId);
        if (invocationContext is { HubMethodName: "ConnectCircuit", HubMethodArguments: [string back, ..] })
        {
            if (_circuits.TryGetValue(back, out var opened) && opened.Session != line?.Session)
                return false;
            line?.Circuit = back;
        }
        var answer = await next(invocationContext);
        if (line is not null && invocationContext.HubMethodName is "StartCircuit" or "ResumeCircuit" && answer is string started)
        {
            line.Circuit = started;
            Note(line);
        }
        return answer;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        sessions.Ended += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await _ended.WaitAsync(Look, stoppingToken);
                await Sweep();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
        finally
        {
            sessions.Ended -= Wake;
        }
    }

    async Task Sweep()
    {
        foreach (var line in _open.Values)
            Note(line);
        foreach (var (circuit, (_, seen)) in _circuits)
            if (time.GetUtcNow() - seen > Forgotten)
                _circuits.TryRemove(circuit, out _);
        try
        {
            var lines = _open.Values.ToLookup(line => line.Session);
            foreach (var gone in lines.Count == 0 ? [] : await sessions.Gone([.. lines.Select(session => session.Key)]))
                foreach (var line in lines[gone])
                    line.Connection.Abort();
        }
        catch (Exception failure) when (failure is DbException or TimeoutException || failure.InnerException is DbException)
        {
            Unknown(failure.Message);
        }
    }

    void Note(Line line)
    {
        if (line.Circuit is { } circuit)
            _circuits[circuit] = (line.Session, time.GetUtcNow());
    }

    void Wake() => _ended.Release();

    public override void Dispose()
    {
        _ended.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "Sessions can't be read, and pages that are open with them stay: {Why}")]
    partial void Unknown(string why);
}
