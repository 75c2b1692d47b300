using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>
/// People whose account an operator has closed: as long as it is, their seats open nothing, in whatever browser or program. Those that were closed
/// at another web are heard of within <see cref="Look"/>.
/// </summary>
public sealed partial class ClosedAccounts(IDbContextFactory<AccountsDb> database, IGrainFactory grains, TimeProvider time, ILogger<ClosedAccounts> logger) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    readonly SemaphoreSlim _turn = new(1);
    FrozenSet<PersonId> _closed = [];

    /// <summary>Whether this person's account is closed: their own, or that of whoever they turned out to be.</summary>
    public bool Has(PersonId person) => _closed.Contains(person);

    /// <summary>Looks now. One look ends before the next begins, so none overwrites a newer one.</summary>
    public async Task Refresh()
    {
        await _turn.WaitAsync();
        try
        {
            await using var db = await database.CreateDbContextAsync();
            var accounts = await db.Users.AsNoTracking().Where(account => account.Disabled).Select(account => account.Id).ToListAsync();
            var people = await Task.WhenAll(accounts.Select(account => PeopleOf(new(account))));
            _closed = people.SelectMany(persons => persons).ToFrozenSet();
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task<IEnumerable<PersonId>> PeopleOf(PersonId account)
    {
        try
        {
            return (await Asking.Again(() => grains.GetGrain<IPmGrain>(account.Value).Profile(Caller.Account(account)))).Persons.Append(account);
        }
        catch (RejectedException)
        {
            return [account]; // nobody is known there, so nobody else either
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            try
            {
                await Refresh();
            }
            catch (Exception failure) when (Asking.IsOutOfReach(failure))
            {
                LogUnread(logger, failure);
            }
        }
        while (await Ticked(timer, stoppingToken));
    }

    static async Task<bool> Ticked(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false; // the program ends
        }
    }

    [LoggerMessage(LogLevel.Warning, "Which accounts are closed can't be read; those that were known stay so.")]
    static partial void LogUnread(ILogger logger, Exception failure);
}
