using OrleansRetro.Load.History;

namespace OrleansRetro.Load.Nemeses;

/// <summary>Somebody who adds, rewords and deletes their own cards, and looks at the board now and then.</summary>
sealed class Writer(WatchedBoard board, string name, string token, Random random, CancellationToken giveUp)
{
    readonly List<(string Id, string Column)> cards = [];
    int written;

    public async Task Run(CancellationToken end)
    {
        using var asker = new Asker(board, token, random, giveUp);
        while (!end.IsCancellationRequested)
        {
            await Once(asker);
            await Clock.Pause(TimeSpan.FromMilliseconds(random.Next(30)), CancellationToken.None);
        }
    }

    async Task Once(Asker asker)
    {
        var kind = random.Next(100);
        if (kind < 5) await asker.Read(new(name, Act.Read, "", "", Clock.Now));
        else if (kind < 45 || cards.Count == 0) await Add(asker);
        else if (kind < 80) await Reword(asker, cards[random.Next(cards.Count)]);
        else await Delete(asker, random.Next(cards.Count));
    }

    async Task Add(Asker asker)
    {
        var (id, column, text) = (Guid.NewGuid().ToString(), board.Columns[random.Next(board.Columns.Length)], Words());
        await asker.Put(new(name, Act.Add, id, text, Clock.Now), $"/cards/{id}", new { column, text });
        cards.Add((id, column));
    }

    async Task Reword(Asker asker, (string Id, string Column) card)
    {
        var text = Words();
        await asker.Put(new(name, Act.Reword, card.Id, text, Clock.Now), $"/cards/{card.Id}", new { column = card.Column, text });
    }

    async Task Delete(Asker asker, int card)
    {
        var id = cards[card].Id;
        cards.RemoveAt(card);
        await asker.Delete(new(name, Act.Delete, id, "", Clock.Now), $"/cards/{id}");
    }

    string Words() => $"{name} wrote {++written}";
}
