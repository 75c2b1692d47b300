using System.Globalization;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

// Who belongs, and what the team has agreed on.
sealed partial record Team
{
    const int MostUses = 200;

    public IEnumerable<TeamEvent> Found(Caller who, string name, DateTimeOffset now)
    {
        WithAccount(who);
        if (Name is null)
            yield return new TeamFounded(Title(name), now, who.Person);
        else
            Belonging(who);
    }

    public IEnumerable<TeamEvent> Rename(Caller who, string name, DateTimeOffset now)
    {
        Facilitating(who);
        if (Title(name) is var wanted && wanted != Name)
            yield return new TeamRenamed(wanted, now, who.Person);
    }

    public IEnumerable<TeamEvent> Invite(Caller who, TeamInviteId id, string tokenHash, TeamRole role, DateTimeOffset until, int uses, DateTimeOffset now, TeamLimits limits)
    {
        Facilitating(who);
        if (Invites.FirstOrDefault(invite => invite.Id == id) is { } known)
        {
            if (known.TokenHash != tokenHash)
                throw new RejectedException("not-yours");
            yield break;
        }
        if (string.IsNullOrEmpty(tokenHash) || Invites.Any(invite => invite.TokenHash == tokenHash) || !Enum.IsDefined(role) || uses is < 1 or > MostUses)
            throw new RejectedException("malformed");
        if (until <= now)
            throw new RejectedException("due-in-past");
        if (Invites.Count(invite => invite.IsOpen(now)) >= limits.InvitesPerTeam)
            throw new RejectedException("full-invites", Number(limits.InvitesPerTeam));
        var longest = now.AddDays(limits.DaysPerInvite);
        yield return new MemberInvited(id, tokenHash, role, until < longest ? until : longest, uses, now, who.Person);
    }

    public IEnumerable<TeamEvent> RevokeInvite(Caller who, TeamInviteId id, DateTimeOffset now)
    {
        Facilitating(who);
        var invite = Invites.FirstOrDefault(invite => invite.Id == id) ?? throw new RejectedException("not-found");
        if (!invite.Revoked)
            yield return new InviteRevoked(id, now, who.Person);
    }

    /// <summary>What an invite leads to; null when it lets nobody in, for whatever reason.</summary>
    public TeamPreview? Preview(string tokenHash, DateTimeOffset now) => !GivenUp && Open(tokenHash, now) is { } invite ? new(Name ?? "", invite.Role) : null;

    /// <summary>Whoever is here already stays what they are. All invites that let nobody in are refused alike, as if there were no team.</summary>
    public IEnumerable<TeamEvent> Join(Caller who, string tokenHash, DateTimeOffset now, TeamLimits limits)
    {
        WithAccount(who);
        if (RoleOf(who.Person) is not null)
            yield break;
        var invite = GivenUp ? null : Open(tokenHash, now);
        if (invite is null || (Gone.TryGetValue(who.Person, out var gone) && gone.WasRemoved && Invites.IndexOf(invite) < gone.InvitesBefore))
            throw new RejectedException("not-found");
        if (Members.Length >= limits.MembersPerTeam)
            throw new RejectedException("full-members", Number(limits.MembersPerTeam));
        yield return new MemberJoined(invite.Id, invite.Role, now, who.Person);
    }

    public IEnumerable<TeamEvent> GiveRole(Caller who, PersonId person, TeamRole role, DateTimeOffset now)
    {
        Facilitating(who);
        var member = Member(person);
        if (!Enum.IsDefined(role))
            throw new RejectedException("malformed");
        if (member.Role == role)
            yield break;
        KeepsAFacilitator(member);
        yield return new RoleGiven(person, role, now, who.Person);
    }

    public IEnumerable<TeamEvent> Remove(Caller who, PersonId person, DateTimeOffset now)
    {
        Facilitating(who);
        if (Gone.ContainsKey(person))
            yield break;
        KeepsAFacilitator(Member(person));
        yield return new MemberRemoved(person, now, who.Person);
    }

    public IEnumerable<TeamEvent> Leave(Caller who, DateTimeOffset now)
    {
        WithAccount(who);
        if (Gone.ContainsKey(who.Person))
            yield break;
        Belonging(who);
        KeepsAFacilitator(Member(who.Person));
        yield return new MemberLeft(now, who.Person);
    }

    public IEnumerable<TeamEvent> AddAgreement(Caller who, AgreementId id, string text, DateTimeOffset now, TeamLimits limits)
    {
        TakingPart(who);
        if (Agreements.Any(agreement => agreement.Id == id))
        {
            foreach (var reworded in RewordAgreement(who, id, text, now))
                yield return reworded;
            yield break;
        }
        NotDropped(id.Value);
        var wanted = Sentence(text);
        if (Agreements.Length >= limits.AgreementsPerTeam)
            throw new RejectedException("full-agreements", Number(limits.AgreementsPerTeam));
        yield return new AgreementAdded(id, wanted, now, who.Person);
    }

    public IEnumerable<TeamEvent> RewordAgreement(Caller who, AgreementId id, string text, DateTimeOffset now)
    {
        TakingPart(who);
        NotDropped(id.Value);
        var known = Agreements.FirstOrDefault(agreement => agreement.Id == id) ?? throw new RejectedException("not-found");
        if (Sentence(text) is var wanted && wanted != known.Text)
            yield return new AgreementReworded(id, wanted, now, who.Person);
    }

    public IEnumerable<TeamEvent> DropAgreement(Caller who, AgreementId id, DateTimeOffset now)
    {
        TakingPart(who);
        if (Agreements.Any(agreement => agreement.Id == id))
            yield return new AgreementDropped(id, now, who.Person);
        else if (!Dropped.Contains(id.Value))
            throw new RejectedException("not-found");
    }

    public IEnumerable<TeamEvent> AddTopic(Caller who, WaitingTopicId id, string text, DateTimeOffset now, TeamLimits limits)
    {
        TakingPart(who);
        NotDropped(id.Value);
        var wanted = Words.Sentence(text, "text-empty", Longest.Card);
        if (Waiting.FirstOrDefault(topic => topic.Id == id) is { } known)
        {
            if (wanted != known.Text)
                yield return new TopicReworded(id, wanted, now, who.Person);
            yield break;
        }
        if (Waiting.Length >= limits.WaitingPerTeam)
            throw new RejectedException("full-waiting", Number(limits.WaitingPerTeam));
        yield return new TopicAdded(id, wanted, now, who.Person);
    }

    public IEnumerable<TeamEvent> DropTopic(Caller who, WaitingTopicId id, DateTimeOffset now)
    {
        TakingPart(who);
        if (Waiting.Any(topic => topic.Id == id))
            yield return new TopicDropped(id, now, who.Person);
        else if (!Dropped.Contains(id.Value))
            throw new RejectedException("not-found");
    }

    /// <exception cref="RejectedException"><c>not-found</c>: there is no such team, or not for them.</exception>
    public TeamRole Belonging(Caller who) =>
        who.Kind == CallerKind.Account && RoleOf(who.Person) is { } role ? role : throw new RejectedException("not-found");

    public void TakingPart(Caller who)
    {
        if (Belonging(who) < TeamRole.Member)
            throw new RejectedException("not-yours");
    }

    public void Facilitating(Caller who)
    {
        if (Belonging(who) < TeamRole.Facilitator)
            throw new RejectedException("not-facilitator");
    }

    static void WithAccount(Caller who)
    {
        if (who.Kind != CallerKind.Account)
            throw new RejectedException("account-needed");
    }

    /// <summary>Somebody who facilitates must stay, or there must be nobody left to see to.</summary>
    void KeepsAFacilitator(Membership leaving)
    {
        if (Members.Length == 1)
            throw new RejectedException("last-member");
        if (leaving.Role == TeamRole.Facilitator && Members.Count(member => member.Role == TeamRole.Facilitator) == 1)
            throw new RejectedException("last-facilitator");
    }

    void NotDropped(Guid id)
    {
        if (Dropped.Contains(id))
            throw new RejectedException("deleted");
    }

    Membership Member(PersonId person) => Members.FirstOrDefault(member => member.Person == person) ?? throw new RejectedException("unknown-person");

    Invited? Open(string tokenHash, DateTimeOffset now) => Invites.FirstOrDefault(invite => invite.TokenHash == tokenHash && invite.IsOpen(now));

    static string Title(string name) => Words.Sentence(Words.Clean(name).ReplaceLineEndings(" "), "title-empty", Longest.Title);

    static string Sentence(string text) => Words.Sentence(text, "text-empty", Longest.Sentence);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
