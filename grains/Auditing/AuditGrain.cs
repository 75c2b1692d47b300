using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Auditing;

sealed class AuditGrain(IEventLog log, ILogger<AuditGrain> logger) : EventSourcedGrain<Audit, AuditEvent>(log, logger), IAuditGrain, IGuarded
{
    const int Window = 1_000;
    const int MostLines = 5_000;
    static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    protected override string Stream => $"audit/{this.GetPrimaryKeyString()}";
    protected override JsonTypeInfo<AuditEvent> EventFormat => AuditJson.Default.AuditEvent;

    /// <summary>Whose trail this is; null for the installation's.</summary>
    TeamId? Team => TeamId.TryParse(this.GetPrimaryKeyString().Split(':')[^1], out var team) ? team : null;

    public async ValueTask<bool> Admits(Caller who, Audience audience) =>
        audience == Audience.Facilitator && who.Kind == CallerKind.Account && Team is { } team
            && await RoleIn(team, who.Person) is { } role ? role == TeamRole.Facilitator : throw new RejectedException("not-found");

    public async Task Note(Caller room, AuditEntry entry)
    {
        // Whoever guesses at teams leaves no trail of one that isn't.
        if (Team is { } team && !await IsThere(team))
            return;
        await Decide(_ => Audit.Note(entry));
    }

    public async Task<ImmutableArray<AuditLine>> Find(Caller who, AuditQuestion question)
    {
        // Who looks after the installation isn't of the team.
        if (who.Kind == CallerKind.Operator && Team is not null)
            throw new RejectedException("not-found");
        var limit = Math.Clamp(question.Limit, 1, MostLines);
        var found = new List<AuditLine>();
        var names = new Dictionary<PersonId, string>();
        // Two trails by time, newest first: what a team did lies in its own stream, what was noted besides in this one.
        var trails = new List<IAsyncEnumerator<AuditEntry>> { Noted().GetAsyncEnumerator() };
        if (Team is { } team)
            trails.Add(DoneIn(team).GetAsyncEnumerator());
        foreach (var trail in trails.ToArray())
        {
            if (!await trail.MoveNextAsync())
                trails.Remove(trail);
        }
        while (trails.MaxBy(trail => trail.Current.At) is { } next && found.Count < limit)
        {
            var entry = next.Current;
            // Clocks of several machines wrote it, so nearly in order.
            if (entry.At < question.From - Skew)
                break;
            if (!await next.MoveNextAsync())
                trails.Remove(next);
            if (entry.At < question.From || entry.At >= question.Until)
                continue;
            var line = new AuditLine(entry.At, entry.By is { } by ? await NameOf(by, names) : null, entry.What, await TargetOf(entry, names), entry.Outcome, entry.Reason);
            if (Fits(line, question.Words))
                found.Add(line);
        }
        return [.. found];
    }

    /// <summary>What was noted, backwards and a window at a time, for it is never taken out.</summary>
    async IAsyncEnumerable<AuditEntry> Noted()
    {
        for (var last = DurableVersion; last > 0; last -= Window)
        {
            var end = last;
            var window = await Log.Read(Stream, Math.Max(0, end - Window)).TakeWhile(stored => stored.Version <= end).ToListAsync();
            foreach (var stored in Enumerable.Reverse(window))
            {
                if (Readable(stored, AuditJson.Default.AuditEvent) is { } @event && Audit.EntryOf(@event) is { } entry)
                    yield return entry;
            }
        }
    }

    async IAsyncEnumerable<AuditEntry> DoneIn(TeamId team)
    {
        foreach (var stored in Enumerable.Reverse(await Log.Read(TeamGrain.StreamOf(team)).ToListAsync()))
        {
            if (Readable(stored, TeamJson.Default.TeamEvent) is { } @event)
                yield return Audit.EntryOf(@event);
        }
    }

    /// <summary>Null for what this version can't read: the trail goes on before and after it.</summary>
    static T? Readable<T>(StoredEvent stored, JsonTypeInfo<T> format) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Data.Span, format);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    async Task<string?> TargetOf(AuditEntry entry, Dictionary<PersonId, string> names) =>
        IsOfAPerson(entry.What) && PersonId.TryParse(entry.Target, out var person) ? await NameOf(person, names) : entry.Target;

    static bool IsOfAPerson(string what) => what is "role-given" or "member-removed"
        or "account-closed" or "account-opened" or "operator-named" or "operator-dismissed" or "link-made" or "password";

    async Task<string> NameOf(PersonId person, Dictionary<PersonId, string> names)
    {
        if (!names.TryGetValue(person, out var name))
            names[person] = name = await GrainFactory.GetGrain<IPmGrain>(person.Value).Name() ?? $"({Secret.Hash(person.ToString())[..8]})";
        return name;
    }

    Task<TeamRole?> RoleIn(TeamId team, PersonId person) => GrainFactory.GetGrain<ITeamGrain>(team.Value).RoleOf(Caller.Room, person);

    Task<bool> IsThere(TeamId team) => UnlessGone.Do(() => RoleIn(team, default));

    static bool Fits(AuditLine line, string? words) => string.IsNullOrWhiteSpace(words)
        || new[] { line.Who, line.What, line.What.Replace('-', ' '), line.Target, line.Reason }.Any(text => text?.Contains(words.Trim(), StringComparison.OrdinalIgnoreCase) is true);
}
