using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>How much one address, one seat and one link may ask for, as shipped.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    RetroProgram _program = null!;
    ApiClient _api = null!;

    public async ValueTask InitializeAsync()
    {
        _program = await RetroProgram.Start();
        _api = new(_program.Address);
    }

    public ValueTask DisposeAsync()
    {
        _api.Dispose();
        return _program.DisposeAsync();
    }

    [Fact, Trait("Row", "R35"), Trait("Row", "Attack-A3")]
    public void The_defaults_are_these()
    {
        Assert.True(new WebLimits().Enabled);
        Assert.Equal((250, 4), (new WebLimits().WatchersPerRetro, new WebLimits().WatchersPerSeat));
        Assert.Equal((200, 2_000, 12, 250), (new RetroLimits().SeatsPerRetro, new RetroLimits().CardsPerRetro, new RetroLimits().ColumnsPerRetro, new RetroLimits().UsesPerInvite));
    }

    [Fact, Trait("Row", "Attack-A3")]
    public async Task A_seat_watches_four_times_and_a_link_two_hundred_and_fifty()
    {
        var retro = await TestRetro.Start(_api);
        var streams = new List<EventStream>();
        try
        {
            for (var open = 0; open < 4; open++)
                streams.Add(await Opened(retro.Facilitator));
            (await _api.Get($"/api/v1/retros/{retro.Id}/changes", retro.Facilitator.Token)).Is(429, "too-many-pages");
            await streams[0].DisposeAsync();

            for (var people = 0; people < 61; people++)
            {
                var seat = await retro.Join($"Person {people}");
                for (var open = 0; open < 4; open++)
                    streams.Add(await Opened(seat));
            }
            var last = await retro.Join("The last");
            for (var open = streams.Count - 1; open < 250; open++)
                streams.Add(await Opened(open < 249 ? last : await retro.Join("One more")));
            (await _api.Get($"/api/v1/retros/{retro.Id}/changes", (await retro.Join("Nobody")).Token)).Is(429, "too-many-pages");

            var other = await TestRetro.Start(_api);
            await using var elsewhere = await Opened(other.Facilitator);
            var card = await retro.Facilitator.Card("Still heard");
            await streams[^1].Change("card", card);
        }
        finally
        {
            foreach (var stream in streams)
                await stream.DisposeAsync();
        }
    }

    [Fact, Trait("Row", "Attack-A3")]
    public async Task A_fifth_page_of_one_seat_says_429_and_the_four_go_on()
    {
        var retro = await TestRetro.Start(_api);
        using var ben = new PageVisitor(_program.Address);
        await ben.Join(retro, "Ben");
        var circuits = new List<Circuit>();
        try
        {
            for (var open = 0; open < 4; open++)
            {
                circuits.Add(await Circuit.Open(ben, $"/retros/{retro.Id}"));
                await circuits[^1].Drew(2);
            }
            await retro.Facilitator.Card("To all four");
            foreach (var circuit in circuits)
                await circuit.Shows("To all four");
            (await ben.Get($"/retros/{retro.Id}")).Is(429);
        }
        finally
        {
            foreach (var circuit in circuits)
                await circuit.DisposeAsync();
        }
    }

    [Fact, Trait("Row", "Attack-A30")]
    public async Task Guessing_codes_is_slowed_down_and_tells_nothing()
    {
        var retro = await TestRetro.Start(_api);
        var answers = new List<Answer>();
        var token = retro.JoinUrl.Split('/')[^1];
        foreach (var guess in new[] { token[..^1], token.ToLowerInvariant() + "x", token + "A", retro.JoinCode[..5], "", new string('9', 5_000) }.Concat(Enumerable.Range(0, 300).Select(number => $"{100_000 + number}")))
            answers.Add(await _api.Post("/api/v1/seats", new { name = "Eve", joinCode = guess }));
        var missed = answers.TakeWhile(answer => (int)answer.Status == 404).ToArray();
        Assert.InRange(missed.Length, 30, 80);
        Assert.Single(missed.Select(answer => answer.Is(404, "not-found").Text).Distinct());
        Assert.True(answers.Count(answer => (int)answer.Status == 429) > 150, "Hardly any guess was slowed down.");
        Assert.All(answers, answer => Assert.Contains((int)answer.Status, new[] { 404, 429 }));
        (await retro.Facilitator.PutCard(Guid.NewGuid(), "Who sits here goes on")).Is(200);
    }

    [Fact]
    public async Task Starting_and_acting_without_end_is_slowed_down()
    {
        var retro = await TestRetro.Start(_api);
        var card = await retro.Facilitator.Card("0");
        var acts = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => retro.Facilitator.PutCard(card, $"{number}")));
        Assert.InRange(acts.Count(act => (int)act.Status == 200), 250, 900);
        acts.First(act => (int)act.Status != 200).Is(429, "slow-down");

        var starts = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => _api.Post("/api/v1/retros", new { title = "A", format = "kudos" })));
        Assert.InRange(starts.Count(start => (int)start.Status == 201), 100, 300);
        starts.First(start => (int)start.Status != 201).Is(429, "slow-down");
    }

    static async Task<EventStream> Opened(TestSeat seat)
    {
        var stream = await seat.Watch();
        await stream.Next("snapshot");
        return stream;
    }
}

/// <summary>With the limits off, as load runs have it, and sizes made small.</summary>
public sealed class LimitsOffTests
{
    [Fact]
    public async Task Off_means_off_and_sizes_are_as_configured()
    {
        await using var program = await RetroProgram.Start(null,
            ("Retro__Limits__Enabled", "false"), ("Retro__Limits__CardsPerRetro", "5"), ("Retro__Limits__UsesPerInvite", "3"), ("Retro__Limits__WatchersPerSeat", "1"));
        using var api = new ApiClient(program.Address);
        var retro = await TestRetro.Start(api);
        var streams = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => retro.Facilitator.Watch()));
        Assert.All(streams, stream => Assert.Equal(200, (int)stream.Response.StatusCode));
        foreach (var stream in streams)
            await stream.DisposeAsync();
        for (var guesses = 0; guesses < 60; guesses++)
            (await api.Post("/api/v1/seats", new { name = "Eve", joinCode = "AAAAAA" })).Is(404, "not-found");

        for (var cards = 0; cards < 5; cards++)
            await retro.Facilitator.Card($"{cards}");
        var full = (await retro.Facilitator.PutCard(Guid.NewGuid(), "one too many")).Is(409, "full-cards");
        Assert.Equal("5", full.Json.GetProperty("detail").GetString());
        await retro.Join("Ben");
        await retro.Join("Cleo");
        (await api.Post($"/api/v1/retros/{retro.Id}/seats", new { name = "Dan", joinCode = retro.JoinCode })).Is(404, "not-found");
    }
}
