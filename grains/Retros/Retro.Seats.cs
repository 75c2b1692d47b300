namespace OrleansRetro.Retros;

// Who sits here, how they came, and how they go.
sealed partial record Retro
{
    /// <summary>A seat for whoever holds the invite; the same token is the same seat.</summary>
    public IEnumerable<RetroEvent> Join(TakeSeat claim, RetroLimits limits)
    {
        if (ByToken.TryGetValue(claim.TokenHash, out var known))
        {
            if (Find(known) is { Revoked: true })
                throw new RejectedException("not-found");
            yield break;
        }
        if (!Knows(claim.Invite, claim.InviteHash))
            throw new RejectedException("code-unknown");
        if (claim.SeatKey is not null && Participants.Any(seat => seat.SeatKey == claim.SeatKey))
            throw new RejectedException("seat-taken");
        if (Participants.Count(seat => !seat.Revoked) >= limits.SeatsPerRetro)
            throw new RejectedException("full-people", Number(limits.SeatsPerRetro));
        if (IsUsedUp(limits))
            throw new RejectedException("invite-used-up");
        yield return new SeatTaken(new(Participants.Length + 1), claim.Person, claim.TokenHash, claim.SeatKey);
    }

    /// <summary>Whether this invite still lets people in; a full retro has one that does.</summary>
    public bool Admits(string invite, string inviteHash, RetroLimits limits) => Knows(invite, inviteHash) && !IsUsedUp(limits);

    bool IsUsedUp(RetroLimits limits) => Participants.Length - SeatsBeforeInvite >= limits.UsesPerInvite;

    bool Knows(string invite, string inviteHash) => invite == JoinCode || inviteHash == InviteHash;

    public IEnumerable<RetroEvent> RevokeSeat(Caller who, ParticipantId seat)
    {
        Facilitating(who);
        var gone = Find(seat) ?? throw new RejectedException("unknown-person");
        if (gone.Facilitator)
            throw new RejectedException("same-as-facilitator");
        if (!gone.Revoked)
            yield return new SeatRevoked(seat);
    }

    /// <summary>A link of one's own, valid for one's promises on any device; only its hash is kept.</summary>
    public IEnumerable<RetroEvent> IssueLink(Caller who, string tokenHash)
    {
        var me = Seated(who);
        if (me.LinkHash != tokenHash)
            yield return new LinkIssued(me.Id, tokenHash);
    }

    /// <summary>Somebody changes their own name: from what the room reads now to another.</summary>
    /// <param name="shown">Null when nobody knows what the room was told.</param>
    public IEnumerable<RetroEvent> RenameSeat(Caller who, string? shown, string wanted)
    {
        var me = Seated(who);
        if (wanted != shown)
            yield return new SeatRenamed(me.Id);
    }

    /// <summary>Whoever is forgotten has no name any more, here as anywhere.</summary>
    public IEnumerable<RetroEvent> NameGone(PersonId person, string shown, DateTimeOffset now)
    {
        if (!ByPerson.TryGetValue(person, out var id) || Find(id) is not { } seat)
            yield break;
        if (shown.Length > 0 && !seat.Revoked)
            yield return new SeatRenamed(id);
        if (KeptBy == id)
            yield return new RetroLetGo(now);
    }

    public IEnumerable<RetroEvent> RenewInvite(Caller who, string joinCode, string inviteHash)
    {
        Facilitating(who);
        if (inviteHash != InviteHash)
            yield return new InviteRenewed(joinCode, inviteHash);
    }

    /// <summary>A seat for somebody of the retro's team, without an invite; whoever has one keeps it.</summary>
    public IEnumerable<RetroEvent> Admit(TakeSeat claim, RetroLimits limits)
    {
        if (ByPerson.TryGetValue(claim.Person, out var known))
        {
            var seat = Find(known);
            if (seat is { Revoked: false })
                yield break;
            if (seat is not { Left: true })
                throw new RejectedException("not-found");
        }
        // On one device two people may sign in one after the other: a seat is whose it was.
        if (ByToken.TryGetValue(claim.TokenHash, out var other) && Find(other) is { Revoked: false })
            throw new RejectedException("seat-taken");
        if (Participants.Count(seat => !seat.Revoked) >= limits.SeatsPerRetro)
            throw new RejectedException("full-people", Number(limits.SeatsPerRetro));
        yield return new SeatTaken(new(Participants.Length + 1), claim.Person, claim.TokenHash, null, true);
    }

    /// <summary>Those whom the team doesn't want here lose their seats.</summary>
    public IEnumerable<RetroEvent> Dismiss(IReadOnlyCollection<PersonId> strangers) =>
        from seat in Participants
        where !seat.Revoked && strangers.Contains(seat.Person)
        select new SeatRevoked(seat.Id, true);

    /// <summary>People whose seats hang on the team.</summary>
    public IEnumerable<PersonId> SeatedByTeam() => Participants.Where(seat => seat is { Member: true, Revoked: false }).Select(seat => seat.Person);

    /// <summary>It becomes a team's, once and for all.</summary>
    public IEnumerable<RetroEvent> Claim(Teams.TeamId team)
    {
        if (Team == team)
            yield break;
        if (Team is not null)
            throw new RejectedException("already-claimed");
        yield return new RetroClaimed(team);
    }

    /// <summary>Its team discards it, or takes that back.</summary>
    public IEnumerable<RetroEvent> Shelve(Teams.TeamId team, bool shelved)
    {
        if (Team != team)
            throw new RejectedException("not-yours");
        if (Shelved != shelved)
            yield return shelved ? new RetroShelved() : new RetroUnshelved();
    }

    /// <summary>Somebody who facilitates keeps it with their account.</summary>
    public IEnumerable<RetroEvent> Keep(Participant seat)
    {
        if (!seat.Facilitator)
            throw new RejectedException("not-facilitator");
        if (KeptBy is null)
            yield return new RetroKept(seat.Id);
    }
}
