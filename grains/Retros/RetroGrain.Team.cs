using Microsoft.Extensions.Logging;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

// Accounts and teams: who is at home here without an invite, and whose retro it is.
sealed partial class RetroGrain
{
    const string Due = "due";

    /// <summary>For so long is what the team said about somebody believed.</summary>
    static readonly TimeSpan Believed = TimeSpan.FromSeconds(15);

    readonly Dictionary<PersonId, (TeamRole? Role, DateTimeOffset At)> _roles = [];
    readonly Dictionary<PersonId, PersonId> _accounts = [];
    DateTimeOffset _membersAsked;

    public static string TopicOf(TeamId team) => $"team:{team}";

    public async Task<SeatHolder?> SeatOf(Caller who)
    {
        MustExist();
        if (who.Kind is not (CallerKind.Account or CallerKind.Seat))
            throw new RejectedException("not-yours");
        await DismissStrangers();
        if (HolderOf(who.Person) is { } own || who.Kind != CallerKind.Account)
            return HolderOf(who.Person);
        return await GrainFactory.GetGrain<IPmGrain>(who.Person.Value).SeatedAs(Caller.Room, Id) is { } guest ? HolderOf(guest) : null;
    }

    public async Task<Seated> Admit(Caller who, TakeSeat claim)
    {
        if (await SeatOf(who) is { } known)
            return new(known, _feed.Version);
        if (Durable.Team is not { } team || who.Kind != CallerKind.Account || await AskRole(team, who.Person) is null or TeamRole.Observer)
            throw new RejectedException("no-seat");
        _names[who.Person] = await GrainFactory.GetGrain<IPmGrain>(who.Person.Value).Name() ?? throw new RejectedException("not-found");
        await Act(retro => retro.Admit(claim with { Person = who.Person }, Limits));
        return new(HolderOf(who.Person)!, _feed.Version);
    }

    public async Task<long> Claim(Caller room, TeamId team)
    {
        MustLive();
        await Decide(retro => retro.Claim(team));
        foreach (var action in Durable.Actions)
            await GrainFactory.GetGrain<ICommitmentGrain>(action.Id.Value).Share(Caller.Room, team);
        return _feed.Version;
    }

    public async Task<long> Shelve(Caller room, TeamId team, bool shelved)
    {
        if (room.Kind != CallerKind.Room)
            throw new RejectedException("not-yours");
        MustLive();
        await Decide(retro => retro.Shelve(team, shelved));
        return _feed.Version;
    }

    /// <summary>It is there, put away by its team or not.</summary>
    void MustLive()
    {
        base.MustExist();
        MustBeDecided();
        if (_life != Life.Lives)
            throw new RejectedException("not-found");
    }

    public async Task<long> Keep(Caller who)
    {
        if (who.Kind != CallerKind.Account)
            throw new RejectedException("account-needed");
        var seat = await SeatOf(who) ?? throw new RejectedException("not-yours");
        return await Act(retro => retro.Keep(retro.Seated(seat.Caller)));
    }

    public async Task<long> ChangeFormat(Caller who, string format)
    {
        MustExist();
        Durable.Facilitating(who);
        var own = Format.Find(format) is null && Durable.Team is { } team ? await GrainFactory.GetGrain<ITeamGrain>(team.Value).FormatOf(Caller.Room, format) : null;
        return await Act(retro => retro.ChangeFormat(who, format, Limits, own));
    }

    public async Task<ImmutableArray<CarriedPromise>> TakenAlong(Caller room)
    {
        MustExist();
        return TakenAlong(await Promises());
    }

    public Task<long> Continued(Caller room, RetroId next)
    {
        return Act(retro => retro.Continued(next));
    }

    /// <summary>The team founds it, with what has waited there. What was decided here first is what it founds, however often it is asked.</summary>
    async Task<RetroId> StartNextOf(TeamId team, Caller who, RetroId next, StartRetro start)
    {
        var known = Durable.Next;
        if (known is { } there && await IsThere(there))
            return there;
        // Whoever was removed a moment ago starts nothing any more.
        _membersAsked = default;
        await DismissStrangers();
        if (known != next && !await TakesPart(team, Durable.Seated(who)))
            throw new RejectedException("not-member");
        if (known != next)
            await Act(retro => retro.StartNext(who, next, known));
        await GrainFactory.GetGrain<ITeamGrain>(team.Value).StartRetro(Caller.Room, Durable.Next!.Value, start with { Previous = Id, Person = who.Person });
        return Durable.Next!.Value;
    }

    /// <summary>
    /// Seats that hang on the team go with the membership, and whoever was removed from it has none, however they came.
    /// A team that can't be asked is asked again.
    /// </summary>
    async Task DismissStrangers()
    {
        if (Durable.Team is not { } team || Now - _membersAsked < Believed)
            return;
        _membersAsked = Now;
        try
        {
            var strangers = await Strangers(team);
            if (Durable.Dismiss(strangers).Any())
                await Decide(retro => retro.Dismiss(strangers));
        }
        catch (Exception failure) when (failure is UnknownOutcomeException or TimeoutException or OrleansException or ConflictException)
        {
            LogUnasked(logger, failure, Stream);
        }
    }

    /// <summary>People with a seat whom the team doesn't want here: they have it from the team and take part no longer, or were removed from it, also as the guest that they are here.</summary>
    async Task<HashSet<PersonId>> Strangers(TeamId team)
    {
        var members = Durable.SeatedByTeam().ToImmutableArray();
        var strangers = await UnlessGone.Ask(members, () => GrainFactory.GetGrain<ITeamGrain>(team.Value).StrangersAmong(Caller.Room, members));
        var others = Durable.Participants.Where(seat => seat is { Member: false, Revoked: false }).Select(seat => seat.Person).ToArray();
        return [.. strangers, .. await RemovedFrom(team, others)];
    }

    /// <summary>Those of these whom the team has removed, under whatever name they sit here.</summary>
    async Task<IEnumerable<PersonId>> RemovedFrom(TeamId team, IReadOnlyCollection<PersonId> persons)
    {
        var accounts = persons.Zip(await Task.WhenAll(persons.Select(AccountOf))).ToArray();
        var removed = accounts is [] ? [] : await UnlessGone.Ask([], () => GrainFactory.GetGrain<ITeamGrain>(team.Value).RemovedAmong(Caller.Room, [.. accounts.Select(pair => pair.Second)]));
        return accounts.Where(pair => removed.Contains(pair.Second)).Select(pair => pair.First);
    }

    /// <summary>The account that somebody here turned out to be, for good; themselves while they are a guest.</summary>
    async Task<PersonId> AccountOf(PersonId person)
    {
        if (_accounts.TryGetValue(person, out var known))
            return known;
        if (await UnlessGone.Ask(null, () => GrainFactory.GetGrain<IPmGrain>(person.Value).TurnedOutToBe(Caller.Room)) is not { } account)
            return person;
        return _accounts[person] = account;
    }

    [LoggerMessage(LogLevel.Warning, "Whether everybody in {Stream} still belongs to its team can't be found out at the moment.")]
    static partial void LogUnasked(ILogger logger, Exception failure, string stream);

    /// <summary>Whether somebody belongs to the retro's team, in whatever role: they may look.</summary>
    async ValueTask<bool> IsOfTeam(Caller who) => who.Kind == CallerKind.Account && Durable.Team is { } team && await RoleIn(team, who.Person) is not null;

    /// <summary>Whether what waits in the team may be spent on a retro that whoever sits here starts.</summary>
    async Task<bool> TakesPart(TeamId team, Participant seat)
    {
        if (seat.Facilitator || seat.Member)
            return true;
        return await RoleIn(team, await AccountOf(seat.Person)) >= TeamRole.Member;
    }

    async Task<TeamRole?> RoleIn(TeamId team, PersonId person)
    {
        if (_roles.TryGetValue(person, out var known) && Now - known.At < Believed)
            return known.Role;
        if (_roles.Count > 1_000)
            _roles.Clear();
        var role = await AskRole(team, person);
        _roles[person] = (role, Now);
        return role;
    }

    Task<TeamRole?> AskRole(TeamId team, PersonId person) =>
        UnlessGone.Ask<TeamRole?>(null, () => GrainFactory.GetGrain<ITeamGrain>(team.Value).RoleOf(Caller.Room, person));

    /// <summary>False once the team has removed it, or is no more.</summary>
    Task<bool> IsHeldBy(TeamId team) => UnlessGone.Ask(false, () => GrainFactory.GetGrain<ITeamGrain>(team.Value).HoldRetro(Caller.Room, Id));

    Task<long> LeaveTeam(TeamId team) => UnlessGone.Ask(0, () => GrainFactory.GetGrain<ITeamGrain>(team.Value).RetroGone(Caller.Room, Id));

    SeatHolder? HolderOf(PersonId person) => Durable.ByPerson.TryGetValue(person, out var id) ? Holder(Durable.Find(id)) : null;

    // What a team's ledger goes by. Cards are not among it: nothing in the log finds them by the team, or says when they were written.
    protected override IReadOnlyList<string> TopicsOf(IReadOnlyList<RetroEvent> events)
    {
        var team = Head.Team ?? events.OfType<RetroClaimed>().FirstOrDefault()?.Team;
        return [
            .. events.Any(e => e is RetroStarted) ? [Due] : Array.Empty<string>(),
            .. team is { } whose && events.Any(e => e is RetroClaimed or RetroRenamed or PhaseEntered) ? [TopicOf(whose)] : Array.Empty<string>(),
        ];
    }
}
