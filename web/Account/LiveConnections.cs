using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Claims;
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
    readonly ConcurrentDictionary<string, Opened> _circuits = new();
    readonly SemaphoreSlim _ended = new(0);

    /// <summary>Something that is open.</summary>
    /// <param name="Session">None: a guest's.</param>
    sealed record Line(Guid? Session, Visitor? Browser, Action Cut)
    {
        public string? Circuit { get; set; }

        public static Line Of(ClaimsPrincipal? user, Action cut) => new(AccountCookie.SessionOf(user), Visitor.Of(user), cut);
    }

    /// <summary>Whose a circuit is, also while it has no connection.</summary>
    readonly record struct Opened(Guid? Session, Visitor? Browser, DateTimeOffset Seen);

    /// <summary>Follows an answer that goes on for long, until disposed: it ends with the session that asked for it, or a guest's when they sign in.</summary>
    public Followed Follow(HttpContext http)
    {
        var followed = new Followed(() => _open.TryRemove(http.TraceIdentifier, out _));
        _open[http.TraceIdentifier] = Line.Of(http.User, followed.End);
        return followed;
    }

    /// <summary>What a guest has open in this browser is cut off, and comes back by itself with the session that has begun there; without it no more.</summary>
    public void ComeBack(Visitor browser, Guid session)
    {
        foreach (var (circuit, opened) in _circuits)
            if (opened.Session is null && opened.Browser == browser)
                _circuits[circuit] = opened with { Session = session };
        foreach (var line in _open.Values.Where(line => line.Session is null && line.Browser == browser))
            line.Cut();
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        _open[context.Context.ConnectionId] = Line.Of(context.Context.User, context.Context.Abort);
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
            if (_circuits.TryGetValue(back, out var opened) && opened.Session is { } session && session != line?.Session)
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
        foreach (var (circuit, opened) in _circuits)
            if (time.GetUtcNow() - opened.Seen > Forgotten)
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
        var now = time.GetUtcNow();
        if (line.Circuit is { } circuit)
            _circuits.AddOrUpdate(circuit, new Opened(line.Session, line.Browser, now), (_, known) => known with { Session = line.Session ?? known.Session, Seen = now });
    }

    void Wake() => _ended.Release();

    public override void Dispose()
    {
        _ended.Dispose();
        base.Dispose();
    }

    /// <summary>An answer that goes on; whoever writes it stops when it has <see cref="Ended"/>.</summary>
    public sealed class Followed(Action forget) : IDisposable
    {
        // Never disposed: it may be ended while whoever follows it goes.
        readonly CancellationTokenSource _ended = new();

        public CancellationToken Ended => _ended.Token;

        internal void End() => _ended.Cancel();

        public void Dispose() => forget();
    }

    [LoggerMessage(LogLevel.Warning, "Sessions can't be read, and pages that are open with them stay: {Why}")]
    partial void Unknown(string why);
}
