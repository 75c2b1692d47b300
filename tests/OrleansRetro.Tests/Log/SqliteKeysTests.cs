using OrleansRetro.EventSourcing;
using OrleansRetro.Keys;
using OrleansRetro.Sql;

namespace OrleansRetro.Tests.Log;

/// <summary>Keys that can be forgotten.</summary>
public sealed class SqliteKeysTests : KeysContract, IDisposable
{
    readonly ScratchDirectory _scratch = new();
    SqliteKeys _keys;

    public SqliteKeysTests() => _keys = new(_scratch.File("keys.db"));

    public void Dispose()
    {
        _keys.Dispose();
        _scratch.Dispose();
    }

    protected override IKeys Keys => _keys;

    protected override Task Reopen()
    {
        _keys.Dispose();
        _keys = new(_scratch.File("keys.db"));
        return Task.CompletedTask;
    }

    protected override async Task<IReadOnlyList<bool>> Holds(params byte[][] secrets) => [.. await _scratch.Holds(secrets)];

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
