using Microsoft.EntityFrameworkCore;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>Who is signed in where. Asked at each request, so whatever ends one counts at once.</summary>
public sealed class Sessions(IDbContextFactory<AccountsDb> database, TimeProvider time)
{
    /// <summary>Ends by itself when it wasn't seen for so long.</summary>
    public const int Days = 30;

    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    /// <summary>Somebody who is signed in, as it is now.</summary>
    public readonly record struct Live(Guid Session, Guid Account, bool IsOperator);

    DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>A session has ended, or all that an account had; in this process.</summary>
    public event Action? Ended;

    public async Task<Session> Begin(Guid account, string device, Way by)
    {
        await using var db = await database.CreateDbContextAsync();
        var stale = Today.AddDays(-Days);
        await db.Sessions.Where(session => session.SeenOn < stale).ExecuteDeleteAsync();
        var session = new Session { Id = Guid.NewGuid(), Account = account, Device = device, CameBy = by, Began = time.GetUtcNow(), SeenOn = Today };
        db.Add(session);
        await db.SaveChangesAsync();
        return session;
    }

    /// <summary>The session as it is now; null when it has ended, or its account may not be here any more.</summary>
    public Task<Live?> Find(Guid id) => Asking.Reading<Live?>(async () =>
    {
        await using var db = await database.CreateDbContextAsync();
        var found = await (
            from session in db.Sessions
            join account in db.Users on session.Account equals account.Id
            where session.Id == id && !account.Disabled
            select new
            {
                session.Account,
                session.SeenOn,
                IsOperator = db.UserRoles.Any(held => held.UserId == account.Id && db.Roles.Any(role => role.Id == held.RoleId && role.NormalizedName == Roles.OperatorKey)),
            }).AsNoTracking().SingleOrDefaultAsync();
        if (found is null || found.SeenOn < Today.AddDays(-Days))
            return null;
        if (found.SeenOn < Today)
            await db.Sessions.Where(session => session.Id == id).ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenOn, Today));
        return new(id, found.Account, found.IsOperator);
    });

    /// <summary>Those of these that are no more.</summary>
    public async Task<IReadOnlyList<Guid>> Gone(IReadOnlyCollection<Guid> ids)
    {
        await using var db = await database.CreateDbContextAsync();
        var since = Today.AddDays(-Days);
        var alive = await (
            from session in db.Sessions
            join account in db.Users on session.Account equals account.Id
            where ids.Contains(session.Id) && session.SeenOn >= since && !account.Disabled
            select session.Id).ToListAsync();
        return [.. ids.Except(alive)];
    }

    public async Task<IReadOnlyList<Session>> Of(Guid account)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Sessions.AsNoTracking().Where(session => session.Account == account).OrderByDescending(session => session.SeenOn).ThenByDescending(session => session.Began).ToListAsync();
    }

    /// <summary>Whether it has just begun, and by something else than the password: then whoever is there may choose another one.</summary>
    public async Task<bool> IsFresh(Guid? id)
    {
        await using var db = await database.CreateDbContextAsync();
        var since = time.GetUtcNow() - Fresh;
        return await db.Sessions.AnyAsync(session => session.Id == id && session.CameBy != Way.Password && session.Began > since);
    }

    /// <summary>Ends one of this account's; nobody ends another's.</summary>
    public Task End(Guid account, Guid id) => End(sessions => sessions.Where(session => session.Account == account && session.Id == id));

    /// <summary>Ends all of them, or all but one.</summary>
    public Task EndAll(Guid account, Guid? except = null) => End(sessions => sessions.Where(session => session.Account == account && session.Id != except));

    async Task End(Func<IQueryable<Session>, IQueryable<Session>> which)
    {
        await using (var db = await database.CreateDbContextAsync())
            await which(db.Sessions).ExecuteDeleteAsync();
        Ended?.Invoke();
    }
}
