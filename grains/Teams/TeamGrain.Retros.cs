using System.Buffers.Text;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

// The team's retros: founded in its appends, or taken over.
sealed partial class TeamGrain
{
    public async Task<Seated> StartRetro(Caller who, RetroId retro, StartRetro start)
    {
        MustExist();
        MustBeWhole();
        var mine = who.Kind == CallerKind.Account ? start with { Person = who.Person } : start;
        var known = Durable.Retros.Any(known => known.Id == retro);
        if (!known)
        {
            // What is refused leaves no key.
            _ = StartedBy(who, Durable, retro).Count();
            var own = Durable.FormatOf(start.Format);
            _ = Retro.Empty.Start(mine, Now, new(Id, own)).Count();
            if (own is { Retired: true })
                throw new RejectedException("unknown-format");
            await FoundRetro(who, retro, mine);
        }
        var grain = GrainFactory.GetGrain<IRetroGrain>(retro.Value);
        // Its first activation also arms its expiry, whether or not anybody ever goes there.
        return who.Kind == CallerKind.Account
            ? await grain.Admit(who, new(who.Person, false, start.Name, start.TokenHash, "", ""))
            : await grain.Join(new(start.Person, false, start.Name, start.TokenHash, "", ""));
    }

    async Task FoundRetro(Caller who, RetroId retro, StartRetro start)
    {
        var previous = start.Previous ?? Durable.Latest;
        var token = Base64Url.EncodeToString(await keys.Create(RetroGrain.InviteKey(retro, start.JoinCode)));
        var carried = previous is { } last ? await CarriedFrom(last) : null;
        var complete = start with
        {
            InviteHash = Secret.Hash(token),
            Previous = carried is null ? null : previous,
            Carried = carried ?? [],
            Phase = carried is null or [] ? start.Phase : Phase.CheckIn,
            Sample = false,
        };
        var reviewed = start.Format == Expectations.Format ? await GrainFactory.GetGrain<ITeamLedgerGrain>(Id.Value).Reviewed(Caller.Room) : [];
        // Nothing is waited for from here on: the retro opens with what waits when it is decided.
        var of = new OfTeam(Id, Head.FormatOf(start.Format), Head.Waiting, reviewed, Head.RoleOf(start.Person) >= TeamRole.Member);
        await Decide(team => StartedBy(who, team, retro), RetroGrain.Founding(retro, complete, Now, of));
        if (complete.Previous is { } before)
            await UnlessGone.Do(() => GrainFactory.GetGrain<IRetroGrain>(before.Value).Continued(Caller.Room, retro));
    }

    public async Task<long> TakeRetro(Caller who, RetroId retro)
    {
        MustExist();
        Durable.TakingPart(who);
        if (Durable.Retros.All(known => known.Id != retro) && await GrainFactory.GetGrain<IRetroGrain>(retro.Value).SeatOf(who) is not { Facilitator: true })
            throw new RejectedException("not-facilitator");
        await Decide(team => team.TakeRetro(who, retro, Now));
        return await ClaimRetro(retro) is { } no ? throw no : DurableVersion;
    }

    public async Task<bool> HoldRetro(Caller room, RetroId retro)
    {
        await Act(team => team.HoldRetro(retro, Now));
        return Durable.Retros.Any(known => known.Id == retro);
    }

    public async Task<long> RetroGone(Caller room, RetroId retro)
    {
        // Also while the team itself is being deleted.
        base.MustExist();
        MustBeHere();
        await Decide(team => team.RetroGone(retro, Now));
        return DurableVersion;
    }

    /// <summary>Null when it is no more.</summary>
    async Task<ImmutableArray<CarriedPromise>?> CarriedFrom(RetroId retro)
    {
        ImmutableArray<CarriedPromise>? carried = null;
        await UnlessGone.Do(async () => carried = await GrainFactory.GetGrain<IRetroGrain>(retro.Value).TakenAlong(Caller.Room));
        return carried;
    }

    /// <summary>The retro learns whose it is; one that is no more, or another team's, is none of this team's.</summary>
    async Task<RejectedException?> ClaimRetro(RetroId retro)
    {
        try
        {
            await GrainFactory.GetGrain<IRetroGrain>(retro.Value).Claim(Caller.Room, Id);
            // Whoever discards it meanwhile may have come before it knew whose it is.
            if (Durable.Retros.Any(known => known.Id == retro && known.DiscardedAt is not null))
                await ShelveRetro(retro, true);
            return null;
        }
        catch (RejectedException no) when (no.Code is "not-found" or "already-claimed")
        {
            await Decide(team => team.RetroGone(retro, Now));
            return no;
        }
    }

    IEnumerable<TeamEvent> StartedBy(Caller who, Team team, RetroId retro) =>
        who.Kind == CallerKind.Room ? team.StartNext(retro, Now) : team.StartRetro(who, retro, Now);
}
