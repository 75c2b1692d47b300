using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Browser;

/// <summary>Ana facilitates a retro and Ben sits in it, each in front of a board of their own that is live.</summary>
sealed record Together(Person Ana, Person Ben, ApiClient Api, TestRetro Retro, TestSeat BensSeat) : IAsyncDisposable
{
    /// <summary>Ana sits at a desk and reads English; Ben's screen and language are told.</summary>
    public static async Task<Together> Open(Chrome chrome, SharedProgram shared, int width = 1440, int height = 900, string locale = "en-GB", bool touch = false)
    {
        var site = (await shared.Program).Address;
        var (ana, ben, api) = (await chrome.Person("Ana", site), await chrome.Person("Ben", site, width, height, locale: locale, touch: touch), new ApiClient(site));
        var retro = await ana.Starts(api);
        var together = new Together(ana, ben, api, retro, await ben.Sits(retro));
        await ana.Opens(retro);
        await ben.Opens(retro);
        return together;
    }

    public async ValueTask DisposeAsync()
    {
        await using (Ana)
        await using (Ben)
            Api.Dispose();
    }
}
