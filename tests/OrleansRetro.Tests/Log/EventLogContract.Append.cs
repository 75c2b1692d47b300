using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Log;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task An_unknown_stream_is_empty()
    {
        Assert.Empty(await Texts("retro/nowhere"));
    }

    [Fact]
    public async Task A_stream_is_founded_at_version_0_and_continued_where_it_stands()
    {
        await Append("retro/a", 0, "one", "two");
        await Append("retro/a", 2, "three");

        var stored = await All(Log.Read("retro/a"));
        Assert.Equal([1, 2, 3], stored.Select(e => e.Version));
        Assert.All(stored, e => Assert.Equal("retro/a", e.Stream));
        Assert.Equal(["one", "two", "three"], await Texts("retro/a"));
        Assert.Equal(["three"], await Texts("retro/a", after: 2));
        Assert.Empty(await Texts("retro/a", after: 3));
    }

    [Fact]
    public async Task Positions_rise_in_commit_order_over_all_streams()
    {
        await Append("retro/a", 0, "1");
        await Append("retro/b", 0, "2");
        await Append("retro/a", 1, "3");

        var positions = (await All(Log.Read("retro/a"))).Concat(await All(Log.Read("retro/b")))
            .OrderBy(e => int.Parse(System.Text.Encoding.UTF8.GetString(e.Data.Span), provider: null)).Select(e => e.Position).ToList();
        Assert.Equal(positions.Order(), positions);
        Assert.Equal(3, positions.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_wrong_expected_version_is_a_conflict_and_writes_nothing(long expected)
    {
        await Append("retro/a", 0, "one", "two");

        var conflict = await Assert.ThrowsAnyAsync<ConflictException>(() => Append("retro/a", expected, "late"));
        Assert.Equal("retro/a", conflict.Stream);
        Assert.Equal(expected == 0, conflict is StreamTakenException);
        Assert.Equal(["one", "two"], await Texts("retro/a"));
    }

    /// <summary>The number that was expected may be right all the same: somebody else has written just as much.</summary>
    [Theory, Trait("Row", "Fault-R8")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_decided_on_an_append_that_was_refused_is_refused_too(bool atOnce)
    {
        await Append("retro/a", 0, "one");
        await Append("retro/a", 1, "theirs");
        var chain = new AppendChain();

        var first = Log.Append([Write("retro/a", 1, "mine")], chain);
        if (!atOnce)
            await Assert.ThrowsAsync<ConflictException>(() => first);
        var second = Log.Append([Write("retro/a", 2, "decided on mine")], chain);
        await Assert.ThrowsAsync<ConflictException>(() => first);
        await Assert.ThrowsAsync<ConflictException>(() => second);

        Assert.Equal(["one", "theirs"], await Texts("retro/a"));
        await Log.Append([Write("retro/a", 2, "decided on theirs")], new AppendChain());
        Assert.Equal(["one", "theirs", "decided on theirs"], await Texts("retro/a"));
    }

    [Fact]
    public async Task A_stream_that_was_never_founded_can_not_be_continued()
    {
        await Assert.ThrowsAsync<ConflictException>(() => Append("retro/a", 1, "late"));
        await Append("retro/a", 0, "first");
        Assert.Equal(["first"], await Texts("retro/a"));
    }

    [Fact, Trait("Row", "Fault-R9")]
    public async Task Of_64_appends_with_one_expected_version_one_is_kept_and_63_are_conflicts()
    {
        await Append("retro/a", 0, "founded");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => Outcome(Append("retro/a", 1, $"writer {i}")))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(63, outcomes.Count(outcome => outcome == typeof(ConflictException)));
        Assert.Equal([1, 2], (await All(Log.Read("retro/a"))).Select(e => e.Version));
    }

    [Fact, Trait("Row", "Fault-R9")]
    public async Task A_conflict_leaves_the_others_of_its_batch_alone()
    {
        await Append("retro/desynchronised", 0, "one");

        var appends = Enumerable.Range(0, 40)
            .Select(i => i % 2 == 0 ? Append("retro/good", i / 2, $"{i}") : Append("retro/desynchronised", 7, "lost")).ToArray();
        var outcomes = await Task.WhenAll(appends.Select(Outcome));

        Assert.All(outcomes.Where((_, i) => i % 2 == 0), Assert.Null);
        Assert.All(outcomes.Where((_, i) => i % 2 == 1), outcome => Assert.Equal(typeof(ConflictException), outcome));
        Assert.Equal(20, (await Texts("retro/good")).Count);
        Assert.Equal(["one"], await Texts("retro/desynchronised"));
    }

    [Fact]
    public async Task Appends_to_one_stream_chain_without_waiting_for_each_other()
    {
        var appends = Enumerable.Range(0, 2_000).Select(i => Append("retro/a", i, $"{i}")).ToArray();
        foreach (var last in new[] { 10, 700, 1_999 })
        {
            await appends[last];
            Assert.All(appends[..last], earlier => Assert.True(earlier.IsCompletedSuccessfully));
        }
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => $"{i}"), await Texts("retro/a"));
    }

    [Fact]
    public async Task A_chain_that_breaks_loses_its_tail_and_nothing_else()
    {
        Task[] appends = [Append("retro/a", 0, "one"), Append("retro/a", 2, "gap"), Append("retro/a", 3, "after the gap"), Append("retro/a", 1, "two")];
        var outcomes = await Task.WhenAll(appends.Select(Outcome));

        Assert.Equal([null, typeof(ConflictException), typeof(ConflictException), null], outcomes);
        Assert.Equal(["one", "two"], await Texts("retro/a"));
    }

    [Fact]
    public async Task Several_streams_are_written_together()
    {
        await Append("retro/a", 0, "board");
        await Log.Append([Write("retro/a", 1, "action agreed"), Write("commitment/b", 0, "requested", "named")]);

        Assert.Equal(["board", "action agreed"], await Texts("retro/a"));
        Assert.Equal(["requested", "named"], await Texts("commitment/b"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Several_streams_are_written_together_or_not_at_all(int bad)
    {
        await Append("retro/a", 0, "one");
        StreamWrite[] writes = [Write("retro/a", 1, "x"), Write("retro/b", 0, "x"), Write("retro/c", 0, "x", "y")];
        writes[bad] = writes[bad] with { ExpectedVersion = 5 };

        var together = Log.Append(writes);
        var next = Append("retro/a", 1, "two");
        await Assert.ThrowsAsync<ConflictException>(() => together);
        await next;

        Assert.Equal(["one", "two"], await Texts("retro/a"));
        Assert.Empty(await Texts("retro/b"));
        Assert.Empty(await Texts("retro/c"));
        await Append("retro/b", 0, "still free");
    }

    [Fact]
    public async Task One_append_may_write_a_stream_twice()
    {
        await Log.Append([Write("retro/a", 0, "one"), Write("retro/b", 0, "other"), Write("retro/a", 1, "two")]);
        await Append("retro/a", 2, "three");
        Assert.Equal(["one", "two", "three"], await Texts("retro/a"));
    }

    [Fact]
    public async Task A_write_without_events_is_a_mistake()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Append("retro/a", 0));
    }

    [Fact]
    public async Task An_append_larger_than_a_batch_is_still_one()
    {
        var many = Enumerable.Range(0, 1_500).Select(i => $"{i}").ToArray();
        await Append("retro/a", 0, many);
        Assert.Equal(many, await Texts("retro/a"));
    }

    [Fact]
    public async Task Bytes_come_back_as_they_were()
    {
        var whole = new byte[100_000];
        new Random(1).NextBytes(whole);
        await Log.Append([new("retro/a", 0, [ReadOnlyMemory<byte>.Empty, whole, whole.AsMemory(10, 20)])]);

        var stored = await All(Log.Read("retro/a"));
        Assert.Equal([], stored[0].Data.ToArray());
        Assert.Equal(whole, stored[1].Data.ToArray());
        Assert.Equal(whole[10..30], stored[2].Data.ToArray());
    }

    [Fact]
    public async Task Names_are_told_apart_by_every_letter()
    {
        await Append("retro/ä", 0, "a umlaut");
        await Append("retro/Ä", 0, "capital");
        await Append("retro/ä ", 0, "with a blank");
        Assert.Equal(["a umlaut"], await Texts("retro/ä"));
        Assert.Equal(["capital"], await Texts("retro/Ä"));
    }

    [Fact]
    public async Task Many_writers_on_many_streams_leave_no_gap()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < 50; version++)
                await Append($"retro/{writer}", version, $"{writer}.{version}");
        })));

        for (var writer = 0; writer < 32; writer++)
            Assert.Equal(Enumerable.Range(0, 50).Select(version => $"{writer}.{version}"), await Texts($"retro/{writer}"));
    }

    [Fact]
    public async Task A_read_sees_everything_acknowledged_before_it()
    {
        for (var version = 0; version < 200; version++)
        {
            await Append("retro/a", version, $"{version}");
            Assert.Equal($"{version}", (await Texts("retro/a", after: version)).Single());
        }
    }

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        await Log.Append([Tagged("retro/a", 0, ["team:t"], "one", "two"), Write("retro/b", 0, "other")]);
        await Log.SaveSnapshot("retro/a", 2, 1, Bytes("folded"));
        var before = await All(Log.ReadTopic("team:t"));

        await Reopen();

        Assert.Equal(["one", "two"], await Texts("retro/a"));
        Assert.Equal(before.Select(e => e.Position), (await All(Log.ReadTopic("team:t"))).Select(e => e.Position));
        Assert.Equal(2, (await Log.LoadSnapshot("retro/a", 1))!.Value.Version);
        await Assert.ThrowsAsync<StreamTakenException>(() => Append("retro/a", 0, "again"));
        await Append("retro/a", 2, "three");
        Assert.True((await All(Log.Read("retro/a", after: 2))).Single().Position > before[^1].Position);
    }
}
