namespace OrleansRetro.Pms;

// Whoever sends mail asks here whether there is one, and for whom nobody else has.
sealed partial class PmGrain
{
    public Task<long> SwitchMail(Caller who, MailKind kind, bool on) => Act(pm => pm.SwitchMail(kind, on));

    public async Task<MailLook> LookForMail(Caller room)
    {
        MustExist();
        var (waiting, now) = (await WaitingForMe(), time.GetUtcNow());
        return new(Durable.MailAt(waiting, now) is not null, Durable.NextLook(waiting, now));
    }

    public async Task<ClaimedMail?> ClaimMail(Caller room)
    {
        MustExist();
        var (waiting, now, letter) = (await WaitingForMe(), time.GetUtcNow(), (Pm.Letter?)null);
        // Of two who ask, the second decides on what the first has claimed.
        await Decide(pm => (letter = pm.MailAt(waiting, now)) is { } due ? [due.Claim] : []);
        return letter is null ? null : new(letter.Lines, now, Durable.Language);
    }

    public Task<long> ReturnMail(Caller room, DateTimeOffset claimed) => Act(pm => pm.ReturnMail(claimed));

    async Task<ImmutableArray<WaitingPromise>> WaitingForMe()
    {
        var capacities = Durable.Persons.Where(person => person != Id).Select(Caller.Seat).Prepend(Caller.Account(Id));
        var found = await Task.WhenAll(capacities.Select(me => GrainFactory.GetGrain<IPmLedgerGrain>(me.Person.Value).Waiting(me)));
        return [.. found.SelectMany(waiting => waiting).DistinctBy(waiting => waiting.Promise.Id).OrderBy(waiting => waiting.Promise.Due)];
    }
}
