using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansRetro.Auditing;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Contracts;

/// <summary>Events as they lie in the log.</summary>
static class Stored
{
    /// <summary>How each feature keeps its events, by the base of them.</summary>
    public static IReadOnlyDictionary<Type, JsonTypeInfo> Formats { get; } = new Dictionary<Type, JsonTypeInfo>
    {
        [typeof(RetroEvent)] = RetroJson.Default.RetroEvent,
        [typeof(CommitmentEvent)] = CommitmentJson.Default.CommitmentEvent,
        [typeof(ChangeEvent)] = ChangeJson.Default.ChangeEvent,
        [typeof(PartnershipEvent)] = PartnershipJson.Default.PartnershipEvent,
        [typeof(AmendsEvent)] = AmendsJson.Default.AmendsEvent,
        [typeof(PmEvent)] = PmJson.Default.PmEvent,
        [typeof(TeamEvent)] = TeamJson.Default.TeamEvent,
        [typeof(AuditEvent)] = AuditJson.Default.AuditEvent,
        [typeof(InviteIssued)] = InviteJson.Default.InviteIssued,
    };

    public static string Text<TEvent>(TEvent @event) where TEvent : notnull =>
        JsonSerializer.Serialize(@event, Formats.Single(format => format.Key.IsInstanceOfType(@event)).Value);

    public static TEvent Read<TEvent>(string text) => (TEvent)JsonSerializer.Deserialize(text, Formats[typeof(TEvent)])!;
}
