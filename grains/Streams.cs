using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansRetro.Auditing;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro;

/// <summary>Every kind of stream that there is, for whoever looks at a whole log.</summary>
public static class Streams
{
    /// <summary>What comes before the slash in a stream's name.</summary>
    public static string KindOf(string stream) => stream.Split('/')[0];

    /// <summary>Begins to fold a stream; null for a kind that this version doesn't know.</summary>
    public static Fold? Open(string stream) => KindOf(stream) switch
    {
        "retro" => new Fold<Retro, RetroEvent>(RetroJson.Default.RetroEvent, RetroSnapshotJson.Default.Retro, RetroGrain.SnapshotSchema),
        "commitment" => new Fold<Commitment, CommitmentEvent>(CommitmentJson.Default.CommitmentEvent, StateJson.Default.Commitment),
        "pm" => new Fold<Pm, PmEvent>(PmJson.Default.PmEvent, StateJson.Default.Pm),
        "team" => new Fold<Team, TeamEvent>(TeamJson.Default.TeamEvent, StateJson.Default.Team),
        "audit" => new Fold<Audit, AuditEvent>(AuditJson.Default.AuditEvent, StateJson.Default.Audit),
        "change" => new Fold<Change, ChangeEvent>(ChangeJson.Default.ChangeEvent, StateJson.Default.Change),
        "partnership" => new Fold<Partnership, PartnershipEvent>(PartnershipJson.Default.PartnershipEvent, StateJson.Default.Partnership),
        "amends" => new Fold<Amends, AmendsEvent>(AmendsJson.Default.AmendsEvent, StateJson.Default.Amends),
        "invite" => new Fold<InviteTarget, InviteIssued>(InviteJson.Default.InviteIssued, StateJson.Default.InviteTarget),
        _ => null,
    };

    /// <summary>Whether a stream that has had a deadline still waits for one.</summary>
    public static async ValueTask<bool> IsWaiting(string stream, IEventLog log)
    {
        try
        {
            return KindOf(stream) switch
            {
                "commitment" => (await Folded<Commitment, CommitmentEvent>(stream, log, CommitmentJson.Default.CommitmentEvent)).Deadline is not null,
                "change" => (await Folded<Change, ChangeEvent>(stream, log, ChangeJson.Default.ChangeEvent)).Deadline is not null,
                _ => true,
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return false; // nothing is decided on what can't be read
        }
    }

    /// <summary>Whom the stream's deadline wakes, and by which reminder; null when nothing is waiting for one.</summary>
    public static (GrainId Grain, string Reminder)? ReminderOf(string stream, IGrainFactory grains) => KindOf(stream) switch
    {
        "retro" when RetroId.TryParse(stream["retro/".Length..], out var retro) => (grains.GetGrain<IRetroGrain>(retro.Value).GetGrainId(), RetroGrain.Expiry),
        "commitment" when CommitmentId.TryParse(stream["commitment/".Length..], out var commitment) => (grains.GetGrain<ICommitmentGrain>(commitment.Value).GetGrainId(), CommitmentGrain.Deadline),
        "change" when ChangeId.TryParse(stream["change/".Length..], out var change) => (grains.GetGrain<IChangeGrain>(change.Value).GetGrainId(), ChangeGrain.Deadline),
        "team" when TeamId.TryParse(stream["team/".Length..], out var team) => (grains.GetGrain<ITeamGrain>(team.Value).GetGrainId(), TeamGrain.Deadlines),
        _ => null,
    };

    static async Task<TState> Folded<TState, TEvent>(string stream, IEventLog log, JsonTypeInfo<TEvent> format) where TState : class, IState<TState, TEvent> where TEvent : class
    {
        var state = TState.Empty;
        await foreach (var stored in log.Read(stream))
            state = state.Evolve(JsonSerializer.Deserialize(stored.Data.Span, format)!);
        return state;
    }
}

/// <summary>States that have no snapshots, written for their hash.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Commitment))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(Pm))]
[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(Audit))]
[JsonSerializable(typeof(Partnership))]
[JsonSerializable(typeof(Amends))]
[JsonSerializable(typeof(InviteTarget))]
sealed partial class StateJson : JsonSerializerContext;
