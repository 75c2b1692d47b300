using System.Text.Json.Serialization;

namespace OrleansRetro.Load.Floor;

sealed record NewRetro(string Title, string Format);

sealed record NewSeat(string Name, string JoinCode);

sealed record NewCard(string Column, string Text);

sealed record Column(string Id, string Title);

sealed record RetroStarted(string Id, int Version, string JoinCode, string JoinUrl, string ParticipantId, string Token, Column[] Columns);

sealed record Seated(string ParticipantId, string Token);

sealed record Versioned(int Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewRetro))]
[JsonSerializable(typeof(NewSeat))]
[JsonSerializable(typeof(NewCard))]
[JsonSerializable(typeof(RetroStarted))]
[JsonSerializable(typeof(Seated))]
[JsonSerializable(typeof(Versioned))]
sealed partial class Contract : JsonSerializerContext;
