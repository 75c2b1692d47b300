using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.Auditing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>What accounts are made of.</summary>
public static class AccountHosting
{
    public static void AddAccounts(this IServiceCollection services, WebOptions options, IConfiguration configuration)
    {
        services.AddDbContextFactory<AccountsDb>((provider, db) =>
        {
            var site = provider.GetRequiredService<SiteDatabase>();
            if (site.IsPostgres)
                db.UseNpgsql(site.ConnectionString);
            else
                db.UseSqlite(site.ConnectionString).AddInterceptors(new Forgetful());
        });
        // In place of Identity's own, which have rules about kinds of letters, and none for a mail address that may be left out.
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>().AddScoped<IUserValidator<Account>, EmailRules>();
        services.AddSingleton(Hashes.Options);
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            identity.ClaimsIdentity.UserIdClaimType = SignedIn.Claim;
        }).AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<AccountsDb>();
        services.AddSingleton<PasswordRules>().AddSingleton<KnownBrowsers>().AddSingleton<Sessions>();
        services.AddScoped<Passwords>().AddScoped<Newcomers>().AddScoped<SigningUp>().AddScoped<WaysIn>().AddScoped<Leaving>().AddScoped<LinkVisits>().AddScoped<Closing>().AddScoped<MailedLinks>();
        services.AddSingleton<RecoveryCodes>().AddSingleton<OneTimeLinks>().AddSingleton<ApiTokens>().AddSingleton<OperatorRole>();
        services.AddScoped<ProviderSignIn>();
        services.AddSingleton<Noting>().AddSingleton<Recipients>();
        services.AddSingleton(MailOptions.ReadFrom(configuration)).AddSingleton<Mail>().AddHostedService(provider => provider.GetRequiredService<Mail>());
        services.AddSingleton<Holders>().AddSingleton<ClosedAccounts>().AddHostedService(provider => provider.GetRequiredService<ClosedAccounts>());
        services.AddSingleton<LiveConnections>().AddHostedService(provider => provider.GetRequiredService<LiveConnections>());
        services.AddSingleton<Ceremonies>().AddScoped<Passkeys>().AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.ServerDomain = Passkeys.DomainOf(options);
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == options.Origin(asked.HttpContext.Request));
            passkeys.AuthenticatorTimeout = Ceremonies.Patience;
            // A passkey is all that is asked, so it must know its owner, and be found without a name.
            (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required");
        });
    }
}
