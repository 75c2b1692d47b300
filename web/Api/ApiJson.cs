using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansRetro.Account;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;
using OrleansRetro.Promises;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Api;

/// <summary>Body of POST /retros.</summary>
public sealed record CreateRetro(string? Title, string? Format, bool Anonymous = true, bool Hidden = true, string? Name = null, string? Id = null, string? Token = null);

/// <summary>Body of POST /seats and /retros/{id}/seats.</summary>
public sealed record CreateSeat(string? Name, string? JoinCode, string? Id = null, string? Token = null);

public sealed record PutCardBody(string? Column, string? Text);
public sealed record PutPhaseBody(string? Phase);
public sealed record PutGroupBody(string? Title = null, ImmutableArray<string?>? Cards = null);

/// <param name="Group">Null takes the card out of any; it must be said.</param>
public sealed record PutCardGroupBody([property: JsonRequired] string? Group);

public sealed record PutVotesBody(int? Count);

public sealed record ColumnJson(string Id, string Title, string? Prompt = null);
public sealed record FormatJson(string Id, string Title, IReadOnlyList<ColumnJson> Columns);

/// <summary>Answer to POST /retros.</summary>
public sealed record RetroCreated(string Id, long Version, string JoinCode, string JoinUrl, string ParticipantId, string Token, IReadOnlyList<ColumnJson> Columns);

/// <summary>Answer to POST /retros/{id}/seats.</summary>
public sealed record SeatCreated(string ParticipantId, string Token);

/// <summary>Answer to POST /seats.</summary>
public sealed record SeatFound(string RetroId, string ParticipantId, string Token);

/// <summary>Answer to an act: the version that includes it.</summary>
public sealed record Acted(long Version);
public sealed record Voted(long Version, int Left);

/// <summary>Data of the event <c>change</c>.</summary>
public sealed record ChangeJson(IReadOnlyList<BoardChange> Changes);

/// <summary>RFC 9457, with a stable code.</summary>
public sealed record Problem(string Type, string Title, int Status, string Code, string? Detail = null);

/// <summary>What outside programs read and write, and nothing else.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 16,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(KebabCase<CommitmentStatus>)])]
[JsonSerializable(typeof(CreateRetro))]
[JsonSerializable(typeof(CreateSeat))]
[JsonSerializable(typeof(PutCardBody))]
[JsonSerializable(typeof(PutPhaseBody))]
[JsonSerializable(typeof(PutGroupBody))]
[JsonSerializable(typeof(PutCardGroupBody))]
[JsonSerializable(typeof(PutVotesBody))]
[JsonSerializable(typeof(IReadOnlyList<FormatJson>))]
[JsonSerializable(typeof(RetroCreated))]
[JsonSerializable(typeof(SeatCreated))]
[JsonSerializable(typeof(SeatFound))]
[JsonSerializable(typeof(MeJson))]
[JsonSerializable(typeof(OwnRecord))]
[JsonSerializable(typeof(PutMeBody))]
[JsonSerializable(typeof(PutStageBody))]
[JsonSerializable(typeof(PutZoneBody))]
[JsonSerializable(typeof(PutLanguageBody))]
[JsonSerializable(typeof(IReadOnlyList<TeamName>))]
[JsonSerializable(typeof(TeamView))]
[JsonSerializable(typeof(PutTeamBody))]
[JsonSerializable(typeof(PutInviteBody))]
[JsonSerializable(typeof(InviteMade))]
[JsonSerializable(typeof(JoinTeamBody))]
[JsonSerializable(typeof(PutMemberBody))]
[JsonSerializable(typeof(PutTextBody))]
[JsonSerializable(typeof(PutRhythmBody))]
[JsonSerializable(typeof(PutDaysOffBody))]
[JsonSerializable(typeof(PutFormatBody))]
[JsonSerializable(typeof(StartTeamRetro))]
[JsonSerializable(typeof(PutTeamRetroBody))]
[JsonSerializable(typeof(PutRetentionBody))]
[JsonSerializable(typeof(PmPromises))]
[JsonSerializable(typeof(KeepRecord))]
[JsonSerializable(typeof(CommitmentView))]
[JsonSerializable(typeof(IReadOnlyList<Moment>))]
[JsonSerializable(typeof(PutPromiseBody))]
[JsonSerializable(typeof(PutTermsBody))]
[JsonSerializable(typeof(PutAnswerBody))]
[JsonSerializable(typeof(PutProgressBody))]
[JsonSerializable(typeof(PutDayBody))]
[JsonSerializable(typeof(PutDayAnswerBody))]
[JsonSerializable(typeof(PutOutcomeBody))]
[JsonSerializable(typeof(PutSettlementBody))]
[JsonSerializable(typeof(PutConditionsBody))]
[JsonSerializable(typeof(PutConditionsAnswerBody))]
[JsonSerializable(typeof(PutSizeBody))]
[JsonSerializable(typeof(PutFirstTermsBody))]
[JsonSerializable(typeof(PutEffectBody))]
[JsonSerializable(typeof(Acted))]
[JsonSerializable(typeof(Voted))]
[JsonSerializable(typeof(ChangeJson))]
[JsonSerializable(typeof(BoardJson))]
[JsonSerializable(typeof(Room))]
[JsonSerializable(typeof(Problem))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Answers are never part of a page, so letters stay letters.</summary>
    public static ApiJson Wire => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
