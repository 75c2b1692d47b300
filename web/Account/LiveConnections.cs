using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.SignalR;
using OrleansRetro.Visitors;

namespace OrleansRetro.Account;

/// <summary>
/// Pages that are open with a session. When it ends, here or at another web, they are cut off; and what they had open is taken up again
/// by nobody, for only the session that opened a circuit may come back to it. What a guest had open comes back with the session of whoever they are by then.
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

    /// <param name="Session">None: a guest's.</param>
    sealed record Line(Guid? Session, Visitor? Browser, Action Cut)
    {
        public string? Circuit { get; set; }
    }

    /// <summary>Follows an answer that goes on for long, until disposed: it ends with the session that asked for it.</summary>
    public IDisposable? Follow(HttpContext http)
    {
        if (AccountCookie.SessionOf(http.User) is not { } session)
            return null;
        _open[http.TraceIdentifier] = new(session, null, http.Abort);
        return new Followed(() => _open.TryRemove(http.TraceIdentifier, out _));
    }

    /// <summary>What a guest has open in this browser is cut off, and comes back by itself: as somebody who has signed in.</summary>
    public void ComeBack(Visitor browser)
    {
        foreach (var line in _open.Values.Where(line => line.Session is null && line.Browser == browser))
            line.Cut();
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (context.Context.User is { } user && (AccountCookie.SessionOf(user) is not null || Visitor.Of(user) is not null))
            _open[context.Context.ConnectionId] = new(AccountCookie.SessionOf(user), Visitor.Of(user), context.Context.Abort);
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
            var lines = _open.Values.Where(line => line.Session is not null).ToLookup(line => line.Session!.Value);
            foreach (var gone in lines.Count == 0 ? [] : await sessions.Gone([.. lines.Select(session => session.Key)]))
                foreach (var line in lines[gone])
                    line.Cut();
        }
        catch (Exception failure) when (failure is DbException or TimeoutException || failure.InnerException is DbException)
        {
            Unknown(failure.Message);
        }
    }

    void Note(Line line)
    {
        if (line is { Circuit: { } circuit, Session: { } session })
            _circuits[circuit] = (session, time.GetUtcNow());
    }

    void Wake() => _ended.Release();

    public override void Dispose()
    {
        _ended.Dispose();
        base.Dispose();
    }

    sealed class Followed(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(LogLevel.Warning, "Sessions can't be read, and pages that are open with them stay: {Why}")]
    partial void Unknown(string why);
}
