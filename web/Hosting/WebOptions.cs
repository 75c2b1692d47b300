using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansRetro.Account;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Hosting;

/// <summary>How this web process is reached and what it allows; configuration <c>Retro</c>.</summary>
public sealed record WebOptions
{
    /// <summary>The address that people use, without a slash at its end; null serves this computer alone.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Proxies whose word is taken for where a request came from, besides those on this computer.</summary>
    public ImmutableArray<IPNetwork> Proxies { get; init; } = [];

    public WebLimits Limits { get; init; } = new();

    /// <summary>With what the keys of cookies and forms are encrypted where they lie; null leaves them readable there.</summary>
    public X509Certificate2? KeyCertificate { get; init; }

    /// <summary>Makes and prints another operator token at this start; the one before is good no longer.</summary>
    public bool NewOperatorToken { get; init; }

    /// <summary>Hosts that are answered: this computer, and the public one.</summary>
    public IEnumerable<string> Hosts => PublicUrl is null ? Loopback : [.. Loopback, PublicUrl.Host];

    /// <summary>Cookies with the <c>__Host-</c> prefix, HSTS and passkeys need https.</summary>
    public bool IsHttps => PublicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <summary>All that may be set under <c>Retro</c>, here and in the silo.</summary>
    static IEnumerable<string> Known =>
    [
        "PublicUrl", "Proxies", "KeyCertificate", "NewOperatorToken", "DataDirectory", "DrainSeconds",
        .. Settings.Of<WebLimits>().Concat(Settings.Of<RetroLimits>()).Concat(Settings.Of<TeamLimits>()).Select(limit => $"Limits:{limit.Name}"),
        .. Settings.Of<OidcOptions>().Select(option => $"Oidc:{option.Name}"),
        .. Settings.Of<MailOptions>().Select(option => $"Smtp:{option.Name}"),
    ];

    static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <exception cref="CannotStartException">A value can't be read.</exception>
    public static WebOptions From(IConfiguration configuration)
    {
        Settings.AssertKnown(configuration, "Retro", Known);
        return new()
        {
            PublicUrl = configuration["Retro:PublicUrl"] is { Length: > 0 } url ? Parse(url) : null,
            Proxies = [.. (configuration["Retro:Proxies"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network)],
            KeyCertificate = configuration["Retro:KeyCertificate"] is { Length: > 0 } file ? Certificate(file) : null,
            NewOperatorToken = configuration["Retro:NewOperatorToken"] is { Length: > 0 } wanted
                && (bool.TryParse(wanted, out var isWanted) ? isWanted : throw new CannotStartException($"Retro__NewOperatorToken must be true or false, not '{wanted}'.")),
            Limits = Settings.Read<WebLimits>(configuration, "Retro:Limits"),
        };
    }

    /// <summary>The start of every link that is handed out: the public address, or this request's where there is none.</summary>
    public string Origin(HttpRequest request) => PublicUrl is { } url ? url.GetLeftPart(UriPartial.Authority) : $"{request.Scheme}://{request.Host}";

    static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
            : throw new CannotStartException($"Retro__Proxies must be addresses or networks like 10.0.0.0/8, with commas between them, not '{text}'.");

    static X509Certificate2 Certificate(string file)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(file);
            return certificate.GetRSAPrivateKey() is not null ? certificate : throw new CryptographicException("The key is no RSA key.");
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"Retro__KeyCertificate must be a PEM file with a certificate and its RSA key, not '{file}': {failure.Message}", failure);
        }
    }

    static Uri Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed is { PathAndQuery: "/", Fragment: "", UserInfo: "" } && IPAddress.TryParse(parsed.Host, out var any) is var _ && any?.Equals(IPAddress.Any) != true
            ? parsed
            : throw new CannotStartException($"Retro__PublicUrl must be like https://retro.example.org, not '{url}'.");
}

/// <summary>Rate and connection limits; <see cref="Enabled"/> turns them all off, for load runs.</summary>
public sealed record WebLimits
{
    public bool Enabled { get; init; } = true;

    /// <summary>Pages and streams open on one retro.</summary>
    public int WatchersPerRetro { get; init; } = 250;

    /// <summary>Pages and streams open with one seat.</summary>
    public int WatchersPerSeat { get; init; } = 4;

    /// <summary>Acts that one seat may do at once, and per second after that.</summary>
    public int ActsAtOnce { get; init; } = 300;
    public int ActsPerSecond { get; init; } = 30;

    /// <summary>Retros that one address may start at once, and per minute after that.</summary>
    public int RetrosAtOnce { get; init; } = 120;
    public int RetrosPerMinute { get; init; } = 60;

    /// <summary>Codes that one address may guess wrong at once, and per minute after that.</summary>
    public int WrongCodesAtOnce { get; init; } = 30;
    public int WrongCodesPerMinute { get; init; } = 10;

    /// <summary>Passwords that may be tried wrong on one account at once, and per hour after that.</summary>
    public int WrongPasswordsAtOnce { get; init; } = 10;
    public int WrongPasswordsPerHour { get; init; } = 12;
}
