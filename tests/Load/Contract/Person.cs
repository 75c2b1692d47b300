using System.Net.Sockets;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Contract;

/// <summary>One seat: sends cards one after the other on a connection of its own.</summary>
sealed class Person(Board board, int number, string token) : IDisposable
{
    readonly HttpWire wire = new(board.Target);
    readonly CardRequest request = new(board, token, board.Columns[number % board.Columns.Length]);
    long last = -1;
    int words;

    // Beyond the numbers of cards.
    const long NewWords = 100_000;

    public Board Board => board;
    public string Token => token;

    /// <summary>A card that is sent once: what goes wrong is counted as an error.</summary>
    public async Task SendCard(CancellationToken stop)
    {
        var card = last = board.NewCard(number);
        if (await Put(card, stop) is { } refused) board.Errors.Add(refused);
    }

    /// <summary>New words for the last card.</summary>
    public async Task RewordCard(CancellationToken stop)
    {
        board.IsReworded = true;
        if (last < 0) throw new InvalidOperationException("there is no card to reword");
        if (await Put(last, stop, NewWords * ++words + last) is { } refused) board.Errors.Add(refused);
    }

    public async Task SendCardsUntil(long end, CancellationToken stop)
    {
        while (Clock.Now < end) await SendCard(stop);
    }

    /// <summary>Until everybody together has sent so many to the board.</summary>
    public async Task SendCardsUpTo(int cards, CancellationToken stop)
    {
        while (board.Sent < cards && !stop.IsCancellationRequested) await SendCard(stop);
    }

    /// <summary>Sends this card, with the same id and words, until it is acknowledged; answers the version told.</summary>
    public async Task<long> Insist(CancellationToken stop)
    {
        var card = board.NewCard(number);
        while (await Put(card, stop) is { } refused)
        {
            board.Errors.Add(refused);
            await Clock.Pause(TimeSpan.FromMilliseconds(10), stop);
        }
        return board.Cards[card].Version;
    }

    /// <summary>Nothing, or why the card is not acknowledged.</summary>
    async ValueTask<string?> Put(long card, CancellationToken stop, long? text = null)
    {
        try
        {
            var answer = await wire.Send(request.For(card, text ?? card), stop);
            if (answer.Status == 200 && VersionField.In(answer.Body.Span) is { } version)
            {
                if (text is null) board.Acknowledged(card, version);
                return null;
            }
            if (answer.Status is >= 200 and < 500 and not 429) board.Faults.Add($"PUT of a card answered {answer}");
            return $"PUT answered {answer}";
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            return $"PUT failed: {broken.Message}";
        }
        catch (OperationCanceledException)
        {
            return "PUT had no answer in time";
        }
    }

    public void Dispose() => wire.Dispose();
}
