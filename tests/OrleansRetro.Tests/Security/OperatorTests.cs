using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Security;

/// <summary>The account that shows the code of the first start looks after the installation.</summary>
[Collection(nameof(Alone))]
public sealed class OperatorTests
{
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
        (await visitor.Post("/ops/sign-in", "/", ("token", program.OperatorCode!))).Is(302);
        await visitor.SignUp("Ana", "ana@example.org");
        Assert.EndsWith("?problem=wrong-token", (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", "nonsense"))).Is(302).Header("Location"), StringComparison.Ordinal);
        (await visitor.Post("/ops/sign-in", null, ("token", program.OperatorCode!))).Is(400);
        (await visitor.Get(Dashboard)).Is(403);

        (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", program.OperatorCode!))).Is(302);
        var page = await visitor.Get(collects == "true" ? Dashboard + "/" : Dashboard);
        Assert.Contains(collects == "true" ? "index.min.js" : "Orleans__Dashboard", page.Is(200).Text, StringComparison.Ordinal);

        // The code is used up, and being signed in is not enough.
        using var other = new PageVisitor(program.Address);
        (await other.Get(Dashboard)).Is(302);
        await other.SignUp("Ben", "ben@example.org");
        Assert.EndsWith("?problem=wrong-token", (await other.Post("/ops/sign-in", "/ops/sign-in", ("token", program.OperatorCode!))).Is(302).Header("Location"), StringComparison.Ordinal);
        (await other.Get(Dashboard)).Is(403);
        await visitor.SignOut();
        (await visitor.Get(Dashboard)).Is(302);
    }
}
