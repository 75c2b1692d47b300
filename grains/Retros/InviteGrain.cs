using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace OrleansRetro.Retros;

/// <summary>A code or link was made; kept under its hash.</summary>
public sealed record InviteIssued(RetroId Retro);

sealed record InviteTarget(RetroId? Retro) : IState<InviteTarget, InviteIssued>
{
    public static InviteTarget Empty { get; } = new((RetroId?)null);
    public InviteTarget Evolve(InviteIssued issued) => new(issued.Retro);
}

sealed class InviteGrain(IEventLog log, ILogger<InviteGrain> logger) : EventSourcedGrain<InviteTarget, InviteIssued>(log, logger), IInviteGrain
{
    protected override string Stream => StreamOf(this.GetPrimaryKeyString());
    protected override JsonTypeInfo<InviteIssued> EventFormat => InviteJson.Default.InviteIssued;

    public static string StreamOf(string hash) => $"invite/{hash}";

    public static StreamWrite Found(string hash, RetroId retro) =>
        new(StreamOf(hash), 0, [JsonSerializer.SerializeToUtf8Bytes(new InviteIssued(retro), InviteJson.Default.InviteIssued)]);

    public Task<RetroId?> Retro()
    {
        if (Durable.Retro is null)
            DeactivateOnIdle();
        return Task.FromResult(Durable.Retro);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(InviteIssued))]
sealed partial class InviteJson : JsonSerializerContext;
