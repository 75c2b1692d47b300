namespace OrleansRetro.Tests.Log;

public abstract partial class EventLogContract
{
    async Task<(long Version, string Text)?> Loaded(string stream, int schema) =>
        await Log.LoadSnapshot(stream, schema) is { } snapshot ? (snapshot.Version, System.Text.Encoding.UTF8.GetString(snapshot.Data.Span)) : null;

    [Fact]
    public async Task There_is_no_snapshot_until_one_is_saved()
    {
        await Append("retro/a", 0, "one");
        Assert.Null(await Loaded("retro/a", 1));
    }

    [Fact]
    public async Task A_newer_snapshot_replaces_an_older_one_and_never_the_other_way_round()
    {
        await Log.SaveSnapshot("retro/a", 1_000, 1, Bytes("thousand"));
        await Log.SaveSnapshot("retro/a", 2_000, 1, Bytes("two thousand"));
        await Log.SaveSnapshot("retro/a", 1_500, 1, Bytes("late"));
        Assert.Equal((2_000, "two thousand"), await Loaded("retro/a", 1));
    }

    [Fact]
    public async Task A_snapshot_of_another_schema_is_none()
    {
        await Log.SaveSnapshot("retro/a", 1_000, 1, Bytes("old shape"));
        Assert.Null(await Loaded("retro/a", 2));

        await Log.SaveSnapshot("retro/a", 1_000, 2, Bytes("new shape"));
        Assert.Equal((1_000, "new shape"), await Loaded("retro/a", 2));
    }

    [Fact]
    public async Task A_ledger_keeps_a_snapshot_without_a_stream()
    {
        await Log.SaveSnapshot("ledger/team", 42, 1, Bytes("cursor and state"));
        Assert.Equal((42, "cursor and state"), await Loaded("ledger/team", 1));
        Assert.Empty(await Texts("ledger/team"));
    }

    [Fact]
    public async Task A_deleted_stream_takes_no_snapshot()
    {
        await Append("retro/a", 0, "one");
        await Log.Delete("retro/a");
        await Log.SaveSnapshot("retro/a", 1, 1, Bytes("from the grave"));
        Assert.Null(await Loaded("retro/a", 1));
    }
}
