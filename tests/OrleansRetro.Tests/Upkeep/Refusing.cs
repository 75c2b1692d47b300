using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>What could lose or mix data is not done, and one line says why and what helps.</summary>
[Collection(nameof(Alone)), Trait("Row", "Fault-R21")]
public sealed class Refusing
{
    [Fact]
    public async Task Nothing_is_written_where_something_is_and_nothing_is_moved_from_under_a_program()
    {
        using var scratch = new ScratchDirectory();
        await using var program = await RetroProgram.Start(scratch.File("data"));
        var data = ("Retro__DataDirectory", program.DataDirectory);
        Assert.Equal(0, (await Command.Run(["backup", "--to", scratch.File("backup")], data)).Code);

        Assert.Contains("not empty", (await Command.Run(["backup", "--to", scratch.File("backup")], data)).Refused(), StringComparison.Ordinal);
        Assert.Contains("whole path", (await Command.Run(["backup", "--to", "backup"], data)).Refused(), StringComparison.Ordinal);
        Assert.Contains("no log.db", (await Command.Run(["restore", "--from", scratch.File("nothing")], data)).Refused(), StringComparison.Ordinal);
        Assert.Contains("in use", (await Command.Run(["restore", "--from", scratch.File("backup")], data)).Refused(), StringComparison.Ordinal);
        Assert.Contains("in use", (await Command.Run(["move"], data, ("ConnectionStrings__Postgres", "Host=127.0.0.1;Port=1;Database=nobody"))).Refused(), StringComparison.Ordinal);
        await program.Stop();
        Assert.Contains("not empty", (await Command.Run(["restore", "--from", scratch.File("backup")], data)).Refused(), StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Postgres", (await Command.Run(["move"], data)).Refused(), StringComparison.Ordinal);
        Assert.Contains("can't be used", (await Command.Run(["move"], data, ("ConnectionStrings__Postgres", "Host=127.0.0.1;Port=1;Database=nobody"))).Refused(), StringComparison.Ordinal);
        Assert.Contains("pg_restore", (await Command.Run(["restore", "--from", scratch.File("backup")], ("ConnectionStrings__Postgres", "Host=127.0.0.1"))).Refused(), StringComparison.Ordinal);
        Assert.Contains("pg_dump", (await Command.Run(["backup", "--to", scratch.File("b")], data, ("ConnectionStrings__Postgres", "Host=127.0.0.1"))).Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bakup")]
    [InlineData("backup")]
    [InlineData("backup", "--to")]
    [InlineData("restore", "--to", "/tmp")]
    [InlineData("verify", "everything")]
    [InlineData("delete", "retro/x")]
    public async Task A_command_that_is_none_starts_nothing(params string[] words)
    {
        using var scratch = new ScratchDirectory();

        Assert.Contains("is no command", (await Command.Run(words, ("Retro__DataDirectory", scratch.File("data")))).Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch.File("data")));
    }
}
