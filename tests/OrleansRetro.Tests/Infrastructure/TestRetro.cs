using System.Text.Json;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>A retro that a test has started, driven by the HTTP contract alone.</summary>
sealed record TestRetro(ApiClient Api, string Id, string JoinCode, string JoinUrl, TestSeat Facilitator)
{
    /// <summary>Cards at once on everybody's wire, unless asked for otherwise.</summary>
    public static async Task<TestRetro> Start(ApiClient api, bool anonymous = false, bool hidden = false, string format = "went-well", string title = "Sprint 12")
    {
        var made = (await api.Post("/api/v1/retros", new { title, format, anonymous, hidden })).Is(201).Json;
        var id = made.GetProperty("id").GetString()!;
        return new(api, id, made.GetProperty("joinCode").GetString()!, made.GetProperty("joinUrl").GetString()!,
            new(api, id, made.GetProperty("participantId").GetString()!, made.GetProperty("token").GetString()!));
    }

    public async Task<TestSeat> Join(string name)
    {
        var seat = (await Api.Post($"/api/v1/retros/{Id}/seats", new { name, joinCode = JoinCode })).Is(201).Json;
        return new(Api, Id, seat.GetProperty("participantId").GetString()!, seat.GetProperty("token").GetString()!);
    }
}

/// <summary>Somebody in it.</summary>
sealed record TestSeat(ApiClient Api, string Retro, string Participant, string Token)
{
    string Path => $"/api/v1/retros/{Retro}";

    public Task<Answer> PutCard(Guid card, string text, string column = "went-well", params (string, string)[] headers) =>
        Api.Put($"{Path}/cards/{card}", new { column, text }, Token, headers);

    /// <summary>A new card that is there now.</summary>
    public async Task<Guid> Card(string text, string column = "went-well")
    {
        var card = Guid.NewGuid();
        (await PutCard(card, text, column)).Is(200);
        return card;
    }

    public Task<Answer> DeleteCard(Guid card) => Api.Delete($"{Path}/cards/{card}", Token);
    public Task<Answer> PutPhase(string phase, params (string, string)[] headers) => Api.Put($"{Path}/phase", new { phase }, Token, headers);
    public async Task Enter(string phase) => (await PutPhase(phase)).Is(200);
    public Task<Answer> PutGroup(Guid group, string? title, params Guid[] cards) => Api.Put($"{Path}/groups/{group}", new { title, cards }, Token);
    public Task<Answer> PutCardGroup(Guid card, Guid? group) => Api.Put($"{Path}/cards/{card}/group", new { group }, Token);
    public Task<Answer> PutVotes(Guid topic, object count) => Api.Put($"{Path}/votes/{topic}", new { count }, Token);
    public Task<Answer> GetBoard() => Api.Get(Path, Token);
    public async Task<JsonElement> Board() => (await GetBoard()).Is(200).Json;
    public Task<Answer> Export(string kind) => Api.Get($"{Path}/export.{kind}", Token);
    public Task<EventStream> Watch(long? after = null, string? lastEventId = null) => Api.Watch(Retro, Token, after, lastEventId);

    /// <summary>A card on the board as this seat sees it.</summary>
    public async Task<JsonElement?> See(Guid card) =>
        (await Board()).GetProperty("cards").EnumerateArray().Where(seen => seen.GetProperty("id").GetGuid() == card).Select(seen => (JsonElement?)seen).FirstOrDefault();
}
