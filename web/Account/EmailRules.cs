using System.Net.Mail;
using Microsoft.AspNetCore.Identity;

namespace OrleansRetro.Account;

/// <summary>A mail address may be left out. One that is given looks like one, and is nobody else's.</summary>
public sealed class EmailRules : IUserValidator<Account>
{
    public const int Longest = 254;

    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user)
    {
        if (user.Email is null)
            return IdentityResult.Success;
        if (!IsOne(user.Email))
            return Failed("email-wrong");
        var owner = await manager.FindByEmailAsync(user.Email);
        return owner is null || owner.Id == user.Id ? IdentityResult.Success : Failed("email-taken");
    }

    static bool IsOne(string email) => email.Length <= Longest && email.All(letter => letter is > ' ' and not ('<' or '>' or '"' or ',' or ';') && !char.IsControl(letter))
        && MailAddress.TryCreate(email, out var read) && read.Address == email;

    static IdentityResult Failed(string code) => IdentityResult.Failed(new IdentityError { Code = code });
}
