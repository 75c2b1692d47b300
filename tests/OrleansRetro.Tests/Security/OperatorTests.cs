using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Security;

/// <summary>The account that shows the code of the first start looks after the installation.</summary>
[Collection(nameof(Alone))]
public sealed class OperatorTests
{
    const string Shown = "Operator code, good once: ";
    const string Dashboard = "/ops/dashboard";

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task The_dashboard_is_closed_to_all_who_do_not_show_the_token(string collects)
    {
        await using var program = await RetroProgram.Start(null, ("Orleans__Dashboard", collects));
        using var visitor = new PageVisitor(program.Address);
        foreach (var path in new[] { Dashboard, Dashboard + "/", Dashboard + "/DashboardCounters", Dashboard + "/GrainState", Dashboard + "/index.min.js" })
        {
            var answer = await visitor.Get(path);
            Assert.True((int)answer.Status is 302 or 404, $"{path}: {answer.Status}");
            Assert.DoesNotContain(Dashboard, new Uri(program.Address, answer.Header("Location") ?? "/").AbsolutePath, StringComparison.Ordinal);
        }

        (await visitor.Get("/ops/sign-in")).Is(302);
        (await visitor.Post("/ops/sign-in", "/", ("token", TokenOf(program)!))).Is(302);
        await visitor.SignUp("Ana", "ana@example.org");
        Assert.EndsWith("?problem=wrong-token", (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", "nonsense"))).Is(302).Header("Location"), StringComparison.Ordinal);
        (await visitor.Post("/ops/sign-in", null, ("token", TokenOf(program)!))).Is(400);
        (await visitor.Get(Dashboard)).Is(403);

        (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", TokenOf(program)!))).Is(302);
        var page = await visitor.Get(collects == "true" ? Dashboard + "/" : Dashboard);
        Assert.Contains(collects == "true" ? "index.min.js" : "Orleans__Dashboard", page.Is(200).Text, StringComparison.Ordinal);

        // The code is used up, and being signed in is not enough.
        using var other = new PageVisitor(program.Address);
        (await other.Get(Dashboard)).Is(302);
        await other.SignUp("Ben", "ben@example.org");
        Assert.EndsWith("?problem=wrong-token", (await other.Post("/ops/sign-in", "/ops/sign-in", ("token", TokenOf(program)!))).Is(302).Header("Location"), StringComparison.Ordinal);
        (await other.Get(Dashboard)).Is(403);
        await visitor.SignOut();
        (await visitor.Get(Dashboard)).Is(302);
    }

    [Fact]
    public async Task Wrong_tokens_may_be_tried_a_few_times_only()
    {
        await using var program = await RetroProgram.Start(null, ("Retro__Limits__WrongCodesAtOnce", "3"), ("Retro__Limits__WrongCodesPerMinute", "1"));
        using var visitor = new PageVisitor(program.Address);
        await visitor.SignUp("Ana", "ana@example.org");
        for (var i = 0; i < 3; i++)
            await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", "nonsense"));
        Assert.EndsWith("?problem=slow-down", (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", TokenOf(program)!))).Is(302).Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_printed_once_kept_as_a_hash_and_replaced_when_it_is_asked_for()
    {
        using var scratch = new ScratchDirectory();
        string first;
        await using (var program = await RetroProgram.Start(scratch.Path))
        {
            first = TokenOf(program)!;
            Assert.Equal(43, first.Length);
            await program.Stop();
        }
        Assert.False((await scratch.Holds(System.Text.Encoding.UTF8.GetBytes(first))).Single());

        await using (var program = await RetroProgram.Start(scratch.Path))
        {
            Assert.Null(TokenOf(program));
            Assert.DoesNotContain("problem", await Become(program, first), StringComparison.Ordinal);
            Assert.Contains("problem", await Become(program, first), StringComparison.Ordinal);
            await program.Stop();
        }
        await using (var program = await RetroProgram.Start(scratch.Path))
        {
            Assert.Null(TokenOf(program));
            await program.Stop();
        }
        await using (var program = await RetroProgram.Start(scratch.Path, ("Retro__NewOperatorToken", "true")))
        {
            Assert.Contains("problem", await Become(program, first), StringComparison.Ordinal);
            Assert.DoesNotContain("problem", await Become(program, TokenOf(program)!), StringComparison.Ordinal);
        }
    }

    static async Task<string> Become(RetroProgram program, string token)
    {
        using var visitor = new PageVisitor(program.Address);
        await visitor.SignUp("Ana", $"{Guid.NewGuid():N}@example.org");
        return (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", token))).Is(302).Header("Location")!;
    }

    static string? TokenOf(RetroProgram program) =>
        program.Said.FirstOrDefault(line => line.StartsWith(Shown, StringComparison.Ordinal))?[Shown.Length..].Split(' ')[0];
}
