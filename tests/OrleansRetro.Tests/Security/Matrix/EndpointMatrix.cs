using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Account;
using OrleansRetro.Changes;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security.Matrix;

/// <summary>Every route, with every method it has, asked by everybody about everything: nobody reads what isn't theirs, and nothing breaks.</summary>
public abstract partial class EndpointMatrix(InHouse house)
{
    // What stands in each thing and nowhere else.
    const string OfTheTeam = "Wombat-Team", OfTheBoard = "Quokka-Card", OfAnaAlone = "Numbat-Mail", OfTheOther = "Bilby-Team", OfTheTwo = "Dunnart-Agenda", OfTheChange = "Potoroo-Change", OfAnasPast = "Echidna-Mistake";

    sealed record Person(string Name, PageVisitor Browser, Caller? Account, params string[] May) : IDisposable
    {
        /// <summary>What lets this person's forms through, asked for once.</summary>
        public Task<string> Proof => field ??= Browser.ForgeryToken();

        public void Dispose() => Browser.Dispose();
    }

    [Fact, Trait("Row", "Attack-A33"), Trait("Row", "Attack-A31"), Trait("Row", "Attack-A70")]
    public async Task Nobody_reads_what_is_not_theirs_and_nothing_breaks()
    {
        var address = Address();
        using var ana = await SignedUp(address, "Ana", "numbat-mail@example.org", OfTheTeam, OfTheBoard, OfAnaAlone, OfTheTwo, OfTheChange, OfAnasPast);
        using var ben = await SignedUp(address, "Ben", "ben@example.org", OfTheTeam, OfTheBoard, OfTheTwo, OfTheChange);
        using var cleo = await SignedUp(address, "Cleo", "cleo@example.org", OfTheTeam, OfTheBoard, OfTheChange);
        using var eve = await SignedUp(address, "Eve", "eve@example.org", OfTheOther);
        using var op = await SignedUp(address, "Olga", "olga@example.org", OfAnaAlone);
        await house.Services.GetRequiredService<OperatorRole>().Give(op.Account!.Value.Person.Value);
        using var guest = new Person("a guest of another board", new(address), null);
        await guest.Browser.StartRetro();
        using var nobody = new Person("nobody", new(address), null);

        var team = new TeamId(Guid.NewGuid());
        await Found(team, ana, OfTheTeam, (ben, TeamRole.Member), (cleo, TeamRole.Observer));
        await Found(new(Guid.NewGuid()), eve, OfTheOther);
        var retro = await TeamRetro(team, ana);
        await Share(team, ana, ben);
        var change = await Changed(team, ana);
        await Own(ana);

        var things = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
        {
            ["id"] = [retro.Value, team.ToString(), ana.Account!.Value.Person.ToString(), change.ToString()],
            ["person"] = [],
        };
        var asked = 0;
        // Signing out and closing accounts come last, or the rest would be asked by nobody.
        foreach (var route in house.Routes.OrderBy(route => IsOfAccounts(route.RoutePattern)))
        {
            foreach (var path in Filled(route.RoutePattern, things))
            {
                foreach (var method in Methods(route))
                {
                    foreach (var person in new[] { nobody, guest, eve, cleo, ben, op })
                    {
                        var (status, text) = await Send(person, method, path);
                        asked++;
                        Assert.True(status is < 500 or 503, $"{method} {path} broke for {person.Name}: {status} {text[..Math.Min(300, text.Length)]}");
                        foreach (var secret in new[] { OfTheTeam, OfTheBoard, OfAnaAlone, OfTheOther, OfTheTwo, OfTheChange, OfAnasPast }.Except(person.May, StringComparer.Ordinal))
                            Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{method} {path} told {person.Name} of {secret} ({status}).");
                    }
                }
            }
        }
        Assert.True(asked > 500, $"Only {asked} questions were asked.");
        // All of it is still there, as it was.
        Assert.Equal(OfTheTeam, (await house.Grains.GetGrain<ITeamGrain>(team.Value).View(ana.Account!.Value)).Name);
        Assert.Single((await house.Grains.GetGrain<IRetroGrain>(retro.Value).GetBoard(Caller.Room)).Cards);
    }

    /// <summary>Those of whom the answer is expected do get it, or the others' silence would prove nothing.</summary>
    [Fact, Trait("Row", "Attack-A33")]
    public async Task Whose_it_is_reads_it()
    {
        var address = Address();
        using var ana = await SignedUp(address, "Ana", "own@example.org");
        var team = new TeamId(Guid.NewGuid());
        await Found(team, ana, OfTheTeam);
        Assert.Contains(OfTheTeam, (await Send(ana, "GET", $"/teams/{team}")).Text, StringComparison.Ordinal);
        Assert.Contains("own@example.org", (await Send(ana, "GET", "/account")).Text, StringComparison.Ordinal);
        using var ben = await SignedUp(address, "Ben", "other@example.org");
        await Found(new(Guid.NewGuid()), ben, OfTheOther);
        await Found(team, ana, OfTheTeam, (ben, TeamRole.Member));
        await Share(team, ana, ben);
        Assert.Contains(OfTheTwo, (await Send(ben, "GET", $"/with/{ana.Account!.Value.Person}")).Text, StringComparison.Ordinal);
        Assert.Contains(OfTheChange, (await Send(ben, "GET", $"/changes/{await Changed(team, ana)}")).Text, StringComparison.Ordinal);
        // Whoever told it takes it along; what they said about the mood nobody can.
        Assert.Contains(OfTheChange, (await Send(ana, "GET", "/home/export.json")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(OfTheChange, (await Send(ben, "GET", "/home/export.json")).Text, StringComparison.Ordinal);
        await Own(ana);
        foreach (var path in new[] { "/promises/make-right", "/home/export.json" })
        {
            Assert.Contains(OfAnasPast, (await Send(ana, "GET", path)).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(OfAnasPast, (await Send(ben, "GET", path)).Text, StringComparison.Ordinal);
        }
        Assert.Contains("team-founded", (await Send(ana, "GET", $"/teams/{team}/audit.csv")).Text, StringComparison.Ordinal);
    }

    static bool IsOfAccounts(RoutePattern pattern) => Regex.IsMatch(pattern.RawText!, "^/?(account|sign-|ops)");

    static IEnumerable<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods.Except(["HEAD", "CONNECT"]) : ["GET", "POST"];

    static IEnumerable<string> Filled(RoutePattern pattern, Dictionary<string, string[]> things)
    {
        if (pattern.RawText!.Contains("_blazor", StringComparison.Ordinal) || pattern.RawText.Contains("_framework", StringComparison.Ordinal))
            yield break;
        var ids = pattern.Parameters.Any(parameter => things.ContainsKey(parameter.Name)) ? things["id"] : [""];
        foreach (var id in ids)
            yield return "/" + Parameter().Replace(pattern.RawText, name => things.ContainsKey(name.Groups[1].Value) ? id : Guid.Empty.ToString()).TrimStart('/');
    }

    static async Task<(int Status, string Text)> Send(Person person, string method, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = person.Browser.Address, Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.TryAddWithoutValidation("Cookie", person.Browser.Cookies);
        request.Headers.TryAddWithoutValidation("Accept", path.StartsWith("/api", StringComparison.Ordinal) ? "*/*" : "text/html");
        if (method is "POST" or "PUT")
            request.Content = path.StartsWith("/api", StringComparison.Ordinal)
                ? JsonContent.Create(new { name = "x", title = "x", column = "ideas", text = "x", phase = "close", count = 1 })
                : new FormUrlEncodedContent([new("__RequestVerificationToken", await person.Proof), new("name", "x"), new("title", "x"), new("id", Guid.Empty.ToString())]);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return ((int)response.StatusCode, "");
        return ((int)response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)) + response.Headers.Location);
    }

    Uri Address()
    {
        house.StartServer();
        return house.Address;
    }

    async Task<Person> SignedUp(Uri address, string name, string mail, params string[] may)
    {
        var browser = new PageVisitor(address);
        await browser.SignUp(name, mail);
        await using var scope = house.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<OrleansRetro.Account.Account>>().FindByEmailAsync(mail);
        return new(name, browser, Caller.Account(account!.Person), may);
    }

    async Task Found(TeamId id, Person who, string name, params (Person Who, TeamRole Role)[] others)
    {
        var team = house.Grains.GetGrain<ITeamGrain>(id.Value);
        await team.Found(who.Account!.Value, name);
        await team.AddAgreement(who.Account.Value, new(Guid.NewGuid()), name);
        foreach (var (other, role) in others)
        {
            await team.Invite(who.Account.Value, new(Guid.NewGuid()), Secret.Hash(other.Name), role, DateTimeOffset.MaxValue.AddYears(-1000), 1);
            await team.Join(other.Account!.Value, Secret.Hash(other.Name));
        }
    }

    async Task Share(TeamId team, Person one, Person other)
    {
        var (me, with) = (one.Account!.Value, other.Account!.Value.Person);
        var partnership = house.Grains.GetGrain<IPartnershipGrain>($"{PartnershipId.Of(me.Person, with)}");
        await partnership.Begin(me, team, 1);
        await partnership.AddItem(me, new(Guid.NewGuid()), AgendaTopic.Work, OfTheTwo);
    }

    async Task<ChangeId> Changed(TeamId team, Person who)
    {
        var change = new ChangeId(Guid.NewGuid());
        await house.Grains.GetGrain<ITeamGrain>(team.Value).DeclareChange(who.Account!.Value, change, new(OfTheChange, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), []));
        return change;
    }

    async Task Own(Person one) =>
        await house.Grains.GetGrain<IAmendsGrain>(one.Account!.Value.Person.Value).MakeRight(one.Account.Value, new(Guid.NewGuid()), new(OfAnasPast, OfAnasPast, OfAnasPast, null, OfAnasPast, OfAnasPast));

    async Task<RetroId> TeamRetro(TeamId team, Person who)
    {
        var (id, token) = (new RetroId(Convert.ToHexString(Guid.NewGuid().ToByteArray())), new SeatToken(Guid.NewGuid().ToString()));
        var seated = await house.Grains.GetGrain<ITeamGrain>(team.Value).StartRetro(who.Account!.Value, id,
            new("Quokka-Card retro", "went-well", false, false, Phase.Write, who.Account.Value.Person, who.Name, token.Hash(), null, Guid.NewGuid().ToString("N")[..6].ToUpperInvariant()));
        var card = new CardId(Guid.NewGuid());
        await house.Grains.GetGrain<IRetroGrain>(id.Value).AddCard(seated.Seat.Caller, card, new("went-well"), OfTheBoard, token.KeyTo(card.Value));
        return id;
    }

    [GeneratedRegex(@"\{\*{0,2}([A-Za-z]+)[^}]*\}")]
    private static partial Regex Parameter();
}

public sealed class EndpointMatrixInFiles(InHouse house) : EndpointMatrix(house), IClassFixture<InHouse>;

public sealed class EndpointMatrixInADatabase(InHouseInADatabase house) : EndpointMatrix(house), IClassFixture<InHouseInADatabase>;
