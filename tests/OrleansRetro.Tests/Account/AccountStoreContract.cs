using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Account;

/// <summary>What the tables of accounts hold to, in either store and as time goes by.</summary>
public abstract class AccountStoreContract : IAsyncLifetime
{
    readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 13, 12, 0, 0, TimeSpan.Zero));
    ServiceProvider _services = null!;

    private protected abstract Task<SiteDatabase> Prepare();

    private protected abstract ValueTask Remove();

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(await Prepare()).AddSingleton<TimeProvider>(_time).AddSingleton(new WebOptions()).AddSingleton<Buckets>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAccounts(new WebOptions(), new ConfigurationBuilder().Build());
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _services.DisposeAsync();
        await Remove();
    }

    [Fact]
    public async Task A_passkey_is_kept_whole()
    {
        var account = await Somebody();
        var passkey = new UserPasskeyInfo([1, 2, 3], [4, 5], _time.GetUtcNow(), signCount: 7, ["internal"], isUserVerified: true, isBackupEligible: true, isBackedUp: false, [6], [7]) { Name = "A key" };
        await Users(users => users.AddOrUpdatePasskeyAsync(account, passkey));
        var found = await Users(async users => (await users.GetPasskeysAsync((await users.FindByPasskeyIdAsync([1, 2, 3]))!)).Single());
        Assert.Equal(("A key", 7u, "internal", _time.GetUtcNow()), (found.Name, found.SignCount, found.Transports!.Single(), found.CreatedAt));
        Assert.Equal(new byte[] { 4, 5 }, found.PublicKey);
    }

    [Fact]
    public async Task Of_two_who_take_a_mail_address_at_once_one_has_it()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await Users(async users => (await users.CreateAsync(OrleansRetro.Account.Account.Of(new(Guid.NewGuid()), "ana@example.org"))).Succeeded);
            }
            catch (Microsoft.EntityFrameworkCore.DbUpdateException)
            {
                return false;
            }
        })));
        Assert.Single(made, isMade => isMade);
    }

    [Fact]
    public async Task An_account_is_made_with_what_opens_it_or_not_at_all()
    {
        var (first, second, login) = (await Somebody(), OrleansRetro.Account.Account.Of(new(Guid.NewGuid())), new UserLoginInfo("issuer", "subject", "Provider"));
        Assert.True(await Users(async users => (await users.AddLoginAsync((await users.FindByIdAsync(first.Id.ToString()))!, login)).Succeeded));

        await using (var scope = _services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<OrleansRetro.Account.Account>>();
            await Assert.ThrowsAsync<RejectedException>(() => scope.ServiceProvider.GetRequiredService<AccountsDb>().InOne(async () =>
            {
                (await users.CreateAsync(second)).OrRejected();
                (await users.AddLoginAsync(second, login)).OrRejected();
            }));
        }

        Assert.Null(await Users(users => users.FindByIdAsync(second.Id.ToString())));
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends_after_thirty_days()
    {
        var account = await Somebody();
        var (used, idle) = (await Get<Sessions>().Begin(account.Id, "Firefox, Linux", Way.Password), await Get<Sessions>().Begin(account.Id, "", Way.Passkey));
        _time.Advance(TimeSpan.FromDays(20));
        Assert.Equal(account.Id, (await Get<Sessions>().Find(used.Id))?.Account);
        _time.Advance(TimeSpan.FromDays(11));
        Assert.NotNull(await Get<Sessions>().Find(used.Id));
        Assert.Null(await Get<Sessions>().Find(idle.Id));
        Assert.Equal([idle.Id], (await Get<Sessions>().Gone([used.Id, idle.Id])));
    }

    [Fact, Trait("Row", "Attack-A22")]
    public async Task A_link_is_good_for_half_an_hour_and_once()
    {
        var account = await Somebody();
        var (one, other) = (await Get<OneTimeLinks>().New(account.Id), await Get<OneTimeLinks>().New(account.Id));
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Get<OneTimeLinks>().Use(one)))), used => used is not null);
        _time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));
        Assert.False(await Get<OneTimeLinks>().IsGood(other));
        Assert.Null(await Get<OneTimeLinks>().Use(other));
    }

    [Fact]
    public async Task A_recovery_code_counts_once_also_when_it_is_used_twice_at_once()
    {
        var account = await Somebody();
        var codes = await Get<RecoveryCodes>().New(account.Id);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Get<RecoveryCodes>().Use(codes[0])))), used => used == account.Id);
        Assert.Equal(9, await Get<RecoveryCodes>().Left(account.Id));
    }

    [Fact, Trait("Row", "Attack-A59")]
    public async Task A_token_is_good_for_its_days()
    {
        var account = await Somebody();
        var token = await Get<ApiTokens>().New(account.Id, "A program", mayWrite: false, days: 2);
        _time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Get<ApiTokens>().Find(token));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Get<ApiTokens>().Find(token));
    }

    [Fact]
    public async Task The_answer_to_a_challenge_is_spent_once()
    {
        var spent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Get<Ceremonies>().TrySpend("a challenge"))));
        Assert.Single(spent, isFirst => isFirst);
    }

    [Fact]
    public async Task Of_two_operators_who_leave_at_once_one_stays()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (await Somebody(), await Somebody());
            await Get<OperatorRole>().Give(one.Id);
            await Get<OperatorRole>().Give(one.Id);
            await Get<OperatorRole>().Give(other.Id);
            var left = await Task.WhenAll(new[] { one, other }.Select(account => Task.Run(async () =>
            {
                try
                {
                    return await Get<OperatorRole>().Take(account.Id);
                }
                catch (RejectedException last) when (last.Code == "last-operator")
                {
                    return false;
                }
            })));
            Assert.Single(left, hasLeft => hasLeft);
            // Nobody is left over for the next round.
            await Users(async users =>
            {
                foreach (var account in new[] { one, other })
                    await users.DeleteAsync((await users.FindByIdAsync(account.Id.ToString()))!);
                return true;
            });
        }
    }

    [Fact]
    public async Task With_an_account_goes_whatever_opens_it()
    {
        var account = await Somebody();
        var session = await Get<Sessions>().Begin(account.Id, "", Way.Password);
        var (link, token, code) = (await Get<OneTimeLinks>().New(account.Id), await Get<ApiTokens>().New(account.Id, "", true, 1), (await Get<RecoveryCodes>().New(account.Id))[0]);
        await Users(async users => await users.DeleteAsync((await users.FindByIdAsync(account.Id.ToString()))!));
        Assert.Null(await Get<Sessions>().Find(session.Id));
        Assert.Null(await Get<OneTimeLinks>().Use(link));
        Assert.Null(await Get<ApiTokens>().Find(token));
        Assert.Null(await Get<RecoveryCodes>().Use(code));
    }

    [Fact]
    public void What_a_passkey_was_asked_is_good_for_nothing_else()
    {
        var http = new DefaultHttpContext();
        Get<Ceremonies>().Begin(http, "sign-in", "a challenge");
        var cookie = http.Response.Headers.SetCookie.ToString().Split(';')[0];
        Assert.Equal("a challenge", Get<Ceremonies>().Take(With(cookie), "sign-in"));
        Assert.Null(Get<Ceremonies>().Take(With(cookie), "add"));
        Assert.Null(Get<Ceremonies>().Take(With(cookie[..^2]), "sign-in"));
        Assert.Null(Get<Ceremonies>().Take(With("passkey="), "sign-in"));

        static HttpContext With(string cookie)
        {
            var http = new DefaultHttpContext();
            http.Request.Headers.Cookie = cookie;
            return http;
        }
    }

    T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    async Task<T> Users<T>(Func<UserManager<OrleansRetro.Account.Account>, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<UserManager<OrleansRetro.Account.Account>>());
    }

    async Task<OrleansRetro.Account.Account> Somebody()
    {
        var account = OrleansRetro.Account.Account.Of(new(Guid.NewGuid()));
        Assert.True((await Users(users => users.CreateAsync(account))).Succeeded);
        return account;
    }
}

public sealed class AccountsInSqlite : AccountStoreContract
{
    readonly ScratchDirectory _scratch = new();

    private protected override Task<SiteDatabase> Prepare()
    {
        SqliteFile.Prepare(_scratch.File("site.db"), "site");
        return Task.FromResult(SiteDatabase.In(_scratch.File("site.db")));
    }

    private protected override ValueTask Remove()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class AccountsInPostgres(Postgres postgres) : AccountStoreContract
{
    TestDatabase _database = null!;

    private protected override async Task<SiteDatabase> Prepare()
    {
        _database = await postgres.Database();
        PostgresDatabase.Prepare(_database.ConnectionString);
        return SiteDatabase.At(_database.ConnectionString);
    }

    private protected override ValueTask Remove() => _database.DisposeAsync();
}
