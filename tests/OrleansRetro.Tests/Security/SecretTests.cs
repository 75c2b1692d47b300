using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>What must not be in a log.</summary>
[Trait("Row", "Attack-A60")]
public sealed class SecretTests
{
    [Theory]
    [InlineData("Warning")]
    [InlineData("Information")]
    public async Task No_token_and_no_words_are_logged(string level)
    {
        await using var program = await RetroProgram.Start(null, ("Logging__LogLevel__Default", level), ("Logging__LogLevel__Microsoft.AspNetCore", level),
            ("Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics", level));
        using var api = new ApiClient(program.Address);
        var retro = await TestRetro.Start(api, anonymous: true, title: "A title nobody logs");
        using var ben = new PageVisitor(program.Address);
        await ben.Join(retro, "A name nobody logs");
        var seat = ben.SeatIn(api, retro.Id);
        await seat.Card("Words that nobody logs");
        (await seat.PutPhase("vote")).Is(403);
        (await api.Send(HttpMethod.Put, $"/api/v1/retros/{retro.Id}/phase", retro.Facilitator.Token, new StringContent("{\"phase\":\"secret-words", null, "application/json"))).Is(400);
        (await api.Get($"/api/v1/retros/{retro.Id}", "a-token-that-is-wrong-but-secret")).Is(404);
        await program.Stop();

        var said = string.Join('\n', program.Said);
        string[] secrets = [retro.Facilitator.Token, seat.Token, ben.Secret.Secret, "a-token-that-is-wrong", "nobody logs", "secret-words", ben.Secret.SeatIn(new(retro.Id)).Hash()];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
        Assert.Contains("OrleansRetro is ready", said, StringComparison.Ordinal);
        Assert.Equal(level == "Information", said.Contains($"/api/v1/retros/{retro.Id}/phase", StringComparison.Ordinal));
    }
}
