using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OrleansRetro.Account;

/// <summary>How passwords are kept: PBKDF2 with HMAC-SHA512, as often as OWASP asks for.</summary>
static class Hashes
{
    public const int Iterations = 210_000;

    public static IOptions<PasswordHasherOptions> Options { get; } = Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = Iterations });
}
