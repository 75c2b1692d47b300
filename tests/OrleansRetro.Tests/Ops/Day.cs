using System.Text;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Ops;

/// <summary>What a team does in a day, on a board with names and on one without, by program and by page, well and badly.</summary>
sealed class Day(Uri address)
{
    const string Words = "nobody should read this";

    /// <summary>Whatever opens something or says something: tokens, codes, keys, cookies, names and words.</summary>
    public List<string> Secrets { get; } = [Words, "a-token-that-is-wrong", "QQQQQQ"];

    /// <summary>Whatever tells one retro, person or thing from another.</summary>
    public List<string> Ids { get; } = [];

    /// <summary>When somebody did something on the board without names.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To)> Unseen { get; } = [];

    public async Task Pass()
    {
        using var api = new ApiClient(address);
        foreach (var anonymous in new[] { false, true })
        {
            var retro = await TestRetro.Start(api, anonymous, title: $"A title {Words}");
            Note(retro);
            using var ben = new PageVisitor(address);
            var began = TimeProvider.System.GetUtcNow();
            await Act(api, retro, ben);
            await Misbehave(api, retro, ben);
            if (anonymous)
                Unseen.Add((began, TimeProvider.System.GetUtcNow()));
            Secrets.AddRange(ben.Cookies.Split("; ").Select(cookie => cookie[(cookie.IndexOf('=') + 1)..]));
        }
        (await api.Get("/health/ready")).Is(200);
        var calendar = $"p{Guid.NewGuid():N}{Visitors.Visitor.RandomToken()}";
        (await api.Get($"/calendar/{calendar}.ics")).Is(404);
        Secrets.Add(calendar);
        using var visitor = new PageVisitor(address);
        Ids.Add(await visitor.StartRetro());
        (await visitor.Post("/start", null, ("format", Words))).Is(400);
        (await visitor.TrySignIn("who.nobody.logs@example.org", password: $"A password {Words}")).Is(200);
        (await visitor.Post("/ops/sign-in", "/", ("token", "a-token-that-is-wrong"))).Is(302);
    }

    /// <summary>The operator signs in, with the token that the console has shown.</summary>
    public async Task SignIn(string operatorToken)
    {
        using var visitor = new PageVisitor(address);
        const string mail = "who.nobody.logs@example.org";
        await visitor.SignUp($"Ana {Words}", mail, password: $"A password {Words}");
        Assert.DoesNotContain("problem", (await visitor.Post("/ops/sign-in", "/ops/sign-in", ("token", operatorToken))).Is(302).Header("Location"), StringComparison.Ordinal);
        Secrets.AddRange([operatorToken, mail, .. visitor.Cookies.Split("; ").Select(cookie => cookie[(cookie.IndexOf('=') + 1)..])]);
    }

    async Task Act(ApiClient api, TestRetro retro, PageVisitor ben)
    {
        await ben.Join(retro, $"Ben {Words}");
        (await ben.Get(new Uri(retro.JoinUrl).PathAndQuery)).Is(302);
        var cleo = (await api.Post("/api/v1/seats", new { name = $"Cleo {Words}", joinCode = retro.JoinUrl.Split('/')[^1] })).Is(201).Json;
        Note(new TestSeat(api, retro.Id, cleo.GetProperty("participantId").GetString()!, cleo.GetProperty("token").GetString()!));
        var seat = ben.SeatIn(api, retro.Id);
        Note(seat);

        await using var wire = await seat.Watch();
        await wire.Next("snapshot");
        await using var page = await Circuit.Open(ben, $"/retros/{retro.Id}");
        var (own, other) = (await seat.Card($"A card {Words}"), Guid.NewGuid());
        await page.Invoke("Add", "card:went-well", other.ToString(), $"Another {Words}");
        await page.Invoke("Save", "card", other.ToString(), $"In other words {Words}");
        await page.Invoke("Add", $"comment:{own}", Guid.NewGuid().ToString(), $"A comment {Words}");
        foreach (var card in new[] { own, other })
        {
            Ids.Add(card.ToString());
            Secrets.AddRange([new SeatToken(seat.Token).KeyTo(card).Value, new SeatToken(seat.Token).KeyTo(card).Hash()]);
        }
        await retro.Facilitator.Enter("group");
        var group = Guid.NewGuid();
        (await retro.Facilitator.PutGroup(group, $"A group {Words}", own, other)).Is(200);
        await retro.Facilitator.Enter("vote");
        (await seat.PutVotes(group, 2)).Is(200);
        await retro.Facilitator.Enter("commit");
        (await retro.Facilitator.Export("md")).Is(200);
        var link = new SeatToken(seat.Token).KeyTo("promises").Value;
        (await ben.Get($"/retros/{retro.Id}/promises/{link}")).Is(404);
        (await ben.Get($"/retros/{retro.Id}/promises")).Is(200);
        (await ben.Get($"/retros/{retro.Id}/summary")).Is(200);
        Secrets.Add(link);
    }

    static async Task Misbehave(ApiClient api, TestRetro retro, PageVisitor ben)
    {
        (await api.Post("/api/v1/seats", new { name = $"Eve {Words}", joinCode = "QQQQQQ" })).Is(404);
        (await ben.Get("/join/QQQQQQ")).Is(404);
        (await ben.Get("/join/a-token-that-is-wrong?back=a-token-that-is-wrong")).Is(404);
        (await api.Get($"/api/v1/retros/{retro.Id}", "a-token-that-is-wrong-but-long-enough-to-be-one")).Is(404);
        (await api.Get("/api/v1/a-token-that-is-wrong", "a-token-that-is-wrong")).Is(404);
        (await ben.SeatIn(api, retro.Id).PutPhase("vote")).Is(403);
        foreach (var malformed in new[] { $$"""{"column":"went-well","text":"{{Words}}""", $$"""{"column":"went-well","text":{"{{Words}}":1 } }""", $$"""{"text":"{{Words}}","column":"{{Words}}"}""" })
            (await api.Send(HttpMethod.Put, $"/api/v1/retros/{retro.Id}/cards/{Guid.NewGuid()}", retro.Facilitator.Token, new StringContent(malformed, Encoding.UTF8, "application/json"))).Is(400);
        // What no page of ours sends: a method that isn't there, one with wrong arguments, and a hub method that isn't.
        await using var page = await Circuit.Connect(ben);
        await page.Tell("StartCircuit", address(api), $"{address(api)}{Words}", "[]", Words);
        await page.Tell("BeginInvokeDotNetFromJS", "1", null, Words, 1L, $"[\"{Words}\"]");
        await page.Tell(Words.Replace(' ', '-'), Words);
        await page.Ended();
        static string address(ApiClient api) => api.Address.ToString();
    }

    void Note(TestRetro retro)
    {
        Ids.Add(retro.Id);
        Secrets.AddRange([retro.JoinCode, retro.JoinUrl.Split('/')[^1]]);
        Note(retro.Facilitator);
    }

    void Note(TestSeat seat) => Secrets.AddRange([seat.Token, new SeatToken(seat.Token).Hash()]);
}
