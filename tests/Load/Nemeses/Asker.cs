using System.Net.Sockets;
using System.Text.Json;
using OrleansRetro.Load.History;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Nemeses;

/// <summary>One client: asks at one web, and at the next after a failure, until an answer settles it; sometimes many times at once.</summary>
sealed class Asker(WatchedBoard board, string token, Random random, CancellationToken giveUp) : IDisposable
{
    const int Copies = 5;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly HttpWire[] wires = [.. board.Webs.Select(web => new HttpWire(web))];
    int web = random.Next(board.Webs.Length);

    readonly record struct Reply(int Status, long Version, JsonElement Json)
    {
        public bool Settles => Status is >= 200 and < 500 and not 429;
        public string? Code => Status == 200 ? null : Json.TryGetProperty("code", out var code) ? code.GetString() : "without a code";
    }

    public Task<Operation> Put(Operation asked, string path, object body) => Ask(asked, "PUT", path, body, random.Next(8) == 0 ? Copies : 1);

    public Task<Operation> Delete(Operation asked, string path) => Ask(asked, "DELETE", path, null, random.Next(8) == 0 ? Copies : 1);

    /// <summary>Reads the board.</summary>
    /// <param name="asked">Its ballot is read too where this votes.</param>
    /// <param name="votes">Whether this votes.</param>
    public Task<Operation> Read(Operation asked, bool votes = false) => Ask(asked, "GET", "", null, 1, (settled, board) => settled with
    {
        Content = WatchedBoard.ContentOf(board),
        Own = votes ? Votes(board) : null,
    });

    async Task<Operation> Ask(Operation asked, string method, string path, object? body, int copies, Func<Operation, JsonElement, Operation>? read = null)
    {
        while (true)
        {
            var replies = copies == 1 ? [await Send(wires[web], method, path, body)] : await Task.WhenAll(Enumerable.Range(0, copies).Select(copy => SendCopy(copy, method, path, body)));
            if (Settle(asked, replies) is { } settled)
            {
                if (read is not null && settled.Ending == Ending.Done) settled = read(settled, replies[0]!.Value.Json);
                board.Record(settled);
                return settled;
            }
            if (giveUp.IsCancellationRequested)
            {
                board.Record(asked);
                return asked;
            }
            web = (web + 1) % wires.Length;
            await Task.WhenAny(Clock.Pause(TimeSpan.FromMilliseconds(random.Next(10, 80)), giveUp));
        }
    }

    Operation? Settle(Operation asked, Reply?[] replies)
    {
        var settled = replies.OfType<Reply>().Where(reply => reply.Settles).ToArray();
        if (settled.Length == 0) return null;
        if (settled.Select(reply => reply.Code).Distinct().Count() > 1)
            board.Violations.Enqueue(new(Promise.Once, $"{asked} was answered in several ways: {string.Join(", ", settled.Select(reply => reply.Code ?? "done"))}"));
        var done = settled.Where(reply => reply.Status == 200).ToArray();
        return done.Length > 0
            ? asked with { Ending = Ending.Done, Returned = Clock.Now, Version = done.Min(reply => reply.Version) }
            : asked with { Ending = Ending.Refused, Returned = Clock.Now, Code = settled[0].Code };
    }

    async Task<Reply?> SendCopy(int copy, string method, string path, object? body)
    {
        using var wire = new HttpWire(board.Webs[copy % board.Webs.Length]);
        return await Send(wire, method, path, body);
    }

    async Task<Reply?> Send(HttpWire wire, string method, string path, object? body)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        limit.CancelAfter(Patience);
        try
        {
            var answer = await wire.Send(method, board.Path + path, token, body, limit.Token);
            if (answer.Status == 500) board.Violations.Enqueue(new(Promise.Served, $"{method} {path} answered {answer}"));
            if (answer.Body.IsEmpty || answer.Body.Span[0] != (byte)'{')
            {
                board.Violations.Enqueue(new(Promise.Served, $"{method} {path} was answered without JSON: {answer}"));
                return null;
            }
            var json = answer.Json;
            var reply = new Reply(answer.Status, json.TryGetProperty("version", out var version) ? version.GetInt64() : 0, json);
            if (!reply.Settles) board.Failures.Enqueue($"{reply.Status} {reply.Code}");
            return reply;
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
        {
            board.Failures.Enqueue(broken is OperationCanceledException ? "no answer in time" : broken.Message);
            return null;
        }
    }

    static string Votes(JsonElement board)
    {
        var ballot = new Ballot(0);
        if (board.GetProperty("votes").TryGetProperty("mine", out var mine) && mine.ValueKind == JsonValueKind.Object)
            foreach (var vote in mine.EnumerateObject()) ballot.Set(vote.Name, vote.Value.GetInt32());
        return ballot.ToString();
    }

    public void Dispose()
    {
        foreach (var wire in wires) wire.Dispose();
    }
}
