using System.Text;
using Ical.Net.CalendarComponents;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Account;
using OrleansRetro.Calendars;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Security.Matrix;

namespace OrleansRetro.Tests.Api;

/// <summary>What a calendar program gets by an address.</summary>
public sealed class CalendarsTests(InHouse house) : IClassFixture<InHouse>
{
    const string What = "Send \"pilot\" invoices, all; of them\\now. Zürich 👍👩‍💻 äöüß äöüß äöüß äöüß äöüß äöüß äöüß äöüß äöüß";
    static readonly DateOnly Due = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(30).UtcDateTime);

    [Fact, Trait("Row", "S23")]
    public async Task A_person_reads_what_they_promised_and_were_promised_until_the_account_is_closed()
    {
        house.StartServer();
        using var api = new ApiClient(house.Address);
        var (ana, ben) = (await SignedUp("Ana"), await SignedUp("Ben, Jr."));
        var team = await Team(ana, ben);
        var promise = await Promised(ben, ana, team, What, "Pacific/Kiritimati");
        await Promised(ana, ben, team, "Review", "UTC");
        await Asked(ben, ana, team, "Only asked");
        await Pm(ben).SetZone(ben, "America/Los_Angeles");
        await Pm(ben).OpenCalendar(ben, new(Guid.NewGuid()), "en");
        var path = $"/calendar/{(await Pm(ben).CalendarAddress(ben))!.Secret}.ics";

        var answer = (await api.Get(path)).Is(200);
        Assert.Equal(("text/calendar; charset=utf-8", "no-store, private", "noindex"), (answer.ContentType, answer.Header("Cache-Control"), answer.Header("X-Robots-Tag")));
        Assert.DoesNotContain(path[10..^4], answer.Text, StringComparison.Ordinal);
        AssertWellFormed(answer.Bytes);
        var read = Ical.Net.Calendar.Load(answer.Text)!;
        Assert.Equal("PT1H", read.Properties["REFRESH-INTERVAL"]!.Value?.ToString());
        var due = Event(read, $"{promise}-due@orleansretro");
        Assert.Equal($"Promised to Ana: {What}", due.Summary);
        Assert.Equal((Due, false), (due.Start!.Date, due.Start.HasTime));
        Assert.Equal($"{house.Address.GetLeftPart(UriPartial.Authority)}/promises/{promise}", due.Url!.ToString());
        Assert.Equal((await house.Grains.GetGrain<ICommitmentGrain>(promise.Value).View(ben))!.Version, due.Sequence);
        Assert.StartsWith("Last day to ask fairly: Send", Event(read, $"{promise}-fair@orleansretro").Summary, StringComparison.Ordinal);
        Assert.Contains(read.Events, entry => entry.Summary == "Ana promised: Review");
        Assert.Equal(3, read.Events.Count);

        await Pm(ben).SetLanguage(ben, "de");
        Assert.Equal($"Ana zugesagt: {What}", Event(Ical.Net.Calendar.Load((await api.Get(path)).Is(200).Text)!, $"{promise}-due@orleansretro").Summary);
        await house.Grains.GetGrain<ICommitmentGrain>(promise.Value).Release(ana);
        Assert.Single(Ical.Net.Calendar.Load((await api.Get(path)).Is(200).Text)!.Events);

        await using var scope = house.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Closing>().Close((await scope.ServiceProvider.GetRequiredService<UserManager<OrleansRetro.Account.Account>>().FindByIdAsync(ben.Person.ToString()))!);
        (await api.Get(path)).Is(404);
    }

    [Fact]
    public async Task A_team_reads_its_next_retro_and_the_promises_it_sees()
    {
        house.StartServer();
        using var api = new ApiClient(house.Address);
        var (ana, ben) = (await SignedUp("Ana"), await SignedUp("Ben"));
        var id = await Team(ana, ben, "Plat;form, one");
        var team = house.Grains.GetGrain<ITeamGrain>(id.Value);
        await team.SetRhythm(ana, new(Due, new(14, 0), "Europe/Berlin", 2, RhythmUnit.Weeks));
        await Promised(ben, ana, id, "Seen by all", "UTC", shared: true);
        await Promised(ben, ana, id, "Between two", "UTC");
        await team.OpenCalendar(ana, new(Guid.NewGuid()), "en");
        var secret = (await team.CalendarAddress(ben))!.Secret!;

        var answer = (await api.Get($"/calendar/{secret}.ics")).Is(200);
        AssertWellFormed(answer.Bytes);
        var read = Ical.Net.Calendar.Load(answer.Text)!;
        Assert.Equal(["Ben promised: Seen by all", "Retro: Plat;form, one"], read.Events.Select(entry => entry.Summary).Order());
        var retro = read.Events.Single(entry => entry.Summary!.StartsWith("Retro", StringComparison.Ordinal));
        Assert.Equal(new Rhythm(Due, new(14, 0), "Europe/Berlin", 2, RhythmUnit.Weeks).Next(TimeProvider.System.GetUtcNow()).UtcDateTime, retro.Start!.AsUtc);
        Assert.Contains(@"X-WR-CALNAME:Plat\;form\, one", answer.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "Attack-A60")]
    public async Task Whatever_opens_nothing_is_answered_alike()
    {
        house.StartServer();
        using var api = new ApiClient(house.Address);
        var ana = await SignedUp("Ana");
        await Pm(ana).OpenCalendar(ana, new(Guid.NewGuid()), "en");
        var ended = (await Pm(ana).CalendarAddress(ana))!;
        await Pm(ana).CloseCalendar(ana, ended.Id);
        var nobody = CalendarSecret.Of(CalendarOwner.Person, Guid.NewGuid(), new byte[32]).Text;
        Answer[] answers = [await api.Get($"/calendar/{ended.Secret}.ics"), await api.Get($"/calendar/{nobody}.ics"), await api.Get("/calendar/t" + nobody[1..] + ".ics"), await api.Get("/calendar/x.ics")];
        Assert.All(answers, answer => Assert.Equal((404, answers[0].Text, answers[0].ContentType, "no-store, private"), ((int)answer.Status, answer.Text, answer.ContentType, answer.Header("Cache-Control"))));
    }

    [Fact]
    public void No_text_becomes_a_line_of_its_own()
    {
        const string evil = "Fine\r\nEND:VEVENT\r\nBEGIN:VALARM\rX\nY\u2028Z\0";
        var bytes = CalendarFile.Of(new(evil, [new("id", evil, evil, Due, "/home")]), "https://retro.example", TimeProvider.System.GetUtcNow());
        AssertWellFormed(bytes);
        var only = Assert.Single(Ical.Net.Calendar.Load(Encoding.UTF8.GetString(bytes))!.Events);
        Assert.Empty(only.Alarms);
        Assert.Equal("Fine  END:VEVENT  BEGIN:VALARM X Y Z ", only.Summary);
    }

    /// <summary>Lines end as they must, and none is longer than 75 bytes or cut through a letter.</summary>
    static void AssertWellFormed(byte[] bytes)
    {
        var lines = new UTF8Encoding(false, true).GetString(bytes).Split("\r\n");
        Assert.All(lines, line => Assert.DoesNotContain(line, letter => letter is '\r' or '\n'));
        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
    }

    static CalendarEvent Event(Ical.Net.Calendar calendar, string uid) => calendar.Events.Single(entry => entry.Uid == uid);

    IPmGrain Pm(Caller who) => house.Grains.GetGrain<IPmGrain>(who.Person.Value);

    async Task<Caller> SignedUp(string name)
    {
        using var browser = new PageVisitor(house.Address);
        var mail = $"{Guid.NewGuid():N}@example.org";
        await browser.SignUp(name, mail);
        await using var scope = house.Services.CreateAsyncScope();
        return Caller.Account((await scope.ServiceProvider.GetRequiredService<UserManager<OrleansRetro.Account.Account>>().FindByEmailAsync(mail))!.Person);
    }

    async Task<TeamId> Team(Caller ana, Caller ben, string name = "Platform")
    {
        var (id, hash) = (new TeamId(Guid.NewGuid()), Secret.Hash($"{Guid.NewGuid()}"));
        var team = house.Grains.GetGrain<ITeamGrain>(id.Value);
        await team.Found(ana, name);
        await team.Invite(ana, new(Guid.NewGuid()), hash, TeamRole.Member, TimeProvider.System.GetUtcNow().AddDays(1), 1);
        await team.Join(ben, hash);
        return id;
    }

    async Task<CommitmentId> Asked(Caller promisor, Caller requester, TeamId team, string what, string zone = "UTC", bool shared = false)
    {
        var id = new CommitmentId(Guid.NewGuid());
        await house.Grains.GetGrain<ICommitmentGrain>(id.Value).Propose(requester, new(what, "Everybody has one", Due, zone, promisor.Person, requester.Person, team, shared));
        return id;
    }

    async Task<CommitmentId> Promised(Caller promisor, Caller requester, TeamId team, string what, string zone, bool shared = false)
    {
        var id = await Asked(promisor, requester, team, what, zone, shared);
        var promise = house.Grains.GetGrain<ICommitmentGrain>(id.Value);
        await promise.Agree(promisor, (await promise.View(promisor))!.TermsHash);
        return id;
    }
}
