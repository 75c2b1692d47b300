using OrleansRetro.Load.History;

namespace OrleansRetro.Load.Nemeses;

/// <summary>Adds a card in every interval, whatever became of the ones before, so that there is always something new to see.</summary>
sealed class Poker(WatchedBoard board, TimeSpan interval, CancellationToken giveUp)
{
    public async Task Run(CancellationToken end)
    {
        using var timer = new PeriodicTimer(interval);
        var asked = new List<Task>();
        for (var number = 0; !end.IsCancellationRequested; number++)
        {
            asked.Add(Add(number));
            asked.RemoveAll(done => done.IsCompletedSuccessfully);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        await Task.WhenAll(asked);
    }

    async Task Add(int number)
    {
        using var asker = new Asker(board, board.Token, new Random(number), giveUp);
        var (id, column, text) = (Guid.NewGuid().ToString(), board.Columns[0], $"card {number}");
        await asker.Put(new($"poker {number}", Act.Add, id, text, Clock.Now), $"/cards/{id}", new { column, text });
    }
}
