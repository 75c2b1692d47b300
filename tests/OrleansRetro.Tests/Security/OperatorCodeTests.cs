using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>The code of the first start makes one account the first operator.</summary>
public abstract class OperatorCodeTests(Store store)
{
    [Fact]
    public async Task Wrong_tokens_may_be_tried_a_few_times_only()
    {
        await using var program = await store.Start(("Retro__Limits__WrongCodesAtOnce", "3"), ("Retro__Limits__WrongCodesPerMinute", "1"));
        using var visitor = new PageVisitor(program.Address);
        await visitor.SignUp("Ana", "ana@example.org");
        for (var i = 0; i < 3; i++)
            await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", "nonsense"));
        Assert.EndsWith("?problem=slow-down", (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", program.Web.OperatorCode!))).Is(302).Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_printed_once_kept_as_a_hash_and_replaced_when_it_is_asked_for()
    {
        await using var program = await store.Start();
        var first = program.Web.OperatorCode!;
        Assert.Equal(43, first.Length);

        await program.Restart();
        Assert.Null(program.Web.OperatorCode);
        Assert.DoesNotContain("problem", await Become(program, first), StringComparison.Ordinal);
        Assert.Contains("problem", await Become(program, first), StringComparison.Ordinal);

        await program.Restart();
        Assert.Null(program.Web.OperatorCode);
        await program.Restart(("Retro__NewOperatorToken", "true"));
        Assert.Contains("problem", await Become(program, first), StringComparison.Ordinal);
        Assert.DoesNotContain("problem", await Become(program, program.Web.OperatorCode!), StringComparison.Ordinal);
        var second = program.Web.OperatorCode!;
        await program.Stop();
        Assert.Empty(await program.Keeps(first, second));
    }

    [Fact, Trait("Row", "Attack-A22")]
    public async Task Of_all_who_show_the_code_at_once_one_is_let_in()
    {
        await using var program = await store.Start();
        var people = new List<PageVisitor>();
        try
        {
            for (var number = 0; number < 6; number++)
            {
                people.Add(new(program.Address));
                await people[^1].SignUp($"Somebody {number}", $"{number}@example.org");
            }
            var token = program.Web.OperatorCode!;
            var proofs = await Task.WhenAll(people.Select(one => one.ForgeryToken()));
            var led = await Task.WhenAll(people.Select((one, number) => one.Post("/ops/sign-in", null, ("token", token), ("__RequestVerificationToken", proofs[number]))));
            Assert.Single(led, answer => answer.Is(302).Header("Location") == "/ops/dashboard");
            var seen = await Task.WhenAll(people.Select(one => one.Get("/ops/people")));
            Assert.Single(seen, answer => (int)answer.Status == 200);
        }
        finally
        {
            people.ForEach(one => one.Dispose());
        }
    }

    static async Task<string> Become(Installation program, string token)
    {
        using var visitor = new PageVisitor(program.Address);
        await visitor.SignUp("Ana", $"{Guid.NewGuid():N}@example.org");
        return (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", token))).Is(302).Header("Location")!;
    }
}

public sealed class OperatorCodeTestsInFiles() : OperatorCodeTests(Store.Files);

public sealed class OperatorCodeTestsInADatabase(Postgres postgres) : OperatorCodeTests(Store.In(postgres));
