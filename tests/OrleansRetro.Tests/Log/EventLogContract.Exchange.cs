using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Log;

public abstract partial class EventLogContract
{
    [Fact, Trait("Row", "R10")]
    public async Task Events_change_places_along_with_a_write()
    {
        await Append("retro/a", 0, "one", "two", "six", "three");
        await Append("retro/b", 0, "one");
        await Log.SaveSnapshot("retro/a", 3, 1, Bytes("folded"));

        await Log.Append([Write("retro/a", 4, "ten", "end") with { Exchanges = [new(1, Bytes("ten")), new(3, Bytes("one")), new(5, Bytes("six"))] }, Write("retro/b", 1, "too")]);

        Assert.Equal(["ten", "two", "one", "three", "six", "end"], await Texts("retro/a"));
        Assert.Equal(["one", "too"], await Texts("retro/b"));
        Assert.Null(await Log.LoadSnapshot("retro/a", 1));
        await Reopen();
        Assert.Equal(["ten", "two", "one", "three", "six", "end"], await Texts("retro/a"));
    }

    [Fact, Trait("Row", "R10")]
    public async Task All_of_them_or_none_and_the_write_is_there_all_the_same()
    {
        await Append("retro/a", 0, "one", "two", "three");

        await Log.Append([Write("retro/a", 3, "four") with { Exchanges = [new(1, Bytes("two")), new(3, Bytes("one"))] }]);
        await Log.Append([Write("retro/a", 4, "five") with { Exchanges = [new(1, Bytes("two")), new(9, Bytes("one"))] }]);

        Assert.Equal(["one", "two", "three", "four", "five"], await Texts("retro/a"));
    }

    [Fact, Trait("Row", "R10")]
    public async Task Nothing_changes_places_along_with_what_is_refused()
    {
        await Append("retro/a", 0, "one", "two");
        await Assert.ThrowsAsync<ConflictException>(() => Log.Append([Write("retro/a", 1, "three") with { Exchanges = [new(1, Bytes("two")), new(2, Bytes("one"))] }]));
        Assert.Equal(["one", "two"], await Texts("retro/a"));
    }

    [Fact, Trait("Row", "R10")]
    public async Task Many_writers_change_places_beside_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var stream = $"retro/{number}";
            await Task.WhenAll(Append(stream, 0, "one", "two"), Log.Append([Write(stream, 2, "six", "end") with { Exchanges = [new(1, Bytes("six")), new(3, Bytes("one"))] }]), Append(stream, 4, "on"));
            Assert.Equal(["six", "two", "one", "end", "on"], await Texts(stream));
        }));
    }
}
