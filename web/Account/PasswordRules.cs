using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Identity;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>Long enough, and not what everybody tries first. Any letters will do.</summary>
public sealed class PasswordRules(WebOptions options) : IPasswordValidator<Account>
{
    public const int Shortest = 8;
    public const int Longest = 256;

    static readonly FrozenSet<string> Common = Read();

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Problem(password, user.Email) is { } code ? IdentityResult.Failed(new IdentityError { Code = code }) : IdentityResult.Success);

    /// <summary>Why not; null when it will do.</summary>
    public string? Problem(string? password, string? email)
    {
        if (password is null || password.Length < Shortest || string.IsNullOrWhiteSpace(password))
            return "password-short";
        if (password.Length > Longest)
            return "password-long";
        var plain = password.Trim().ToLowerInvariant();
        return Common.Contains(plain) || IsNamedAfter(plain, email) ? "password-common" : null;
    }

    /// <summary>The name of this installation, or one's own mail address, with or without a number after it.</summary>
    bool IsNamedAfter(string plain, string? email)
    {
        var word = plain.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '.', '-', '_');
        string?[] names = ["orleansretro", "orleans retro", "orleans-retro", options.PublicUrl?.Host, options.PublicUrl?.Host.Split('.')[0], email?.ToLowerInvariant(), email?.ToLowerInvariant().Split('@')[0]];
        return names.Any(name => name is { Length: > 0 } && (plain == name || word == name));
    }

    static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
