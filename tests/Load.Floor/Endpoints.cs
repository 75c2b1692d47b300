using System.Buffers;
using System.Collections.Concurrent;

namespace OrleansRetro.Load.Floor;

/// <summary>The endpoints of the contract that a card needs, without rules: no phases, no limits, no repeats.</summary>
sealed class Endpoints(CardFile file)
{
    static readonly Column[] Columns = [new("went-well", "Went well"), new("did-not", "Did not go well"), new("ideas", "Ideas")];

    readonly ConcurrentDictionary<string, Board> boards = new();

    public async Task StartRetro(HttpContext http)
    {
        if (await http.Read(Contract.Default.NewRetro) is null) return;
        var board = new Board();
        boards[board.Id] = board;
        var seat = board.Seat();
        await http.Answer(201, Contract.Default.RetroStarted,
            new(board.Id, board.Version, board.JoinCode, $"/join/{board.JoinCode}", seat.ParticipantId, seat.Token, Columns));
    }

    public async Task TakeSeat(HttpContext http)
    {
        if (Find(http) is not { } board || await http.Read(Contract.Default.NewSeat) is not { } seat) return;
        if (seat.JoinCode == board.JoinCode) await http.Answer(201, Contract.Default.Seated, board.Seat());
        else http.Response.StatusCode = 403;
    }

    public async Task AddCard(HttpContext http)
    {
        if (Find(http) is not { } board || Author(http, board) is not { } author) return;
        if (await http.Read(Contract.Default.NewCard) is not { } card) return;
        var version = await file.Append(new Card(board, (string)http.Request.RouteValues["cardId"]!, card, author));
        await http.Answer(200, Contract.Default.Versioned, new(version));
    }

    /// <summary>The snapshot is always the empty board; the chain from its beginning makes up the rest.</summary>
    public async Task Watch(HttpContext http)
    {
        if (Find(http) is not { } board || Author(http, board) is null) return;
        http.Response.ContentType = "text/event-stream";
        var body = http.Response.BodyWriter;
        body.Write("id: 0\nevent: snapshot\ndata: {\"version\":0,\"cards\":[]}\n\n"u8);
        await body.FlushAsync();
        var gone = http.RequestAborted;
        using var wake = gone.Register(board.Wake);
        for (var link = board.First; !gone.IsCancellationRequested;)
        {
            var more = board.More;
            if (link.Next is null && !gone.IsCancellationRequested) await more;
            for (; link.Next is { } next; link = next) body.Write(next.Change);
            await body.FlushAsync();
        }
    }

    Board? Find(HttpContext http)
    {
        if (boards.TryGetValue((string)http.Request.RouteValues["id"]!, out var board)) return board;
        http.Response.StatusCode = 404;
        return null;
    }

    static string? Author(HttpContext http, Board board)
    {
        var bearer = http.Request.Headers.Authorization.ToString();
        if (bearer.StartsWith("Bearer ", StringComparison.Ordinal) && board.Participant(bearer["Bearer ".Length..]) is { } author) return author;
        http.Response.StatusCode = 401;
        return null;
    }
}
