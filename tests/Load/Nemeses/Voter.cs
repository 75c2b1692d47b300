using System.Globalization;
using OrleansRetro.Load.History;

namespace OrleansRetro.Load.Nemeses;

/// <summary>Somebody who gives votes and takes them back, more than there are too, and looks at what they gave.</summary>
sealed class Voter(WatchedBoard board, string name, string token, string[] topics, Random random, CancellationToken giveUp)
{
    /// <summary>Alone: by the version that is answered it is known which tag stands for this voter.</summary>
    public async Task ShowTag()
    {
        using var asker = new Asker(board, token, random, giveUp);
        var given = await Give(asker, topics[0], 1);
        board.Tag(name, given.Version);
        await Give(asker, topics[0], 0);
    }

    public async Task Run(int votes, CancellationToken end)
    {
        using var asker = new Asker(board, token, random, giveUp);
        for (var vote = 0; vote < votes && !end.IsCancellationRequested; vote++)
        {
            if (random.Next(8) == 0) await asker.Read(new(name, Act.Read, "", "", Clock.Now), votes: true);
            await Give(asker, topics[random.Next(topics.Length)], random.Next(4));
            await Clock.Pause(TimeSpan.FromMilliseconds(random.Next(60)), CancellationToken.None);
        }
    }

    Task<Operation> Give(Asker asker, string topic, int count) =>
        asker.Put(new(name, Act.Vote, topic, count.ToString(CultureInfo.InvariantCulture), Clock.Now), $"/votes/{topic}", new { count });
}
