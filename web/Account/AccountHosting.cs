using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>What accounts are made of.</summary>
public static class AccountHosting
{
    public static void AddAccounts(this IServiceCollection services, WebOptions options)
    {
        services.AddDbContextFactory<AccountsDb>((provider, db) =>
        {
            var site = provider.GetRequiredService<SiteDatabase>();
            if (site.IsPostgres)
                db.UseNpgsql(site.ConnectionString);
            else
                db.UseSqlite(site.ConnectionString);
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
        services.AddScoped<Passwords>().AddScoped<Newcomers>();
    }
}
