using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Log;

/// <summary>What every store of keys keeps.</summary>
public abstract class KeysContract
{
    /// <summary>The store as it is open now.</summary>
    protected abstract IKeys Keys { get; }

    protected abstract Task Reopen();

    /// <summary>Which of these bytes lie somewhere in the store's files.</summary>
    protected abstract Task<IReadOnlyList<bool>> Holds(params byte[][] secrets);

    [Fact]
    public async Task A_key_is_32_random_bytes_and_stays_the_same()
    {
        Assert.Null(await Keys.Get("retro/a"));
        var key = await Keys.Create("retro/a");

        Assert.Equal(32, key.Length);
        Assert.Equal(key, await Keys.Create("retro/a"));
        Assert.NotEqual(key, await Keys.Create("retro/b"));
        await Reopen();
        Assert.Equal(key, await Keys.Get("retro/a"));
    }

    [Fact]
    public async Task Creating_at_once_makes_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Keys.Create("retro/a"))));
        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    [Fact, Trait("Row", "Attack-A67")]
    public async Task A_destroyed_key_is_in_no_file()
    {
        var keys = new List<byte[]>();
        for (var i = 0; i < 200; i++)
            keys.Add(await Keys.Create($"retro/{i}"));
        Assert.All(await Holds([.. keys]), Assert.True);

        for (var i = 0; i < 200; i += 2)
            await Keys.Destroy($"retro/{i}");

        var held = await Holds([.. keys]);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(i % 2 == 1, held[i]);
            Assert.Equal(i % 2 == 1 ? keys[i] : null, await Keys.Get($"retro/{i}"));
        }
        await Reopen();
        Assert.Null(await Keys.Get("retro/10"));
    }

    [Fact]
    public async Task Destroying_twice_or_what_never_was_changes_nothing()
    {
        await Keys.Create("retro/a");
        await Keys.Destroy("retro/a");
        await Keys.Destroy("retro/a");
        await Keys.Destroy("retro/never");
        Assert.Null(await Keys.Get("retro/a"));
    }

    [Fact, Trait("Row", "Attack-A67")]
    public async Task All_that_begin_so_are_destroyed_and_no_others()
    {
        string[] gone = ["round/a/1", "round/a/12", "round/a/\u00FC", "round/a/\U0001F600"], kept = ["round/a", "round/a0/1", "round/A/1", "round/ab/1", "poll/a/1", "round/_/1"];
        var keys = new List<byte[]>();
        foreach (var name in gone.Concat(kept))
            keys.Add(await Keys.Create(name));

        await Keys.DestroyAll("round/a/");
        await Keys.DestroyAll("round/a/");

        var held = await Holds([.. keys]);
        Assert.Equal(gone.Select(_ => false).Concat(kept.Select(_ => true)), held);
        Assert.NotEqual(keys[0], await Keys.Create("round/a/1"));
    }
}
