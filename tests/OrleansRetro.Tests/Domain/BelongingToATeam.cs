using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Scenario;
using static OrleansRetro.Tests.Domain.TeamCast;

namespace OrleansRetro.Tests.Domain;

/// <summary>Who belongs to a team, how they came, and how they go.</summary>
public sealed class BelongingToATeam
{
    [Fact]
    public void Whoever_founds_a_team_is_its_first_facilitator() =>
        Given(Array.Empty<TeamEvent>())
            .When(team => team.Found(Ana, " Platform\n", Now)).Then(new TeamFounded("Platform", Now, Ana.Person))
            .So(team => Assert.Equal(TeamRole.Facilitator, team.RoleOf(Ana.Person)))
            .When(team => team.Found(Ben, "Mine", Now)).Rejected("not-found")
            .When(team => team.Found(Cast.Ana, "Mine", Now)).Rejected("account-needed");

    [Fact]
    public void A_team_needs_a_name() =>
        Given(Array.Empty<TeamEvent>()).When(team => team.Found(Ana, "\u202e", Now)).Rejected("title-empty");

    [Fact]
    public void An_invite_lets_people_with_an_account_in() =>
        Given(Founded)
            .When(team => team.Invite(Ana, Door, "hash", TeamRole.Member, Now.AddDays(7), 2, Now, Limits)).Then(new MemberInvited(Door, "hash", TeamRole.Member, Now.AddDays(7), 2, Now, Ana.Person))
            .So(team => Assert.Equal(new("Platform", TeamRole.Member), team.Preview("hash", Now)))
            .When(team => team.Join(Cast.Ben, "hash", Now, Limits)).Rejected("account-needed")
            .When(team => team.Join(Ben, "hash", Now, Limits)).Then(new MemberJoined(Door, TeamRole.Member, Now, Ben.Person))
            .So(team => Assert.Equal(TeamRole.Member, team.RoleOf(Ben.Person)));

    [Fact, Trait("Row", "Attack-A31")]
    public void Used_up_revoked_expired_and_unknown_look_alike()
    {
        var invited = Given(Founded).And(team => team.Invite(Ana, Door, "hash", TeamRole.Member, Now.AddDays(7), 1, Now, Limits));
        AssertShut(invited, "another", Now);
        AssertShut(invited, "", Now);
        AssertShut(invited, "hash", Now.AddDays(7));
        AssertShut(invited.And(team => team.RevokeInvite(Ana, Door, Now)), "hash", Now);
        AssertShut(invited.And(team => team.Join(Ben, "hash", Now, Limits)), "hash", Now);
        AssertShut(invited.And(team => team.GiveUp(Ana, Now)), "hash", Now);

        static void AssertShut(Scenario<Team, TeamEvent> invited, string hash, DateTimeOffset now) => invited
            .When(team => team.Join(Cleo, hash, now, Limits)).Rejected("not-found")
            .So(team => Assert.Null(team.Preview(hash, now)));
    }

    [Fact]
    public void Whoever_joins_again_stays_what_they_are() =>
        Given([.. Founded, .. Bens])
            .And(team => team.GiveRole(Ana, Ben.Person, TeamRole.Facilitator, Now))
            .When(team => team.Join(Ben, "hash", Now, Limits)).ThenNothing()
            .When(team => team.Join(Ben, "whatever", Now, Limits)).ThenNothing()
            .So(team => Assert.Equal(TeamRole.Facilitator, team.RoleOf(Ben.Person)));

    [Fact, Trait("Row", "Attack-A31")]
    public void Whoever_was_removed_needs_an_invite_that_was_made_after_that() =>
        Given([.. Founded, .. Bens])
            .When(team => team.Remove(Ana, Ben.Person, Now)).Then(new MemberRemoved(Ben.Person, Now, Ana.Person))
            .When(team => team.Join(Ben, "hash", Now, Limits)).Rejected("not-found")
            .And(team => team.Invite(Ana, OtherDoor, "anew", TeamRole.Observer, Now.AddDays(1), 1, Now, Limits))
            .When(team => team.Join(Ben, "hash", Now, Limits)).Rejected("not-found")
            .When(team => team.Join(Ben, "anew", Now, Limits)).Then(new MemberJoined(OtherDoor, TeamRole.Observer, Now, Ben.Person));

    /// <summary>Nobody who decides no longer who belongs here keeps a way to decide it after all.</summary>
    [Fact, Trait("Row", "Attack-A31")]
    public void What_a_facilitator_made_opens_nothing_once_they_are_none()
    {
        var made = Given([.. Founded, .. Bens])
            .And(team => team.GiveRole(Ana, Ben.Person, TeamRole.Facilitator, Now))
            .And(team => team.Invite(Ben, OtherDoor, "for later", TeamRole.Facilitator, Now.AddDays(1), 5, Now, Limits));
        made.When(team => team.Join(Cleo, "for later", Now, Limits)).Then(new MemberJoined(OtherDoor, TeamRole.Facilitator, Now, Cleo.Person));
        made.And(team => team.GiveRole(Ana, Ben.Person, TeamRole.Observer, Now)).And(team => team.Leave(Ben, Now))
            .When(team => team.Join(Ben, "for later", Now, Limits)).Rejected("not-found");
        made.And(team => team.Remove(Ana, Ben.Person, Now))
            .When(team => team.Join(Cleo, "for later", Now, Limits)).Rejected("not-found")
            .When(team => team.Join(Cleo, "hash", Now, Limits)).Then(new MemberJoined(Door, TeamRole.Member, Now, Cleo.Person));
    }

    [Fact]
    public void Whoever_left_may_come_back_by_the_way_they_came() =>
        Given([.. Founded, .. Bens])
            .When(team => team.Leave(Ben, Now)).Then(new MemberLeft(Now, Ben.Person))
            .When(team => team.Join(Ben, "hash", Now, Limits)).Then(new MemberJoined(Door, TeamRole.Member, Now, Ben.Person));

    [Fact, Trait("Row", "R07")]
    public void A_team_always_has_a_facilitator() =>
        Given([.. Founded, .. Bens])
            .When(team => team.Leave(Ana, Now)).Rejected("last-facilitator")
            .When(team => team.GiveRole(Ana, Ana.Person, TeamRole.Member, Now)).Rejected("last-facilitator")
            .When(team => team.Remove(Ana, Ana.Person, Now)).Rejected("last-facilitator")
            .And(team => team.GiveRole(Ana, Ben.Person, TeamRole.Facilitator, Now))
            .When(team => team.Leave(Ana, Now)).Then(new MemberLeft(Now, Ana.Person))
            .When(team => team.Leave(Ben, Now)).Rejected("last-member");

    [Fact]
    public void Whoever_is_alone_deletes_the_team_instead() =>
        Given(Founded)
            .When(team => team.Leave(Ana, Now)).Rejected("last-member")
            .When(team => team.GiveUp(Ana, Now)).Then(new TeamGivenUp(Now, Ana.Person))
            .So(team => Assert.Null(team.RoleOf(Ana.Person)))
            .When(team => team.Rename(Ana, "Still here", Now)).Rejected("not-found")
            .When(team => team.GiveUp(Ben, Now)).Rejected("not-found");

    [Theory]
    [InlineData(TeamRole.Observer, "not-facilitator", "not-yours")]
    [InlineData(TeamRole.Member, "not-facilitator", null)]
    [InlineData(null, "not-found", "not-found")]
    public void Everybody_may_what_their_role_may(TeamRole? role, string ofFacilitators, string? ofMembers)
    {
        var team = Given([.. Founded, .. role is { } given ? [.. Bens, new RoleGiven(Ben.Person, given, Now, Ana.Person)] : Array.Empty<TeamEvent>()]);
        Func<Team, IEnumerable<TeamEvent>>[] facilitating =
        [
            team => team.Rename(Ben, "Mine", Now), team => team.Invite(Ben, OtherDoor, "mine", TeamRole.Member, Now.AddDays(1), 1, Now, Limits), team => team.RevokeInvite(Ben, Door, Now),
            team => team.GiveRole(Ben, Ana.Person, TeamRole.Observer, Now), team => team.Remove(Ben, Ana.Person, Now), team => team.ArchiveRetro(Ben, Sprint12, true, Now),
            team => team.DiscardRetro(Ben, Sprint12, true, Now), team => team.SetRetention(Ben, 6, Now), team => team.GiveUp(Ben, Now),
        ];
        Func<Team, IEnumerable<TeamEvent>>[] takingPart =
        [
            team => team.AddAgreement(Ben, Rule, "Be kind", Now, Limits), team => team.AddTopic(Ben, Question, "On call", Now, Limits), team => team.SetRhythm(Ben, Fortnightly, Now),
            team => team.PutFormat(Ben, OurWay, Now, Limits, Cast.Limits), team => team.StartRetro(Ben, Sprint12, Now), team => team.TakeRetro(Ben, Sprint12, Now),
        ];
        Assert.All(facilitating, act => team.When(act).Rejected(ofFacilitators));
        Assert.All(takingPart, act =>
        {
            if (ofMembers is null)
                Assert.NotEmpty(act(team.State));
            else
                team.When(act).Rejected(ofMembers);
        });
    }

    [Fact]
    public void A_seat_in_a_retro_is_none_in_a_team() =>
        Given([.. Founded, .. Bens]).When(team => team.AddTopic(Cast.Ben, Question, "On call", Now, Limits)).Rejected("not-found");

    [Fact]
    public void An_invite_is_made_once_and_for_a_while() =>
        Given([.. Founded, .. Bens])
            .When(team => team.Invite(Ana, Door, "another hash", TeamRole.Member, Now.AddDays(1), 1, Now, Limits)).Rejected("not-yours")
            .When(team => team.Invite(Ana, OtherDoor, "hash", TeamRole.Member, Now.AddDays(1), 1, Now, Limits)).Rejected("malformed")
            .When(team => team.Invite(Ana, OtherDoor, "anew", TeamRole.Member, Now, 1, Now, Limits)).Rejected("due-in-past")
            .When(team => team.Invite(Ana, OtherDoor, "anew", TeamRole.Member, Now.AddDays(1), 0, Now, Limits)).Rejected("malformed")
            .When(team => team.Invite(Ana, OtherDoor, "anew", TeamRole.Member, Now.AddDays(1), 201, Now, Limits)).Rejected("malformed")
            .When(team => team.Invite(Ana, OtherDoor, "anew", TeamRole.Member, Now.AddYears(9), 200, Now, Limits)).Then(new MemberInvited(OtherDoor, "anew", TeamRole.Member, Now.AddDays(90), 200, Now, Ana.Person))
            .When(team => team.RevokeInvite(Ana, OtherDoor, Now)).Then(new InviteRevoked(OtherDoor, Now, Ana.Person));

    [Fact, Trait("Row", "R35")]
    public void A_team_is_full_at_two_hundred_and_has_fifty_open_invites()
    {
        var crowd = Enumerable.Range(10, 199).Select(number => new MemberJoined(Door, TeamRole.Member, Now, new(Number(number))));
        Given([.. Founded, new MemberInvited(Door, "hash", TeamRole.Member, Now.AddDays(7), 500, Now, Ana.Person), .. crowd])
            .When(team => team.Join(Ben, "hash", Now, Limits)).Rejected("full-members", "200");
        Given([.. Founded, .. Enumerable.Range(0, 50).Select(number => new MemberInvited(new(Number(number)), $"{number}", TeamRole.Member, Now.AddDays(7), 1, Now, Ana.Person))])
            .When(team => team.Invite(Ana, Door, "hash", TeamRole.Member, Now.AddDays(7), 1, Now, Limits)).Rejected("full-invites", "50")
            .When(team => team.Invite(Ana, Door, "hash", TeamRole.Member, Now.AddDays(9), 1, Now.AddDays(8), Limits)).ThenEvenWhenRepeated(new MemberInvited(Door, "hash", TeamRole.Member, Now.AddDays(9), 1, Now.AddDays(8), Ana.Person));
    }

    [Fact]
    public void Only_facilitators_see_the_invites()
    {
        var team = Given([.. Founded, .. Bens]).State;
        Assert.Equal([new(Door, TeamRole.Member, Now.AddDays(7), 4)], team.View(new(Number(1)), TeamRole.Facilitator, _ => "", Now, 1).Invites);
        Assert.Empty(team.View(new(Number(1)), TeamRole.Member, _ => "", Now, 1).Invites);
    }
}
