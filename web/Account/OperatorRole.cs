using System.Data;
using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Account;

/// <summary>Who looks after the installation. Once somebody does, somebody always does.</summary>
public sealed class OperatorRole(IDbContextFactory<AccountsDb> database)
{
    public async Task Give(Guid account)
    {
        await using var db = await database.CreateDbContextAsync();
        var role = await RoleOf(db);
        if (!await db.UserRoles.AnyAsync(held => held.UserId == account && held.RoleId == role))
        {
            db.Add(new IdentityUserRole<Guid> { UserId = account, RoleId = role });
            await db.SaveChangesAsync();
        }
    }

    /// <summary>Takes it from this account. Of two who are the last and leave at once, one stays.</summary>
    /// <returns>Whether it had it.</returns>
    /// <exception cref="RejectedException"><c>last-operator</c></exception>
    public async Task<bool> Take(Guid account)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await TakeOnce(account);
            }
            catch (Exception collided) when (tries < 3 && collided.GetBaseException() is DbException { SqlState: "40001" })
            {
                // Somebody else left at the same moment: who is left is counted again.
            }
        }
    }

    async Task<bool> TakeOnce(Guid account)
    {
        await using var db = await database.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable);
        var role = await RoleOf(db);
        if (!await db.UserRoles.AnyAsync(held => held.UserId == account && held.RoleId == role))
            return false;
        if (!await db.UserRoles.AnyAsync(held => held.RoleId == role && held.UserId != account && db.Users.Any(other => other.Id == held.UserId && !other.Disabled)))
            throw new RejectedException("last-operator");
        await db.UserRoles.Where(held => held.UserId == account && held.RoleId == role).ExecuteDeleteAsync();
        await transaction.CommitAsync();
        return true;
    }

    static Task<Guid> RoleOf(AccountsDb db) => db.Roles.Where(role => role.NormalizedName == Roles.OperatorKey).Select(role => role.Id).SingleAsync();
}
