using Microsoft.Playwright;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Visitors;

namespace OrleansRetro.Tests.Browser;

/// <summary>Retros that are set up by the HTTP contract, where clicking is not the point: the browser gets its cookie, and its seat with it.</summary>
sealed partial class Person
{
    Visitor? _visitor;

    /// <summary>A retro that this person facilitates; the page is still to be opened.</summary>
    public async Task<TestRetro> Starts(ApiClient api, bool anonymous = false, bool hidden = false, string title = "Sprint 12", string format = "went-well")
    {
        var id = new RetroId(Visitor.RandomToken());
        var token = (await Cookie(api)).SeatIn(id).Value;
        var made = (await api.Post("/api/v1/retros", new { id = id.Value, token, title, format, anonymous, hidden, name = Name })).Is(201).Json;
        return new(api, id.Value, made.GetProperty("joinCode").GetString()!, made.GetProperty("joinUrl").GetString()!,
            new(api, id.Value, made.GetProperty("participantId").GetString()!, token));
    }

    /// <summary>A seat in somebody else's retro.</summary>
    public async Task<TestSeat> Sits(TestRetro retro)
    {
        var token = (await Cookie(retro.Api)).SeatIn(new RetroId(retro.Id)).Value;
        var seat = (await retro.Api.Post($"/api/v1/retros/{retro.Id}/seats", new { name = Name, joinCode = retro.JoinCode, id = Visitor.RandomToken(), token })).Is(201).Json;
        return new(retro.Api, retro.Id, seat.GetProperty("participantId").GetString()!, token);
    }

    /// <summary>The seat that they took in front of the browser.</summary>
    public async Task<TestSeat> SeatIn(ApiClient api, string retro) => new(api, retro, "", (await Cookie(api)).SeatIn(new RetroId(retro)).Value);

    /// <summary>Opens the board and waits until it is live.</summary>
    public async Task Opens(TestRetro retro)
    {
        await Open($"/retros/{retro.Id}");
        await IsLive();
    }

    public Task IsLive() => Page.WaitForFunctionAsync("() => 'live' in document.documentElement.dataset");

    async Task<Visitor> Cookie(ApiClient api)
    {
        if (_visitor is { } known)
            return known;
        _visitor = Visitor.New();
        await Context.AddCookiesAsync([new() { Name = "visitor", Value = _visitor.Value.Secret, Url = api.Address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);
        return _visitor.Value;
    }
}
