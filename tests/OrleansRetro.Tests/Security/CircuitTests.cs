using System.Text.Json;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>Live connections in bad hands.</summary>
public abstract class CircuitTests(SharedInstallation shared)
{
    [Fact]
    public async Task A_page_draws_what_happens()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        using var ben = new PageVisitor(api.Address);
        await ben.Join(retro, "Ben");
        await using var page = await Circuit.Open(ben, $"/retros/{retro.Id}");
        await retro.Facilitator.Card("Drawn for everybody");
        await page.Shows("Drawn for everybody");
    }

    [Theory, Trait("Row", "Attack-A4")]
    [InlineData(66_000)]
    [InlineData(1_000_000)]
    public async Task A_message_too_large_ends_that_page_alone(int size)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        using var ben = new PageVisitor(api.Address);
        await ben.Join(retro, "Ben");
        using var eve = new PageVisitor(api.Address);
        await eve.Join(retro, "Eve");
        await using var his = await Circuit.Open(ben, $"/retros/{retro.Id}");
        await using var hers = await Circuit.Open(eve, $"/retros/{retro.Id}");

        await hers.Tell("BeginInvokeDotNetFromJS", "1", null, "DispatchEventAsync", 1, new string('x', size));
        await hers.Ended();

        await retro.Facilitator.Card("The others go on");
        await his.Shows("The others go on");
        await using var again = await Circuit.Open(eve, $"/retros/{retro.Id}");
        await retro.Facilitator.Card("And so does she");
        await again.Shows("And so does she");
    }

    [Fact, Trait("Row", "Attack-A8"), Trait("Row", "R11"), Trait("Row", "R04")]
    public async Task What_a_script_is_told_about_others_things_is_refused()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var card = await retro.Facilitator.Card("Ana wrote this");
        using var eve = new PageVisitor(api.Address);
        await eve.Join(retro, "Eve");
        await using var page = await Circuit.Open(eve, $"/retros/{retro.Id}");
        await page.Shows("Ana wrote this");

        Assert.Equal("Only the person who made this can change it.", (await page.Invoke("Save", "card", card.ToString(), "Eve was here")).GetString());
        Assert.Equal(JsonValueKind.String, (await page.Invoke("Save", "title", "", "Eve's retro")).ValueKind);
        Assert.Equal(JsonValueKind.String, (await page.Invoke("Add", "card:went-well", card.ToString(), "Eve was here")).ValueKind);
        Assert.Equal(JsonValueKind.String, (await page.Invoke("Save", "card", "../../x", "Eve was here")).ValueKind);
        await page.Invoke("Dropped", card.ToString(), "column", "ideas");

        var own = Guid.NewGuid();
        Assert.Equal(JsonValueKind.Null, (await page.Invoke("Add", "card:went-well", own.ToString(), "Eve may write")).ValueKind);
        var board = await retro.Facilitator.Board();
        Assert.Equal(
            [(card, "Ana wrote this", "went-well"), (own, "Eve may write", "went-well")],
            board.GetProperty("cards").EnumerateArray().Select(one => (one.GetProperty("id").GetGuid(), one.GetProperty("text").GetString(), one.GetProperty("column").GetString())));
        Assert.Equal("Sprint 12", board.GetProperty("title").GetString());
    }
}

public sealed class CircuitTestsInFiles(SharedProgram shared) : CircuitTests(shared);

public sealed class CircuitTestsInADatabase(Postgres postgres) : CircuitTests(postgres.Shared);
