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
        // Straight from the router: a token or cookie is all they need of what comes after it.
        var api = app.MapGroup("/api/v1").WithTags("Retros").DisableAntiforgery();
        api.ShortCircuit();
        api.MapGet("/formats", (Delegate)Formats).WithSummary("All formats with their columns, in English.").Answers<IReadOnlyList<FormatJson>>();
        api.MapPost("/retros", (Delegate)Create).WithSummary("Starts a retro; whoever starts it facilitates.").WithDescription("With an id and a token of the caller's own, 32 random bytes each, a repeat is the same answer.")
            .Takes<CreateRetro>().Answers<RetroCreated>(StatusCodes.Status201Created);
        api.MapPost("/seats", (Delegate)JoinByCode).WithSummary("A seat for whoever has only the code.").Takes<CreateSeat>().Answers<SeatFound>(StatusCodes.Status201Created);
        api.MapPost("/retros/{id}/seats", Join).WithSummary("A seat in this retro.").WithDescription("With an id and a token of the caller's own a repeat is the same answer.")
            .Takes<CreateSeat>().Answers<SeatCreated>(StatusCodes.Status201Created);

        var retro = api.MapGroup("/retros/{id}").WithMetadata(new Description.NeedsSeat());
        retro.MapGet("", Get).WithSummary("The board as this seat may see it.").Answers<BoardJson>();
        retro.MapGet("/changes", Changes.Stream).WithSummary("The changes, as server-sent events.").WithDescription("""
            First an event named snapshot, whose data is the board as everyone sees it, then one event named change per version, whose id is the version and whose data is {"changes": [...]};
            events named room say who is here. Goes on after ?after=N or Last-Event-ID; where too much was missed, a snapshot comes again.
            """).Answers<ChangeJson>(type: "text/event-stream");
        retro.MapPut("/cards/{cardId}", PutCard).WithSummary("Adds a card, or rewords or moves one's own.").Takes<PutCardBody>().Answers<Acted>();
        retro.MapDelete("/cards/{cardId}", DeleteCard).WithSummary("Deletes one's own card.").Answers<Acted>();
        retro.MapPut("/phase", PutPhase).WithSummary("To any phase. Facilitators only.").WithDescription("check-in, write, group, vote, discuss, commit or close. A retro doesn't close (409, undecided-promises) while a promise that was taken along twice still stands.").Takes<PutPhaseBody>().Answers<Acted>();
        retro.MapPut("/groups/{groupId}", PutGroup).WithSummary("Makes or titles a group and adds cards to it; none are removed.").Takes<PutGroupBody>().Answers<Acted>();
        retro.MapPut("/cards/{cardId}/group", PutCardGroup).WithSummary("Puts a card into a group, or out of any with null.").Takes<PutCardGroupBody>().Answers<Acted>();
        retro.MapPut("/votes/{topicId}", PutVotes).WithSummary("One's votes on a card or a group from now on.").Takes<PutVotesBody>().Answers<Voted>();
        retro.MapGet("/export.{kind}", Exports.Download).WithSummary("The retro as md, csv or json; md with ?lang=de in German.").Answers<string>(type: "text/markdown").Produces<string>(StatusCodes.Status200OK, "text/csv").Produces<BoardJson>();
    }

    static Task Formats(HttpContext http) => Requests.Write<IReadOnlyList<FormatJson>>(http,
        [
            .. Format.All.Select(format => new FormatJson(format.Id, EnglishFormats.Title(format.Id),
                BoardJson.ColumnsOf(format.Id, format.Columns.Select(column => new Column(new(column)))))),
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
        await WriteCreated(http, id, token, seated);
    });

    /// <summary>A retro that was just started, with everything its program needs next.</summary>
    internal static async Task WriteCreated(HttpContext http, RetroId id, SeatToken token, Seated seated)
    {
        var grain = http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IRetroGrain>(id.Value);
        var board = await Asking.Again(() => grain.GetBoard(seated.Seat.Caller));
        var invite = await Asking.Again(() => grain.GetInvite(seated.Seat.Caller));
        var origin = http.RequestServices.GetRequiredService<WebOptions>().Origin(http.Request);
        await Requests.Write(http,
            new(id.Value, seated.Version, invite.JoinCode, $"{origin}/join/{invite.Token}", seated.Seat.Participant.ToString(), token.Value, BoardJson.ColumnsOf(board.Settings.Format, board.Settings.Columns)),
            ApiJson.Wire.RetroCreated, StatusCodes.Status201Created);
    }

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
        return retro.AddCard(who, card, Requests.Id<ColumnId>(body.Column, "unknown-column"), body.Text ?? "", token.KeyTo(card.Value));
    });

    static Task DeleteCard(HttpContext http, string id, string cardId) => Requests.Act(http, id, (retro, who, token) =>
    {
        var card = Requests.Id<CardId>(cardId);
        return retro.DeleteCard(who, card, token.KeyTo(card.Value));
    });

    static Task PutPhase(HttpContext http, string id) => Requests.Act(http, id, ApiJson.Default.PutPhaseBody, (retro, who, _, body) =>
        retro.EnterPhase(who, KebabCase.TryParse<Phase>(body.Phase, out var phase) ? phase : throw new RejectedException("unknown-phase")));

    static Task PutGroup(HttpContext http, string id, string groupId) => Requests.Act(http, id, ApiJson.Default.PutGroupBody, (retro, who, _, body) =>
        retro.GroupCards(who, Requests.Id<GroupId>(groupId), body.Title, [.. (body.Cards ?? []).Select(card => Requests.Id<CardId>(card))]));

    static Task PutCardGroup(HttpContext http, string id, string cardId) => Requests.Act(http, id, ApiJson.Default.PutCardGroupBody, (retro, who, _, body) =>
        retro.GroupCard(who, Requests.Id<CardId>(cardId), body.Group is { } group ? Requests.Id<GroupId>(group) : null));

    static Task PutVotes(HttpContext http, string id, string topicId) => Problems.Answer(http, async () =>
    {
        var (grain, _, seat) = await Requests.Seated(http, id);
        var body = await Requests.Read(http, ApiJson.Default.PutVotesBody);
        var count = body.Count ?? throw new RejectedException("malformed");
        var (version, left) = await Requests.Once(http, () => grain.SetVotes(seat.Caller, Requests.Id<TopicId>(topicId), count));
        await Requests.Write(http, new(version, left), ApiJson.Wire.Voted);
    });
}
