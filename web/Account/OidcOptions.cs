using System.Collections.Immutable;

namespace OrleansRetro.Account;

/// <summary>The OpenID provider that people may sign in by; configuration <c>Retro:Oidc</c>. Without an authority there is none.</summary>
public sealed record OidcOptions
{
    public Uri? Authority { get; init; }
    public string ClientId { get; init; } = "";
    public string ClientSecret { get; init; } = "";

    /// <summary>What people call it, on the button.</summary>
    public string Name { get; init; } = "OpenID";

    /// <summary>Whose mail addresses get in, by what comes after the @ and only if the provider has verified them; none lets in whoever the provider lets in.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    public bool IsOn => Authority is not null;

    /// <exception cref="CannotStartException">A value can't be read, or is missing.</exception>
    public static OidcOptions ReadFrom(IConfiguration configuration)
    {
        var section = configuration.GetSection("Retro:Oidc");
        if (section["Authority"] is not { Length: > 0 } authority)
            return new();
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var at) || !(at.Scheme == Uri.UriSchemeHttps || at is { Scheme: "http", IsLoopback: true }))
            throw new CannotStartException($"Retro__Oidc__Authority must be like https://login.example.org, not '{authority}'.");
        if (section["ClientId"] is not { Length: > 0 } client)
            throw new CannotStartException("Retro__Oidc__ClientId is missing: what the provider calls this installation.");
        return new()
        {
            Authority = at,
            ClientId = client,
            ClientSecret = section["ClientSecret"] ?? "",
            Name = section["Name"] is { Length: > 0 } name ? name : at.Host,
            Domains = [.. (section["Domains"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(domain => domain.TrimStart('@').ToLowerInvariant())],
        };
    }

    /// <summary>Says no secret.</summary>
    public override string ToString() => Authority?.ToString() ?? "none";
}
