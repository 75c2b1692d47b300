using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansRetro.Tests.Oidc;

/// <summary>An OpenID provider that lies in whatever way a test asks for. Nobody has to sign in at it: it vouches for <see cref="Subject"/>.</summary>
sealed class HostileProvider : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly RSA _key = RSA.Create(2048), _other = RSA.Create(2048);
    readonly ConcurrentDictionary<string, string?> _nonces = [];

    HostileProvider(WebApplication app) => _app = app;

    public Uri Issuer { get; private set; } = null!;
    public string Subject { get; set; } = "1";
    public string? Email { get; set; }
    public object? EmailVerified { get; set; } = true;

    /// <summary>Changes what it says of the person before it is signed.</summary>
    public Action<Dictionary<string, object?>> Lie { get; set; } = _ => { };

    /// <summary>RS256 as it should, or another.</summary>
    public string Signature { get; set; } = "RS256";

    /// <summary>Says that it is signed, and isn't.</summary>
    public bool IsUnsigned { get; set; }

    /// <summary>Signs by a key that it doesn't publish.</summary>
    public bool ByAnotherKey { get; set; }

    /// <summary>What it sends back in place of the state it was given.</summary>
    public Func<string, string> State { get; set; } = state => state;

    /// <summary>What it calls itself in the answer that isn't a token.</summary>
    public string? UserInfoSubject { get; set; }

    public static async Task<HostileProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new HostileProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.Describe);
        app.MapGet("/keys", provider.Keys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.Token);
        app.MapGet("/me", () => Results.Json(provider.Claims()));
        await app.StartAsync();
        provider.Issuer = new(app.Urls.Single());
        return provider;
    }

    public (string, string)[] Settings => [("Retro__Oidc__Authority", Address), ("Retro__Oidc__ClientId", "retro"), ("Retro__Oidc__ClientSecret", "secret"), ("Retro__Oidc__Name", "Example")];

    string Address => Issuer.GetLeftPart(UriPartial.Authority);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _other.Dispose();
    }

    IResult Describe() => Results.Json(new
    {
        issuer = Address,
        authorization_endpoint = $"{Address}/authorize",
        token_endpoint = $"{Address}/token",
        userinfo_endpoint = $"{Address}/me",
        jwks_uri = $"{Address}/keys",
        response_types_supported = new[] { "code" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
    });

    IResult Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } });
    }

    IResult Authorize(HttpRequest request)
    {
        var code = Guid.NewGuid().ToString("N");
        _nonces[code] = request.Query["nonce"];
        return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(State(request.Query["state"]!))}");
    }

    async Task<IResult> Token(HttpRequest request)
    {
        // A code counts once here too, as it should.
        var code = (await request.ReadFormAsync())["code"].ToString();
        return _nonces.TryRemove(code, out var nonce)
            ? Results.Json(new { access_token = "anything", token_type = "Bearer", expires_in = 60, id_token = IdToken(nonce) })
            : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
    }

    Dictionary<string, object?> Claims() => new() { ["sub"] = UserInfoSubject ?? Subject, ["name"] = "Somebody there", ["email"] = Email, ["email_verified"] = EmailVerified };

    string IdToken(string? nonce)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Address,
            ["aud"] = "retro",
            ["sub"] = Subject,
            ["nonce"] = nonce,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        Lie(claims);
        var said = $"{Encoded(new { alg = Signature, typ = "JWT", kid = "1" })}.{Encoded(claims)}";
        return $"{said}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(said)))}";
    }

    byte[] Sign(byte[] said) => Signature switch
    {
        _ when IsUnsigned => [],
        "none" => [],
        // By what everybody can read, in the hope that it is taken for a secret; and by the one that both know.
        "HS256" => HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), said),
        "HS384" => HMACSHA384.HashData("secret"u8, said),
        _ => (ByAnotherKey ? _other : _key).SignData(said, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    static string Encoded(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
