using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using OrleansRetro.Account;
using OrleansRetro.Api;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;

namespace OrleansRetro.Teams;

/// <summary>Teams for programs of somebody with an account, in the style of retros: ids made by the caller, PUT that may be repeated, the version in every answer.</summary>
public static class TeamEndpoints
{
    static readonly TimeSpan InviteLasts = TimeSpan.FromDays(7);

    public static void MapTeamApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/teams").WithTags("Teams").DisableAntiforgery().WithMetadata(new Description.NeedsAccount());
        api.ShortCircuit();
        api.MapGet("", (Delegate)List).WithSummary("The teams of this account.").Answers<IReadOnlyList<TeamName>>();
        var team = api.MapGroup("/{id}");
        team.MapGet("", Get).WithSummary("The team as this account may see it.").Answers<TeamView>();
        team.MapPut("", Put).WithSummary("Founds a team, or names it. Whoever founds it is its first facilitator.").Takes<PutTeamBody>().Answers<Acted>();
        team.MapDelete("", Delete).WithSummary("Deletes the team for good, with its retros. Facilitators only.").Produces(StatusCodes.Status204NoContent).Refuses();
        team.MapPut("/invites/{inviteId}", PutInvite).WithSummary("Makes a way into the team. Facilitators only.").WithDescription("With a token of the caller's own, 32 random bytes, a repeat is the same answer. It is shown this once. It lets 1 to 200 people in.").Takes<PutInviteBody>().Answers<InviteMade>();
        team.MapDelete("/invites/{inviteId}", (HttpContext http, string id, string inviteId) => Act(http, id, (team, who) => team.RevokeInvite(who, Requests.Id<TeamInviteId>(inviteId)))).WithSummary("This way in is closed from now on.").Answers<Acted>();
        team.MapPost("/members", Join).WithSummary("Joins the team with the token of an invitation.").Takes<JoinTeamBody>().Answers<Acted>();
        team.MapPut("/members/{memberId}", (HttpContext http, string id, string memberId) => Act(http, id, ApiJson.Default.PutMemberBody, (team, who, body) => team.GiveRole(who, Requests.Id<PersonId>(memberId), body.Role))).WithSummary("What somebody may do here from now on. Facilitators only.").Takes<PutMemberBody>().Answers<Acted>();
        team.MapDelete("/members/{memberId}", (HttpContext http, string id, string memberId) => Act(http, id, (team, who) => Leave(team, who, Requests.Id<PersonId>(memberId)))).WithSummary("Leaves the team, or removes somebody from it.").Answers<Acted>();
        team.MapPut("/agreements/{agreementId}", (HttpContext http, string id, string agreementId) => Act(http, id, ApiJson.Default.PutTextBody, (team, who, body) => team.AddAgreement(who, Requests.Id<AgreementId>(agreementId), body.Text ?? ""))).WithSummary("Adds a working agreement, or rewords it.").Takes<PutTextBody>().Answers<Acted>();
        team.MapDelete("/agreements/{agreementId}", (HttpContext http, string id, string agreementId) => Act(http, id, (team, who) => team.DropAgreement(who, Requests.Id<AgreementId>(agreementId)))).WithSummary("Drops a working agreement.").Answers<Acted>();
        team.MapPut("/topics/{topicId}", (HttpContext http, string id, string topicId) => Act(http, id, ApiJson.Default.PutTextBody, (team, who, body) => team.AddTopic(who, Requests.Id<WaitingTopicId>(topicId), body.Text ?? ""))).WithSummary("Adds something to talk about in the next retro.").Takes<PutTextBody>().Answers<Acted>();
        team.MapDelete("/topics/{topicId}", (HttpContext http, string id, string topicId) => Act(http, id, (team, who) => team.DropTopic(who, Requests.Id<WaitingTopicId>(topicId)))).WithSummary("Takes a waiting topic away.").Answers<Acted>();
        team.MapPut("/rhythm", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutRhythmBody, (team, who, body) => team.SetRhythm(who, body.Rhythm))).WithSummary("When the team meets from now on; null when it wants to.").Takes<PutRhythmBody>().Answers<Acted>();
        team.MapPut("/days-off", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutDaysOffBody, (team, who, body) => team.ChooseDaysOff(who, [.. body.Days ?? []]))).WithSummary("All days off of the team from now on, besides weekends.").Takes<PutDaysOffBody>().Answers<Acted>();
        team.MapPut("/formats/{formatId}", (HttpContext http, string id, string formatId) => Act(http, id, ApiJson.Default.PutFormatBody, (team, who, body) => PutFormat(team, who, formatId, body))).WithSummary("A format of the team's own as it is from now on.").Takes<PutFormatBody>().Answers<Acted>();
        team.MapPost("/retros", Start).WithSummary("Starts a retro of the team; whoever starts it facilitates.").WithDescription("With an id and a token of the caller's own, 32 random bytes each, a repeat is the same answer.").Takes<StartTeamRetro>().Answers<RetroCreated>(StatusCodes.Status201Created);
        team.MapPut("/retros/{retroId}", (HttpContext http, string id, string retroId) => Act(http, id, ApiJson.Default.PutTeamRetroBody, (team, who, body) => Shelve(team, who, Requests.Id<RetroId>(retroId), body))).WithSummary("Archives, deletes or restores a retro. Facilitators only.").Takes<PutTeamRetroBody>().Answers<Acted>();
        team.MapPut("/retention", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutRetentionBody, (team, who, body) => team.SetRetention(who, body.Months))).WithSummary("After how many months without a change a retro is deleted: 6, 12, 24, 36 or null. Facilitators only.").Takes<PutRetentionBody>().Answers<Acted>();
    }

    static Task List(HttpContext http) => Problems.Answer(http, async () =>
    {
        var (who, grains) = (await MeEndpoint.AccountOf(http, writes: false), Grains(http));
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(who.Person.Value).Profile(who));
        await Requests.Write(http, await TeamName.Of(profile, who, grains), ApiJson.Wire.IReadOnlyListTeamName);
    });

    static Task Get(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        var (team, who) = await TeamOf(http, id, writes: false);
        await Requests.Write(http, await Asking.Again(() => team.View(who)), ApiJson.Wire.TeamView);
    });

    static Task Put(HttpContext http, string id) => Act(http, id, ApiJson.Default.PutTeamBody, async (team, who, body) =>
    {
        await team.Found(who, body.Name ?? "");
        return await team.Rename(who, body.Name ?? "");
    });

    static Task Delete(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        var (team, who) = await TeamOf(http, id, writes: true);
        await Asking.Again(async () => { await team.Delete(who); return true; });
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    static Task PutInvite(HttpContext http, string id, string inviteId) => Problems.Answer(http, async () =>
    {
        var (team, who) = await TeamOf(http, id, writes: true);
        var body = await Requests.Read(http, ApiJson.Default.PutInviteBody);
        var (invite, token) = (Requests.Id<TeamInviteId>(inviteId), Requests.CallersToken(body.Token ?? Visitor.RandomToken()).Value);
        var until = body.Until ?? http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + InviteLasts;
        var version = await Asking.Again(() => team.Invite(who, invite, Secret.Hash(token), body.Role, until, body.Uses));
        var origin = http.RequestServices.GetRequiredService<WebOptions>().Origin(http.Request);
        await Requests.Write(http, new(version, token, $"{origin}/teams/{team.GetPrimaryKey():D}/join/{token}"), ApiJson.Wire.InviteMade);
    });

    static Task Join(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        var (team, who) = await TeamOf(http, id, writes: true);
        var token = Requests.CallersToken((await Requests.Read(http, ApiJson.Default.JoinTeamBody)).Token).Value;
        var buckets = http.RequestServices.GetRequiredService<Buckets>();
        if (!buckets.MayGuess(http))
            throw new RejectedException("slow-down");
        try
        {
            await Requests.Write(http, new(await Asking.Again(() => team.Join(who, Secret.Hash(token)))), ApiJson.Wire.Acted);
        }
        catch (RejectedException rejected) when (rejected.Code == "not-found")
        {
            buckets.GuessedWrong(http);
            throw;
        }
    });

    static Task<long> Leave(ITeamGrain team, Caller who, PersonId member) => member == who.Person ? team.Leave(who) : team.Remove(who, member);

    static async Task<long> PutFormat(ITeamGrain team, Caller who, string format, PutFormatBody body)
    {
        ImmutableArray<TeamFormatColumn> columns =
            [.. (body.Columns ?? []).Select(column => new TeamFormatColumn(Requests.Id<ColumnId>(column?.Id), column?.Title ?? "", column?.Prompt ?? ""))];
        await team.PutFormat(who, new(format, body.Title ?? "", columns));
        return await team.RetireFormat(who, format, body.Retired);
    }

    static async Task<long> Shelve(ITeamGrain team, Caller who, RetroId retro, PutTeamRetroBody body)
    {
        await team.ArchiveRetro(who, retro, body.Archived);
        return await team.DiscardRetro(who, retro, body.Discarded);
    }

    static Task Start(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        if (!http.RequestServices.GetRequiredService<Buckets>().MayStart(http))
            throw new RejectedException("slow-down");
        var (team, who) = await TeamOf(http, id, writes: true);
        var body = await Requests.Read(http, ApiJson.Default.StartTeamRetro);
        var (retro, token) = (Requests.Id<RetroId>(body.Id ?? Visitor.RandomToken()), Requests.CallersToken(body.Token ?? Visitor.RandomToken()));
        var seated = await http.RequestServices.GetRequiredService<TeamStarting>()
            .Start(new(team.GetPrimaryKey()), who, retro, token, body.Title, body.Format, body.Anonymous, body.Hidden, byProgram: true);
        await RetroEndpoints.WriteCreated(http, retro, token, seated);
    });

    static Task Act(HttpContext http, string id, Func<ITeamGrain, Caller, Task<long>> act) => Problems.Answer(http, async () =>
    {
        var (team, who) = await TeamOf(http, id, writes: true);
        await Requests.Write(http, new(await Asking.Again(() => act(team, who))), ApiJson.Wire.Acted);
    });

    static Task Act<TBody>(HttpContext http, string id, JsonTypeInfo<TBody> format, Func<ITeamGrain, Caller, TBody, Task<long>> act) => Problems.Answer(http, async () =>
    {
        var (team, who) = await TeamOf(http, id, writes: true);
        var body = await Requests.Read(http, format);
        await Requests.Write(http, new(await Asking.Again(() => act(team, who, body))), ApiJson.Wire.Acted);
    });

    static async Task<(ITeamGrain Team, Caller Who)> TeamOf(HttpContext http, string id, bool writes)
    {
        var who = await MeEndpoint.AccountOf(http, writes);
        return (Grains(http).GetGrain<ITeamGrain>(Requests.Id<TeamId>(id, "not-found").Value), who);
    }

    static IGrainFactory Grains(HttpContext http) => http.RequestServices.GetRequiredService<IGrainFactory>();
}
