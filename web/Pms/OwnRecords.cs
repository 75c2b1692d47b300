using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using OrleansRetro.Account;
using OrleansRetro.Api;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Promises;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Visitors;

namespace OrleansRetro.Pms;

/// <summary>Gathers everything that is kept about somebody.</summary>
public sealed class OwnRecords(IGrainFactory grains, UserManager<Account.Account> accounts, Sessions sessions, ApiTokens tokens, Seats seats)
{
    /// <param name="visitor">What proves cards on anonymous boards; null where it isn't at hand.</param>
    /// <returns>A JSON object, in UTF-8.</returns>
    public async Task<byte[]> Of(Caller who, Visitor? visitor)
    {
        var pm = grains.GetGrain<IPmGrain>(who.Person.Value);
        var profile = await Asking.Again(() => pm.Profile(who));
        using var kept = JsonDocument.Parse(await Asking.Again(() => pm.Export(who)));
        using var amends = JsonDocument.Parse(await Asking.Again(() => grains.GetGrain<IAmendsGrain>(who.Person.Value).Export(who)));
        var retros = await Task.WhenAll(profile.Retros.Select(own => InRetro(own, new SignedIn(who.Person), visitor)));
        var record = new OwnRecord(
            profile, await OfAccount(who), await TeamName.Of(profile, who, grains), [.. retros.OfType<RetroRecord>().OrderBy(retro => retro.StartedAt)],
            await PromisesOf(profile, who), await Asking.Again(() => grains.GetGrain<IPmLedgerGrain>(who.Person.Value).Record(who)), await Asking.Again(() => pm.Looks(who)), kept.RootElement)
        {
            Amends = [.. amends.RootElement.EnumerateArray()],
            Shared = [.. (await Task.WhenAll(profile.Partners.Select(partner => Asking.Again(() => grains.Between(who.Person, partner).View(who))))).OfType<PartnershipView>()],
            ToldChanges = [.. (await Task.WhenAll(profile.ToldChanges.Select(change => ToldIn(change, who)))).OfType<ToldChange>().OrderBy(told => told.At)],
        };
        return JsonSerializer.SerializeToUtf8Bytes(record, ApiJson.Wire.OwnRecord);
    }

    async Task<AccountRecord?> OfAccount(Caller who)
    {
        if (await accounts.FindByIdAsync(who.Person.ToString()) is not { } account)
            return null;
        var (passkeys, logins) = (await accounts.GetPasskeysAsync(account), await accounts.GetLoginsAsync(account));
        return new(account.Email, account.PasswordHash is not null, [.. logins.Select(login => login.LoginProvider)],
            [.. passkeys.Select(passkey => new PasskeyRecord(passkey.Name, passkey.CreatedAt))],
            [.. (await sessions.Of(account.Id)).Select(session => new SessionRecord(session.Device, session.CameBy, session.Began, session.SeenOn))],
            [.. (await tokens.Of(account.Id)).Select(token => new TokenRecord(token.Name, token.Start, token.MayWrite, token.Made, token.Until, token.SeenOn))]);
    }

    /// <summary>Null where it is gone with its team.</summary>
    async Task<ToldChange?> ToldIn(ChangeId change, Caller who)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<IChangeGrain>(change.Value).Told(who));
        }
        catch (RejectedException gone) when (gone.Code == "not-found")
        {
            return null;
        }
    }

    async Task<RetroRecord?> InRetro(OwnRetro own, SignedIn owner, Visitor? visitor)
    {
        if (await SeenOwn.Of(own, grains) is not { } seen)
            return null;
        var (board, retro) = (seen.Board, grains.GetGrain<IRetroGrain>(own.Id.Value));
        // A token that opens nothing shows what needs none.
        var token = (await seats.FindNow(visitor, owner, own.Id))?.Token ?? new SeatToken(Visitor.RandomToken());
        var seat = await Asking.Again(() => retro.GetSeat(seen.Caller, token));
        var me = seat.Participant;
        return new(own.Id, board.Settings.Title, board.Settings.StartedAt, board.Settings.Anonymous, seat.Facilitator,
            [.. seat.Cards.Values.OrderBy(card => card.Order).Select(card => new CardRecord(card.Column, card.Text ?? ""))],
            [.. seat.Comments.Values.OrderBy(comment => comment.Order).Select(comment => comment.Text)],
            [.. board.Kudos.Values.Where(kudos => kudos.From == me).Select(kudos => kudos.Text)],
            [.. board.Kudos.Values.Where(kudos => kudos.To == me).Select(kudos => kudos.Text)]);
    }

    async Task<IReadOnlyList<PromiseRecord>> PromisesOf(PmProfile profile, Caller who)
    {
        var found = await Task.WhenAll(OwnLedger.Callers(profile, who).Select(async me =>
        {
            var ledger = grains.GetGrain<IPmLedgerGrain>(me.Person.Value);
            var all = (await Asking.Again(() => ledger.Open(me, IPmLedgerGrain.Most))).Promises.AddRange((await Asking.Again(() => ledger.Closed(me, IPmLedgerGrain.Most))).Promises);
            return await Task.WhenAll(all.Select(async promise => new PromiseRecord(promise, await Asking.Again(() => grains.GetGrain<ICommitmentGrain>(promise.Id.Value).History(me)))));
        }));
        return [.. found.SelectMany(own => own).DistinctBy(own => own.Promise.Id).OrderBy(own => own.Promise.Due)];
    }
}
