using System.Text.Json;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;
using OrleansRetro.Words;

namespace OrleansRetro.Api;

/// <summary>Retros for outside programs: ids made by the caller, PUT that may be repeated, absolute values, the version in every answer.</summary>
public static class RetroEndpoints
{
    public static void MapRetroApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Retros").DisableAntiforgery();
        Describe(api.MapGet("/formats", (Delegate)Formats), "All formats with their columns, in English.").Produces<IReadOnlyList<FormatJson>>();
        Describe(api.MapPost("/retros", (Delegate)Create), "Starts a retro; whoever starts it facilitates. With an id and a token of the caller's own a repeat is the same answer.")
            .Accepts<CreateRetro>("application/json").Produces<RetroCreated>(StatusCodes.Status201Created);
        Describe(api.MapPost("/seats", (Delegate)JoinByCode), "A seat for whoever has only the code.").Accepts<CreateSeat>("application/json").Produces<SeatFound>(StatusCodes.Status201Created);

        var retro = api.MapGroup("/retros/{id}");
        Describe(retro.MapPost("/seats", Join), "A seat in this retro.").Accepts<CreateSeat>("application/json").Produces<SeatCreated>(StatusCodes.Status201Created);
        Describe(retro.MapGet("", Get), "The board as this seat may see it.").Produces<BoardJson>();
        Describe(retro.MapGet("/changes", Changes.Stream), "Server-sent events: a snapshot, then one change per version. Resumes after ?after=N or Last-Event-ID.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
        Describe(retro.MapPut("/cards/{cardId}", PutCard), "Adds a card, or rewords or moves one's own.").Accepts<PutCardBody>("application/json").Produces<Acted>();
        Describe(retro.MapDelete("/cards/{cardId}", DeleteCard), "Deletes one's own card.").Produces<Acted>();
        Describe(retro.MapPut("/phase", PutPhase), "To any phase: check-in, write, group, vote, discuss, commit, close. Facilitators only.").Accepts<PutPhaseBody>("application/json").Produces<Acted>();
        Describe(retro.MapPut("/groups/{groupId}", PutGroup), "Makes or titles a group and adds cards to it; none are removed.").Accepts<PutGroupBody>("application/json").Produces<Acted>();
        Describe(retro.MapPut("/cards/{cardId}/group", PutCardGroup), "Puts a card into a group, or out of any with null.").Accepts<PutCardGroupBody>("application/json").Produces<Acted>();
        Describe(retro.MapPut("/votes/{topicId}", PutVotes), "One's votes on a card or a group from now on.").Accepts<PutVotesBody>("application/json").Produces<Voted>();
        Describe(retro.MapGet("/export.{kind}", Exports.Download), "The retro as md, csv or json.").Produces(StatusCodes.Status200OK);
    }

    static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string summary) => endpoint.WithSummary(summary)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    static Task Formats(HttpContext http) => Requests.Write<IReadOnlyList<FormatJson>>(http,
        [
            .. Format.All.Select(format => new FormatJson(format.Id, EnglishFormats.Title(format.Id),
                [.. format.Columns.Select(column => new ColumnJson(column, EnglishFormats.ColumnTitle(format.Id, column), EnglishFormats.Prompt(format.Id, column)))])),
        ],
        (System.Text.Json.Serialization.Metadata.JsonTypeInfo<IReadOnlyList<FormatJson>>)ApiJson.Wire.GetTypeInfo(typeof(IReadOnlyList<FormatJson>))!);

    static Task Create(HttpContext http) => Problems.Answer(http, async () =>
    {
        if (!http.RequestServices.GetRequiredService<Buckets>().MayStart(http))
            throw new RejectedException("slow-down");
        var body = await Requests.Read(http, ApiJson.Default.CreateRetro);
        var id = Requests.Id<RetroId>(body.Id ?? Visitor.RandomToken());
        var token = Requests.CallersToken(body.Token ?? Visitor.RandomToken());
        var seated = await http.RequestServices.GetRequiredService<Starting>()
            .Start(id, token, body.Title ?? "", body.Format ?? "", body.Anonymous, body.Hidden, body.Name ?? "Facilitator");
        var grain = http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IRetroGrain>(id.Value);
        var board = await Asking.Again(() => grain.GetBoard(seated.Seat.Caller));
        var invite = await Asking.Again(() => grain.GetInvite(seated.Seat.Caller));
        var origin = http.RequestServices.GetRequiredService<WebOptions>().Origin(http.Request);
        await Requests.Write(http,
            new(id.Value, seated.Version, invite.JoinCode, $"{origin}/join/{invite.Token}", seated.Seat.Participant.ToString(), token.Value, BoardJson.ColumnsOf(board.Settings)),
            ApiJson.Wire.RetroCreated, StatusCodes.Status201Created);
    });

    static Task Join(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        var (_, seat, token) = await TakeSeat(http, Requests.Id<RetroId>(id, "not-found"));
        await Requests.Write(http, new(seat.Seat.Participant.ToString(), token.Value), ApiJson.Wire.SeatCreated, StatusCodes.Status201Created);
    });

    static Task JoinByCode(HttpContext http) => Problems.Answer(http, async () =>
    {
        var (retro, seat, token) = await TakeSeat(http, null);
        await Requests.Write(http, new(retro.Value, seat.Seat.Participant.ToString(), token.Value), ApiJson.Wire.SeatFound, StatusCodes.Status201Created);
    });

    static async Task<(RetroId, Seated, SeatToken)> TakeSeat(HttpContext http, RetroId? known)
    {
        var body = await Requests.Read(http, ApiJson.Default.CreateSeat);
        var token = Requests.CallersToken(body.Token ?? Visitor.RandomToken());
        var key = body.Id is { } id ? Requests.CallersToken(id).Value : null;
        var starting = http.RequestServices.GetRequiredService<Starting>();
        var buckets = http.RequestServices.GetRequiredService<Buckets>();
        if (!buckets.MayGuess(http))
            throw new RejectedException("slow-down");
        try
        {
            var retro = known ?? await starting.Find(body.JoinCode ?? "") ?? throw new RejectedException("code-unknown");
            return (retro, await starting.Join(retro, token, body.Name ?? "", body.JoinCode ?? "", key), token);
        }
        catch (RejectedException rejected) when (rejected.Code is "code-unknown" or "not-found" or "invite-used-up")
        {
            buckets.GuessedWrong(http);
            throw new RejectedException("not-found");
        }
    }

    static Task Get(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        var (retro, token, seat) = await Requests.Seat(http, id);
        var grain = http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IRetroGrain>(retro.Value);
        var board = await Asking.Again(() => grain.GetBoard(seat.Caller));
        var own = await Asking.Again(() => grain.GetSeat(seat.Caller, token));
        var room = await Asking.Again(() => grain.GetRoom(seat.Caller));
        await Requests.Write(http, BoardJson.Of(board, own, room), ApiJson.Wire.BoardJson);
    });

    static Task PutCard(HttpContext http, string id, string cardId) => Requests.Act(http, id, ApiJson.Default.PutCardBody, (retro, who, token, body) =>
    {
        var card = Requests.Id<CardId>(cardId);
        return retro.AddCard(who, card, Requests.Id<ColumnId>(body.Column, "unknown-column"), body.Text ?? "", token.KeyTo(card.ToString()));
    });

    static Task DeleteCard(HttpContext http, string id, string cardId) => Requests.Act(http, id, (retro, who, token) =>
    {
        var card = Requests.Id<CardId>(cardId);
        return retro.DeleteCard(who, card, token.KeyTo(card.ToString()));
    });

    static Task PutPhase(HttpContext http, string id) => Requests.Act(http, id, ApiJson.Default.PutPhaseBody, (retro, who, _, body) =>
        retro.EnterPhase(who, KebabCase.TryParse<Phase>(body.Phase, out var phase) ? phase : throw new RejectedException("unknown-phase")));

    static Task PutGroup(HttpContext http, string id, string groupId) => Requests.Act(http, id, ApiJson.Default.PutGroupBody, (retro, who, _, body) =>
        retro.GroupCards(who, Requests.Id<GroupId>(groupId), body.Title, [.. (body.Cards ?? []).Select(card => Requests.Id<CardId>(card))]));

    static Task PutCardGroup(HttpContext http, string id, string cardId) => Requests.Act(http, id, ApiJson.Default.PutCardGroupBody, (retro, who, _, body) =>
    {
        GroupId? group = body.Group.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => Requests.Id<GroupId>(body.Group.GetString()),
            _ => throw new RejectedException("malformed"),
        };
        return retro.GroupCard(who, Requests.Id<CardId>(cardId), group);
    });

    static Task PutVotes(HttpContext http, string id, string topicId) => Problems.Answer(http, async () =>
    {
        var (grain, _, seat) = await Requests.Seated(http, id);
        var body = await Requests.Read(http, ApiJson.Default.PutVotesBody);
        Requests.Expect(http);
        var count = body.Count ?? throw new RejectedException("malformed");
        var (version, left) = await Asking.Again(() => grain.SetVotes(seat.Caller, Requests.Id<TopicId>(topicId), count));
        await Requests.Write(http, new(version, left), ApiJson.Wire.Voted);
    });
}
