using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

/// <summary>One team: who belongs to it, what it has agreed on, and which retros are its own. Names of people live with the people.</summary>
sealed partial record Team : IState<Team, TeamEvent>
{
    public static Team Empty { get; } = new();

    public string? Name { get; init; }
    public ImmutableArray<Membership> Members { get; init; } = [];

    /// <summary>Who belonged here once, and how many invites had been made by then.</summary>
    public ImmutableDictionary<PersonId, Departure> Gone { get; init; } = ImmutableDictionary<PersonId, Departure>.Empty;
    public ImmutableArray<Invited> Invites { get; init; } = [];
    public ImmutableArray<Agreement> Agreements { get; init; } = [];
    public ImmutableArray<WaitingTopic> Waiting { get; init; } = [];

    /// <summary>Agreements and topics that were dropped, or talked about; they don't come back.</summary>
    public ImmutableHashSet<Guid> Dropped { get; init; } = [];
    public Rhythm? Rhythm { get; init; }
    public ImmutableArray<DayOff> DaysOff { get; init; } = [];
    public ImmutableArray<TeamFormat> Formats { get; init; } = [];
    public ImmutableArray<Owned> Retros { get; init; } = [];
    public ImmutableHashSet<RetroId> Removed { get; init; } = [];
    public int? RetentionMonths { get; init; }

    /// <summary>It is being deleted, and nobody's any more.</summary>
    public bool GivenUp { get; init; }

    public Team Evolve(TeamEvent @event) => @event switch
    {
        TeamFounded { By: { } by } e => this with { Name = e.Name, Members = [new(by, TeamRole.Facilitator)] },
        TeamRenamed e => this with { Name = e.Name },
        MemberInvited e => this with { Invites = Invites.Add(new(e.Invite, e.TokenHash, e.Role, e.Until, e.Uses, By: e.By)) },
        InviteRevoked e => Change(e.Invite, invite => invite with { Revoked = true }),
        MemberJoined { By: { } by } e => Change(e.Invite, invite => invite with { Used = invite.Used + 1 }).Enter(by, e.Role),
        RoleGiven e => (e.Role < TeamRole.Facilitator ? Close(e.Member) : this) with { Members = [.. Members.Select(member => member.Person == e.Member ? member with { Role = e.Role } : member)] },
        MemberRemoved e => Close(e.Member).Depart(e.Member, removed: true),
        MemberLeft { By: { } by } => Depart(by, removed: false),

        AgreementAdded e => this with { Agreements = Agreements.Add(new(e.Agreement, e.Text)) },
        AgreementReworded e => this with { Agreements = [.. Agreements.Select(agreement => agreement.Id == e.Agreement ? agreement with { Text = e.Text } : agreement)] },
        AgreementDropped e => this with { Agreements = Agreements.RemoveAll(agreement => agreement.Id == e.Agreement), Dropped = Dropped.Add(e.Agreement.Value) },
        TopicAdded e => this with { Waiting = Waiting.Add(new(e.Topic, e.Text)) },
        TopicReworded e => this with { Waiting = [.. Waiting.Select(topic => topic.Id == e.Topic ? topic with { Text = e.Text } : topic)] },
        TopicDropped e => Drop([e.Topic]),

        RhythmSet e => this with { Rhythm = e.Rhythm },
        RhythmDropped => this with { Rhythm = null },
        DaysOffChosen e => this with { DaysOff = e.Days },
        FormatPut e => this with { Formats = [.. Formats.Where(format => format.Id != e.Format.Id), e.Format] },
        FormatRetired e => Change(e.Format, retired: true),
        FormatBroughtBack e => Change(e.Format, retired: false),

        RetroAdded e => Drop(e.Topics ?? []) with { Retros = [.. Retros.Where(retro => retro.Id != e.Retro), new(e.Retro, Taken: e.Taken ?? false)] },
        RetroArchived e => Change(e.Retro, retro => retro with { Archived = true }),
        RetroUnarchived e => Change(e.Retro, retro => retro with { Archived = false }),
        RetroDiscarded e => Change(e.Retro, retro => retro with { DiscardedAt = e.At }),
        RetroRestored e => Change(e.Retro, retro => retro with { DiscardedAt = null }),
        RetroRemoved e => this with { Retros = Retros.RemoveAll(retro => retro.Id == e.Retro), Removed = Removed.Add(e.Retro) },
        RetentionSet e => this with { RetentionMonths = e.Months },
        CalendarOpened e => Without(Calendar) with { Calendar = new(e.Calendar, e.SecretHash, e.Language) },
        CalendarClosed e when Calendar?.Id == e.Calendar => Without(Calendar),
        ChangeAdded e => this with { Changes = [.. Changes.Where(change => change.Id != e.Change), new(e.Change, e.By ?? default)] },
        TeamGivenUp => this with { GivenUp = true },
        _ => this,
    };

    public TeamRole? RoleOf(PersonId person) => GivenUp ? null : Members.FirstOrDefault(member => member.Person == person)?.Role;

    /// <summary>The format of the team's own that this id means; a retired one too, for retros that have it.</summary>
    public TeamFormat? FormatOf(string id) => Formats.FirstOrDefault(format => format.Id == id);

    /// <summary>The retro that was added last and is still there.</summary>
    public RetroId? Latest => Retros.LastOrDefault(retro => retro.DiscardedAt is null)?.Id;

    public TeamView View(TeamId id, TeamRole mine, Func<PersonId, string> nameOf, DateTimeOffset now, long version) => new(
        id, Name ?? "", mine,
        [.. Members.Select(member => new TeamMember(member.Person, nameOf(member.Person), member.Role))],
        mine < TeamRole.Facilitator ? [] : [.. Invites.Where(invite => invite.IsOpen(now)).Select(invite => new TeamInvite(invite.Id, invite.Role, invite.Until, invite.Uses - invite.Used))],
        Agreements, Waiting, Rhythm, Formats,
        [.. Retros.Select(retro => new TeamRetro(retro.Id, retro.Archived, retro.DiscardedAt))],
        RetentionMonths, version)
    {
        DaysOff = DaysOff,
    };

    /// <summary>Whoever doesn't decide any more who belongs here lets nobody in either, themselves least of all.</summary>
    Team Close(PersonId maker) => this with { Invites = [.. Invites.Select(invite => invite.By == maker ? invite with { Revoked = true } : invite)] };

    Team Change(TeamInviteId id, Func<Invited, Invited> change) => this with { Invites = [.. Invites.Select(invite => invite.Id == id ? change(invite) : invite)] };

    Team Change(RetroId id, Func<Owned, Owned> change) => this with { Retros = [.. Retros.Select(retro => retro.Id == id ? change(retro) : retro)] };

    Team Change(string id, bool retired) => this with { Formats = [.. Formats.Select(format => format.Id == id ? format with { Retired = retired } : format)] };

    Team Enter(PersonId person, TeamRole role) => this with { Members = [.. Members.Where(member => member.Person != person), new(person, role)], Gone = Gone.Remove(person) };

    Team Depart(PersonId person, bool removed) => this with { Members = Members.RemoveAll(member => member.Person == person), Gone = Gone.SetItem(person, new(removed, Invites.Length)) };

    Team Drop(ImmutableArray<WaitingTopicId> topics) => topics.IsDefaultOrEmpty ? this :
        this with { Waiting = Waiting.RemoveAll(topic => topics.Contains(topic.Id)), Dropped = Dropped.Union(topics.Select(topic => topic.Value)) };
}

sealed record Membership(PersonId Person, TeamRole Role);

/// <summary>Somebody belongs here no longer. Whoever was removed needs an invite that was made after that.</summary>
/// <param name="InvitesBefore">How many invites had been made by then.</param>
sealed record Departure(bool WasRemoved, int InvitesBefore);

sealed record Invited(TeamInviteId Id, string TokenHash, TeamRole Role, DateTimeOffset Until, int Uses, int Used = 0, bool Revoked = false, PersonId? By = null)
{
    public bool IsOpen(DateTimeOffset now) => !Revoked && Used < Uses && now < Until;
}

/// <summary>A retro of the team. <paramref name="Taken"/> over, it learns of it in an append of its own.</summary>
sealed record Owned(RetroId Id, bool Archived = false, DateTimeOffset? DiscardedAt = null, bool Taken = false);
