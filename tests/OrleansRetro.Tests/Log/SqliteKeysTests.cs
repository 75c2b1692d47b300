using OrleansRetro.EventSourcing;
using OrleansRetro.Keys;
using OrleansRetro.Sql;

namespace OrleansRetro.Tests.Log;

/// <summary>Keys that can be forgotten.</summary>
public sealed class SqliteKeysTests : IDisposable
{
    readonly ScratchDirectory _scratch = new();
    SqliteKeys _keys;

    public SqliteKeysTests() => _keys = new(_scratch.File("keys.db"));

    public void Dispose()
    {
        _keys.Dispose();
        _scratch.Dispose();
    }

    void Reopen()
    {
        _keys.Dispose();
        _keys = new(_scratch.File("keys.db"));
    }

    [Fact]
    public async Task A_key_is_32_random_bytes_and_stays_the_same()
    {
        Assert.Null(await _keys.Get("retro/a"));
        var key = await _keys.Create("retro/a");

        Assert.Equal(32, key.Length);
        Assert.Equal(key, await _keys.Create("retro/a"));
        Assert.NotEqual(key, await _keys.Create("retro/b"));
        Reopen();
        Assert.Equal(key, await _keys.Get("retro/a"));
    }

    [Fact]
    public async Task Creating_at_once_makes_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => _keys.Create("retro/a"))));
        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    [Fact, Trait("Row", "Attack-A67")]
    public async Task A_destroyed_key_is_in_no_file()
    {
        var keys = new List<byte[]>();
        for (var i = 0; i < 200; i++)
            keys.Add(await _keys.Create($"retro/{i}"));
        Assert.All(await _scratch.Holds([.. keys]), Assert.True);

        for (var i = 0; i < 200; i += 2)
            await _keys.Destroy($"retro/{i}");

        var held = await _scratch.Holds([.. keys]);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(i % 2 == 1, held[i]);
            Assert.Equal(i % 2 == 1 ? keys[i] : null, await _keys.Get($"retro/{i}"));
        }
        Reopen();
        Assert.Null(await _keys.Get("retro/10"));
    }

    [Fact]
    public async Task Destroying_twice_or_what_never_was_changes_nothing()
    {
        await _keys.Create("retro/a");
        await _keys.Destroy("retro/a");
        await _keys.Destroy("retro/a");
        await _keys.Destroy("retro/never");
        Assert.Null(await _keys.Get("retro/a"));
    }

    [Fact, Trait("Row", "Attack-A67")]
    public async Task All_that_begin_so_are_destroyed_and_no_others()
    {
        string[] gone = ["round/a/1", "round/a/12", "round/a/\u00FC", "round/a/\U0001F600"], kept = ["round/a", "round/a0/1", "round/A/1", "round/ab/1", "poll/a/1", "round/_/1"];
        var keys = new List<byte[]>();
        foreach (var name in gone.Concat(kept))
            keys.Add(await _keys.Create(name));

        await _keys.DestroyAll("round/a/");
        await _keys.DestroyAll("round/a/");

        var held = await _scratch.Holds([.. keys]);
        Assert.Equal(gone.Select(_ => false).Concat(kept.Select(_ => true)), held);
        Assert.NotEqual(keys[0], await _keys.Create("round/a/1"));
    }

    [Fact]
    public async Task A_reader_in_the_way_makes_destruction_fail_aloud_and_a_repeat_finishes_it()
    {
        var key = await _keys.Create("retro/a");
        using (var reader = SqliteFile.OpenReader(_scratch.File("keys.db")))
        {
            reader.Run("BEGIN");
            reader.Run("SELECT count(*) FROM keys");
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => _keys.Destroy("retro/a"));
        }

        await _keys.Destroy("retro/a");
        Assert.False((await _scratch.Holds(key)).Single());
    }
}
