using Microsoft.Playwright;
using OrleansRetro.Tests.Browser;

namespace OrleansRetro.Tests.Account;

/// <summary>Chromium's own virtual authenticator: a passkey's hardware, without a finger.</summary>
sealed class Authenticator
{
    readonly ICDPSession _debugger;
    readonly string _id;

    Authenticator(ICDPSession debugger, string id) => (_debugger, _id) = (debugger, id);

    /// <summary>For this person's page, from now on.</summary>
    public static async Task<Authenticator> Of(Person person)
    {
        var debugger = await person.Context.NewCDPSessionAsync(person.Page);
        await debugger.SendAsync("WebAuthn.enable");
        var added = await debugger.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new(debugger, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Its owner is not recognised from now on, or is again.</summary>
    public Task Recognises(bool owner) => _debugger.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = _id, ["isUserVerified"] = owner });

    /// <summary>How many passkeys it holds.</summary>
    public async Task<int> Count() =>
        (await _debugger.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = _id }))!.Value.GetProperty("credentials").GetArrayLength();

    public Task Clear() => _debugger.SendAsync("WebAuthn.clearCredentials", new() { ["authenticatorId"] = _id });
}
