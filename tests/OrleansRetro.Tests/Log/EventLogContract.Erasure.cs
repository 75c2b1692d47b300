using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Log;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task A_deleted_stream_is_gone_and_its_name_is_never_given_again()
    {
        await Log.Append([Tagged("retro/a", 0, ["team:t"], "one", "two"), Tagged("retro/b", 0, ["team:t"], "other")]);
        await Log.SaveSnapshot("retro/a", 2, 1, Bytes("folded"));

        await Log.Delete("retro/a");

        Assert.Empty(await Texts("retro/a"));
        Assert.Equal(["other"], await Topic("team:t"));
        Assert.Null(await Log.LoadSnapshot("retro/a", 1));
        foreach (var expected in new[] { 0, 1, 2 })
            await Assert.ThrowsAsync<StreamDeletedException>(() => Append("retro/a", expected, "again"));
        await Reopen();
        await Assert.ThrowsAsync<StreamDeletedException>(() => Append("retro/a", 0, "again"));
        await Append("retro/b", 1, "lives on");
    }

    [Fact]
    public async Task Deleting_twice_changes_nothing()
    {
        await Append("retro/a", 0, "one");
        await Log.Delete("retro/a");
        await Log.Delete("retro/a", "retro/b");
        await Assert.ThrowsAsync<StreamDeletedException>(() => Append("retro/a", 0, "again"));
    }

    [Fact]
    public async Task A_stream_that_never_was_can_be_deleted_and_then_not_founded()
    {
        await Log.Delete("retro/a");
        await Assert.ThrowsAsync<StreamDeletedException>(() => Append("retro/a", 0, "late"));
    }

    [Fact]
    public async Task A_deletion_among_appends_takes_what_came_before_it_and_refuses_what_comes_after()
    {
        Task[] all = [Append("retro/a", 0, "one"), Append("retro/a", 1, "two"), Log.Delete("retro/a"), Append("retro/a", 2, "three"), Append("retro/b", 0, "other")];
        var outcomes = await Task.WhenAll(all.Select(Outcome));

        Assert.Equal([null, null, null, typeof(StreamDeletedException), null], outcomes);
        Assert.Empty(await Texts("retro/a"));
        Assert.Equal(["other"], await Texts("retro/b"));
    }

    [Fact]
    public async Task An_append_to_several_streams_fails_whole_when_one_is_deleted()
    {
        await Log.Delete("retro/b");
        await Assert.ThrowsAsync<StreamDeletedException>(() => Log.Append([Write("retro/a", 0, "x"), Write("retro/b", 0, "x")]));
        Assert.Empty(await Texts("retro/a"));
    }

    [Fact]
    public async Task Positions_of_deleted_events_are_not_given_again()
    {
        await Log.Append([Tagged("retro/a", 0, ["due"], "one", "two")]);
        var cursor = (await All(Log.ReadTopic("due")))[^1].Position;
        await Log.Delete("retro/a");
        await Reopen();

        await Log.Append([Tagged("retro/b", 0, ["due"], "three")]);
        Assert.Equal(["three"], await Topic("due", after: cursor));
    }

    [Fact]
    public async Task Rewriting_changes_the_words_and_nothing_else()
    {
        await Log.Append([Tagged("retro/a", 0, ["due"], "one", "Ana said so", "three")]);
        await Log.SaveSnapshot("retro/a", 3, 1, Bytes("Ana said so, folded"));
        var before = await All(Log.ReadTopic("due"));

        await Log.Rewrite("retro/a", 2, Bytes("somebody said so"));

        Assert.Equal(["one", "somebody said so", "three"], await Texts("retro/a"));
        Assert.Equal(before.Select(e => (e.Version, e.Position)), (await All(Log.ReadTopic("due"))).Select(e => (e.Version, e.Position)));
        Assert.Null(await Log.LoadSnapshot("retro/a", 1));
        await Append("retro/a", 3, "four");
    }

    [Theory]
    [InlineData("retro/a", 2)]
    [InlineData("retro/a", 0)]
    [InlineData("retro/nowhere", 1)]
    public async Task Only_what_is_there_can_be_rewritten(string stream, long version)
    {
        await Append("retro/a", 0, "one");
        await Assert.ThrowsAsync<ConflictException>(() => Log.Rewrite(stream, version, Bytes("x")));
        Assert.Equal(["one"], await Texts("retro/a"));
        await Append("retro/a", 1, "two");
    }

    [Fact]
    public async Task A_deleted_stream_can_not_be_rewritten()
    {
        await Append("retro/a", 0, "one");
        await Log.Delete("retro/a");
        await Assert.ThrowsAsync<StreamDeletedException>(() => Log.Rewrite("retro/a", 1, Bytes("x")));
    }
}
