using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansRetro.Teams;

public sealed record PutTeamBody(string? Name);

/// <param name="Until">A week from now when it is left out.</param>
/// <param name="Token">32 random bytes of the caller's own.</param>
public sealed record PutInviteBody(TeamRole Role = TeamRole.Member, DateTimeOffset? Until = null, int Uses = 1, string? Token = null);

/// <summary>Answer to PUT /teams/{id}/invites/{inviteId}.</summary>
public sealed record InviteMade(long Version, string Token, string Url);

public sealed record JoinTeamBody(string? Token);
public sealed record PutMemberBody([property: JsonRequired] TeamRole Role);
public sealed record PutTextBody(string? Text);

/// <summary>Body of PUT /teams/{id}/days-off.</summary>
public sealed record PutDaysOffBody(IReadOnlyList<DayOff>? Days = null);

/// <param name="Rhythm">Null: whenever the team wants to; it must be said.</param>
public sealed record PutRhythmBody([property: JsonRequired] Rhythm? Rhythm);

public sealed record PutFormatBody(string? Title, ImmutableArray<PutFormatColumn?>? Columns, bool Retired = false);
public sealed record PutFormatColumn(string? Id, string? Title, string? Prompt = null);

/// <summary>Body of POST /teams/{id}/retros.</summary>
/// <param name="Title">After the team's last retro when it is left out.</param>
public sealed record StartTeamRetro(string? Title = null, string? Format = null, bool Anonymous = true, bool Hidden = true, string? Id = null, string? Token = null);

public sealed record PutTeamRetroBody(bool Archived = false, bool Discarded = false);

/// <param name="Months">Null keeps retros; it must be said.</param>
public sealed record PutRetentionBody([property: JsonRequired] int? Months);
