using System.Buffers.Text;
using System.Text.Json;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;

namespace OrleansRetro.Retros;

// Starting, joining, invites: what founds other streams in the same append.
sealed partial class RetroGrain
{
    readonly Dictionary<PersonId, string> _names = [];
    readonly HashSet<PersonId> _told = [];

    public async Task<Seated> Start(StartRetro start)
    {
        // What is refused leaves neither a key nor a reminder.
        _ = Durable.Start(start, Now).Count();
        _ = Pm.Introduce(start.Name, facilitates: true);
        var isNew = DurableVersion == 0;
        // Before the first key: the reminder also sees to the keys of a retro that never came to be.
        if (isNew)
            await ArmExpiry(Now.AddDays(Limits.DaysKept));
        var joinCode = isNew ? start.JoinCode : Durable.JoinCode;
        await Found(start with { InviteHash = Secret.Hash(await InviteToken(joinCode)) });
        return SeatedAs(start.TokenHash);
    }

    public async Task<Seated> Join(TakeSeat claim)
    {
        MustExist();
        IReadOnlyList<StreamWrite> founding = [];
        if (Durable.Join(claim, Limits).Any())
        {
            if (Durable.Team is { } team && !claim.IsNew && (await RemovedFrom(team, [claim.Person])).Any())
                throw new RejectedException("code-unknown");
            // Whoever is known here goes by the name they have.
            var known = claim.IsNew ? null : await GrainFactory.GetGrain<IPmGrain>(claim.Person.Value).Name();
            var named = known is null ? Pm.Introduce(claim.Name) : null;
            _names[claim.Person] = known ?? named!.Name;
            founding = claim.IsNew ? [PmGrain.Found(claim.Person, named!)] : [];
        }
        await Decide(retro => retro.Join(claim, Limits), founding);
        return SeatedAs(claim.TokenHash);
    }

    public Task<Preview?> Preview(string invite, string inviteHash)
    {
        MustExist();
        return Task.FromResult(Durable.Admits(invite, inviteHash, Limits) ? new Preview(Durable.Title, Durable.Anonymous) : null);
    }

    public async Task<SeatHolder?> FindSeat(string tokenHash)
    {
        MustExist();
        await DismissStrangers();
        return Durable.ByToken.TryGetValue(tokenHash, out var id) ? Holder(Durable.Find(id)) : null;
    }

    public async Task<RetroId?> Previous()
    {
        MustExist();
        // Asked by whoever founded this retro, who asks again until its reminder is armed.
        if (_owes)
            await EnsureExpiry();
        return Durable.Previous;
    }

    public Task<SeatHolder?> FindLink(string tokenHash)
    {
        MustExist();
        return Task.FromResult(Holder(Durable.Participants.FirstOrDefault(seat => seat.LinkHash == tokenHash)));
    }

    public async Task<Invite> GetInvite(Caller who)
    {
        MustExist();
        Durable.Seated(who);
        // Without its key the link's token is lost, and the code alone leads here.
        var token = await keys.Get(InviteKey(Id, Durable.JoinCode)) is { } key ? Base64Url.EncodeToString(key) : null;
        return new(Durable.JoinCode, token is not null && Secret.Hash(token) == Durable.InviteHash ? token : Durable.JoinCode);
    }

    public async Task<Invite> RenewInvite(Caller who, string joinCode)
    {
        MustExist();
        Durable.Facilitating(who);
        var token = await InviteToken(joinCode);
        var hash = Secret.Hash(token);
        var old = joinCode;
        await Decide(
            retro =>
            {
                old = retro.JoinCode;
                return retro.RenewInvite(who, joinCode, hash);
            },
            [
                .. joinCode == Durable.JoinCode ? Array.Empty<StreamWrite>() : [InviteGrain.Found(Secret.Hash(joinCode), Id)],
                .. hash == Durable.InviteHash ? Array.Empty<StreamWrite>() : [InviteGrain.Found(hash, Id)],
            ]);
        if (joinCode != old)
            await keys.Destroy(InviteKey(Id, old));
        return new(joinCode, token);
    }

    public async Task<long> RenameSeat(Caller who, string name)
    {
        MustExist();
        MustBeWhole();
        var me = Durable.Seated(who);
        var person = GrainFactory.GetGrain<IPmGrain>(me.Person.Value);
        await person.Rename(who, name);
        var wanted = await person.Name() ?? "";
        _names[me.Person] = wanted;
        // Two streams, each with its one writer: what an earlier activation wrote to the person's alone was never told here, and a repeat tells it.
        await Act(retro => retro.RenameSeat(who, _told.Contains(me.Person) ? _board.Seats.GetValueOrDefault(me.Id)?.Name : null, wanted));
        _told.Add(me.Person);
        return _feed.Version;
    }

    public async Task<long> NameGone(Caller room, PersonId person)
    {
        if (room.Kind != CallerKind.Room)
            throw new RejectedException("not-yours");
        MustExist();
        var shown = NameOf(person);
        _names[person] = "";
        await Act(retro => retro.NameGone(person, shown, Now));
        if (!Durable.IsKept())
            await ArmExpiry(Durable.KeptUntil(Limits));
        return _feed.Version;
    }

    public async Task<RetroId> StartNext(Caller who, RetroId next, StartRetro start)
    {
        MustExist();
        Durable.Seated(who);
        if (Durable.Team is { } team)
            return await StartNextOf(team, who, next, start);
        var known = Durable.Next;
        if (known is null || (known != next && !await IsThere(known.Value)))
        {
            // What is refused leaves no key.
            MustBeWhole();
            _ = Durable.StartNext(who, next, known).Count();
            var token = await keys.Create(InviteKey(next, start.JoinCode));
            // From here on nothing is waited for: what is taken along is what is true when it is decided.
            var carried = TakenAlong(await Promises());
            var complete = start with
            {
                InviteHash = Secret.Hash(Base64Url.EncodeToString(token)),
                Previous = Id,
                Carried = carried,
                Phase = carried.IsEmpty ? Phase.Write : Phase.CheckIn,
            };
            await Decide(
                retro => retro.StartNext(who, next, known),
                Founding(next, complete, Now));
            if (Durable.Next != next)
                await keys.Destroy(InviteKey(next, start.JoinCode));
        }
        // Its first activation arms its expiry, whether or not anybody ever goes there.
        await GrainFactory.GetGrain<IRetroGrain>(Durable.Next!.Value.Value).Previous();
        return Durable.Next!.Value;
    }

    /// <summary>Promises from here that the next retro opens with.</summary>
    ImmutableArray<CarriedPromise> TakenAlong(ImmutableArray<Promise> promises) =>
        [.. promises.Where(promise => promise.Status is not (CommitmentStatus.Declined or CommitmentStatus.Released) && !promise.Status.IsAsked() && !(promise.Carried && !promise.IsOpen()))
            .Select(promise => new CarriedPromise(promise.Id, Durable.Carried.Any(carried => carried.Id == promise.Id && carried.Again) ? 1 : promise.Times + 1))];

    /// <summary>The writes that found a retro with both ways in, in the append of whoever starts it; its creator is somebody already.</summary>
    /// <exception cref="RejectedException">As it would be refused by itself.</exception>
    public static StreamWrite[] Founding(RetroId id, StartRetro start, DateTimeOffset now, OfTeam? of = null) =>
    [
        new(StreamOf(id), 0, [.. Retro.Empty.Start(start, now, of).Select(e => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(e, RetroJson.Default.RetroEvent))],
            of is null ? [Due] : [Due, TopicOf(of.Team)]),
        InviteGrain.Found(Secret.Hash(start.JoinCode), id),
        InviteGrain.Found(start.InviteHash, id),
    ];

    async Task<bool> IsThere(RetroId retro)
    {
        try
        {
            await GrainFactory.GetGrain<IRetroGrain>(retro.Value).Previous();
            return true;
        }
        catch (RejectedException rejected) when (rejected.Code == "not-found")
        {
            return false;
        }
    }

    /// <summary>The retro, its creator and both ways in, in one append.</summary>
    async Task Found(StartRetro start)
    {
        var named = Pm.Introduce(start.Name, facilitates: true);
        if (DurableVersion == 0)
            _names[start.Person] = named.Name;
        await Decide(
            retro => retro.Start(start, Now),
            [
                PmGrain.Found(start.Person, named),
                InviteGrain.Found(Secret.Hash(start.JoinCode), Id),
                InviteGrain.Found(start.InviteHash, Id),
            ]);
    }

    /// <summary>The invite link's token. It lives with the keys, so that the log needs only its hash and it can be shown again.</summary>
    async Task<string> InviteToken(string joinCode) => Base64Url.EncodeToString(await Key(InviteKey(Id, joinCode)));

    Seated SeatedAs(string tokenHash) => new(Holder(Durable.Find(Durable.ByToken[tokenHash]))!, _feed.Version);

    static SeatHolder? Holder(Participant? seat) => seat is { Revoked: false } ? new(seat.Person, seat.Id, seat.Facilitator, seat.Program) : null;

    string NameOf(PersonId person) => _names.GetValueOrDefault(person, "");

    async Task LearnNames()
    {
        var unknown = Durable.Participants.Select(seat => seat.Person).Where(person => !_names.ContainsKey(person)).ToArray();
        var names = await Task.WhenAll(unknown.Select(person => GrainFactory.GetGrain<IPmGrain>(person.Value).Name()));
        foreach (var (person, name) in unknown.Zip(names))
            _names[person] = name ?? "";
    }
}
