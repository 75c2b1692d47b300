namespace OrleansRetro.Tests.Log;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task A_topic_gives_its_events_of_all_streams_in_commit_order()
    {
        await Log.Append([Tagged("retro/a", 0, ["team:t", "due"], "1", "2"), Write("retro/b", 0, "untagged")]);
        await Log.Append([Tagged("goal/c", 0, ["team:t"], "3")]);
        await Log.Append([Tagged("retro/a", 2, ["team:t"], "4")]);

        var found = await All(Log.ReadTopic("team:t"));
        Assert.Equal(["retro/a", "retro/a", "goal/c", "retro/a"], found.Select(e => e.Stream));
        Assert.Equal([1, 2, 1, 3], found.Select(e => e.Version));
        Assert.Equal(["1", "2", "3", "4"], await Topic("team:t"));
        Assert.Equal(["1", "2"], await Topic("due"));
        Assert.Empty(await Topic("team:nobody"));
    }

    [Fact]
    public async Task A_cursor_walks_a_topic_without_a_gap_or_a_repeat()
    {
        for (var i = 0; i < 25; i++)
            await Log.Append([Tagged($"retro/{i % 4}", i / 4, ["team:t"], $"{i}")]);

        var seen = new List<string>();
        var cursor = 0L;
        while (await All(Log.ReadTopic("team:t", cursor, 7)) is [.., var last] page)
        {
            Assert.True(page.Count <= 7);
            seen.AddRange(page.Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span)));
            cursor = last.Position;
        }
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"{i}"), seen);
    }

    [Fact]
    public async Task A_topic_named_twice_holds_an_event_once()
    {
        await Log.Append([Tagged("retro/a", 0, ["due", "due"], "1")]);
        Assert.Equal(["1"], await Topic("due"));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1_300)]
    public async Task Long_topics_and_streams_come_whole(int count)
    {
        await Log.Append([Tagged("retro/a", 0, ["due"], [.. Enumerable.Range(0, count).Select(i => $"{i}")])]);
        Assert.Equal(count, (await Topic("due")).Count);
        Assert.Equal(count - 100, (await Topic("due", limit: count - 100)).Count);
        Assert.Equal(count, (await Texts("retro/a")).Count);
        Assert.Empty(await Topic("due", limit: 0));
    }

    [Fact]
    public async Task A_reader_behind_many_writers_misses_nothing()
    {
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < 100; version++)
                await Log.Append([Tagged($"retro/{writer}", version, ["team:t"], $"{writer}.{version}")]);
        })));

        var seen = new List<string>();
        var cursor = 0L;
        bool last;
        do
        {
            last = writers.IsCompleted;
            foreach (var stored in await All(Log.ReadTopic("team:t", cursor)))
            {
                seen.Add(System.Text.Encoding.UTF8.GetString(stored.Data.Span));
                cursor = stored.Position;
            }
        }
        while (!last);
        await writers;

        Assert.Equal(800, seen.Count);
        Assert.Equal(800, seen.Distinct().Count());
    }
}
