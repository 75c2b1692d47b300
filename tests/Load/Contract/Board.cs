using System.Text.Json;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Contract;

/// <summary>One retro as an outside program sees it, with the book of all cards that the driver sent to it.</summary>
sealed class Board
{
    static int boards;

    long cards;
    long acked;

    public required Uri Target { get; init; }
    public required string Id { get; init; }
    public required string JoinCode { get; init; }
    public required string[] Columns { get; init; }

    /// <summary>The seat that came with the retro.</summary>
    public required string Token { get; init; }

    public CardIds CardIds { get; } = new(Interlocked.Increment(ref boards) & 0xffff);
    public Growing<Card> Cards { get; } = new();
    public Faults Faults { get; } = new();

    /// <summary>Refused or failed requests; not a broken promise in itself.</summary>
    public Faults Errors { get; } = new();

    /// <summary>Cards have the numbers 0 to this, exclusive.</summary>
    public long Sent => Volatile.Read(ref cards);

    public long Acked => Volatile.Read(ref acked);

    /// <summary>Cards have got new words, so one may be shown more than once.</summary>
    public bool IsReworded { get; set; }

    public string Path => $"/api/v1/retros/{Id}";

    public static async Task<Board> Start(Uri target, CancellationToken stop)
    {
        using var wire = new HttpWire(target);
        var answer = await wire.Send("POST", "/api/v1/retros", null,
            new { title = "Load", format = "went-well", anonymous = false, hidden = false }, stop);
        var retro = Expect(answer, 201);
        return new Board
        {
            Target = target,
            Id = retro.GetProperty("id").GetString()!,
            JoinCode = retro.GetProperty("joinCode").GetString()!,
            Token = retro.GetProperty("token").GetString()!,
            Columns = [.. retro.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("id").GetString()!)],
        };
    }

    /// <summary>Takes a seat and answers with its token.</summary>
    public async Task<string> Join(string name, HttpWire wire, CancellationToken stop)
    {
        var answer = await wire.Send("POST", $"{Path}/seats", null, new { name, joinCode = JoinCode }, stop);
        return Expect(answer, 201).GetProperty("token").GetString()!;
    }

    public async Task<JsonElement> Read(CancellationToken stop)
    {
        using var wire = new HttpWire(Target);
        return Expect(await wire.Send("GET", Path, Token, null, stop), 200);
    }

    public long NewCard(int author)
    {
        var number = Interlocked.Increment(ref cards) - 1;
        ref var card = ref Cards[number];
        card.Author = author;
        card.SentAt = Clock.Now;
        return number;
    }

    public void Acknowledged(long number, long version)
    {
        ref var card = ref Cards[number];
        card.Version = version;
        Volatile.Write(ref card.AckedAt, Clock.Now);
        Interlocked.Increment(ref acked);
    }

    /// <summary>The numbers of the cards acknowledged up to now.</summary>
    public IEnumerable<long> AckedCards()
    {
        var sent = Sent;
        for (var number = 0L; number < sent; number++)
            if (Volatile.Read(ref Cards[number].AckedAt) != 0) yield return number;
    }

    static JsonElement Expect(HttpWire.Answer answer, int status) =>
        answer.Status == status ? answer.Json : throw new UnexpectedAnswerException($"expected {status}, got {answer}");
}
