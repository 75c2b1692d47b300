using System.Text;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>Erased words are in no table, so in no dump either.</summary>
public sealed class PostgresErasureTests(Postgres postgres) : PostgresLogTest(postgres)
{
    static byte[] Secret(int i, int length) => Encoding.UTF8.GetBytes($"{new string('.', length)}<secret-{i:0000}>");

    // The numbers of the secrets that can still be found.
    async Task<int[]> Held(int count)
    {
        using var scratch = new ScratchDirectory();
        await Database.Tool("pg_dump", "-f", scratch.File("dump.sql"));
        var dump = await File.ReadAllTextAsync(scratch.File("dump.sql"), TestContext.Current.CancellationToken);
        return [.. Enumerable.Range(0, count).Where(i => dump.Contains(Convert.ToHexStringLower(Secret(i, 0)), StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData(10)]
    [InlineData(90_000)]
    public async Task A_rewritten_event_is_gone_from_the_tables(int length)
    {
        await Log.Append([new("retro/a", 0, [Secret(0, length), Secret(1, length), Secret(2, length)])]);
        await Log.SaveSnapshot("retro/a", 3, 1, Secret(1, length));
        Assert.Equal(3, (await Held(3)).Length);

        await Log.Rewrite("retro/a", 2, "short"u8.ToArray());

        var held = await Held(3);
        Assert.Equal([0, 2], held);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(90_000)]
    public async Task A_deleted_stream_is_gone_from_the_tables(int length)
    {
        await Log.Append([new("retro/a", 0, [Secret(0, length)], ["due"]), new("retro/b", 0, [Secret(1, length)], ["due"])]);
        await Log.SaveSnapshot("retro/a", 1, 1, Secret(0, length));

        await Log.Delete("retro/a");

        Assert.Equal(1, Assert.Single(await Held(2)));
        Assert.Equal(1L, await Database.Run("SELECT count(*) FROM topics"));
    }
}
