using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Auditing;

/// <summary>What the gate refused to somebody with an account: for the team's audit once a minute each, however often it is tried; and whose record it was sees that somebody tried.</summary>
public sealed class TurnedAway(IGrainFactory grains, [FromKeyedServices("domain")] TimeProvider time)
{
    /// <summary>As a person's looks name it.</summary>
    public const string Record = "record-refused";

    const int Remembered = 10_000;
    static readonly TimeSpan Once = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<(PersonId Who, GrainId Grain, string Method), DateTimeOffset> _noted = new();

    /// <summary>A hint to the audit; nobody waits for it.</summary>
    public void Note(GrainId grain, string method, Caller who)
    {
        // A page that was left open asks to follow by itself: nobody has tried anything, and nobody need know for how long it was open.
        if (method == nameof(ITeamGrain.Watch) || !(IsOfTeam(grain) || IsOfPerson(grain)) || !grain.TryGetGuidKey(out var id, out _))
            return;
        var (key, now) = ((who.Person, grain, method), time.GetUtcNow());
        if (_noted.TryGetValue(key, out var last) && now - last < Once)
            return;
        if (_noted.Count >= Remembered)
            _noted.Clear();
        _noted[key] = now;
        if (IsOfPerson(grain))
            grains.GetGrain<IPmGrain>(id).Looked(Caller.Room, who.Person, Record, now).Ignore();
        else
            grains.GetGrain<IAuditGrain>(Trail.Of(new(id)))
                .Note(Caller.Room, new(now, who.Person, JsonNamingPolicy.KebabCaseLower.ConvertName(method), null, AuditOutcome.Refused)).Ignore();
    }

    static bool IsOfPerson(GrainId grain) => grain.Type.ToString() is "pmledger" or "pm-ledger";

    static bool IsOfTeam(GrainId grain) => grain.Type.ToString() is "team" or "teamledger" or "team-ledger";
}
