using System.Text.Json.Serialization;

namespace OrleansRetro.Teams;

/// <summary>A team: a random UUID made by whoever founds it.</summary>
[GenerateSerializer, Immutable, Alias("team-id"), JsonConverter(typeof(IdJson<TeamId>))]
public readonly record struct TeamId(Guid Value) : IId<TeamId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out TeamId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}

/// <summary>A way into a team: a random UUID made by whoever invites; what lets people in is its token, not this.</summary>
[GenerateSerializer, Immutable, Alias("team-invite-id"), JsonConverter(typeof(IdJson<TeamInviteId>))]
public readonly record struct TeamInviteId(Guid Value) : IId<TeamInviteId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out TeamInviteId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}

/// <summary>A working agreement: a random UUID made by whoever proposes it.</summary>
[GenerateSerializer, Immutable, Alias("agreement-id"), JsonConverter(typeof(IdJson<AgreementId>))]
public readonly record struct AgreementId(Guid Value) : IId<AgreementId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out AgreementId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}

/// <summary>Something to talk about in the next retro: a random UUID made by whoever adds it.</summary>
[GenerateSerializer, Immutable, Alias("waiting-topic-id"), JsonConverter(typeof(IdJson<WaitingTopicId>))]
public readonly record struct WaitingTopicId(Guid Value) : IId<WaitingTopicId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out WaitingTopicId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}
