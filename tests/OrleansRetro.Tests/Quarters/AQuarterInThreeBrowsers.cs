using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Browser;
using OrleansRetro.Tests.Security.Matrix;

namespace OrleansRetro.Tests.Quarters;

/// <summary>The whole program, whose days the test decides.</summary>
public sealed class InItsOwnTime : InHouse
{
    internal FakeTimeProvider Time { get; } = new(Quarter.Begin);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddKeyedSingleton<TimeProvider>("domain", Time));
    }
}

/// <summary>Two PMs and a manager, each at a screen of their own, and two teammates who aren't.</summary>
public sealed class AQuarterInThreeBrowsers(Chrome chrome, InItsOwnTime house) : IClassFixture<InItsOwnTime>
{
    /// <summary>Those that are asked for or offered by the form; programs found the others.</summary>
    static readonly int[] ByForm = [1, 2, 18];

    [Fact, Trait("Row", "S23")]
    public async Task Forty_promises_end_in_every_way_and_each_ledger_counts_what_a_script_counts_from_the_export()
    {
        house.StartServer();
        await using var ana = await chrome.Person("Ana", house.Address, zone: Story.Zone);
        await using var ben = await chrome.Person("Ben", house.Address, zone: Story.Zone);
        await using var mia = await chrome.Person("Mia", house.Address, zone: Story.Zone);
        var screens = new Dictionary<string, Person> { ["ana"] = ana, ["ben"] = ben, ["mia"] = mia };
        await ana.SignsUp();
        await ana.FoundsTeam("Platform");
        var team = new TeamId(Guid.Parse(new Uri(ana.Page.Url).Segments[^1]));
        await ben.Joins("Platform", await ana.Invites());
        await mia.Joins("Platform", await ana.Invites());
        var people = new Dictionary<string, Caller>();
        foreach (var (name, person) in screens)
            people[name] = Caller.Account((await Export(person)).GetProperty("profile").GetProperty("id").Deserialize<Guid>() is var id ? new(id) : default);
        await Team(team).ChooseDaysOff(people["ana"], [.. Quarter.DaysOff.Select(day => new DayOff(day, "Easter"))]);
        foreach (var name in new[] { "dev", "eve" })
            people[name] = await Welcome(team, people["ana"], name);

        var quarter = new Quarter();
        var (taps, calls) = (new Taps(screens), new Calls(house.Grains, team, people, quarter));
        await quarter.Live(house.Time, house.Grains, async (story, deed) =>
        {
            if (taps.AreOf(story, deed))
                await taps.Do(story, deed, (await house.Grains.GetGrain<ICommitmentGrain>(story.Id.Value).View(people[story.Promisor]))!);
            else if (deed.Act is "ask" or "offer" && ByForm.Contains(story.Number))
                await ByItsForm(taps, story, deed, people);
            else
                await calls.Do(story, deed);
        });

        var statuses = await Task.WhenAll(quarter.Stories.Select(async story => (await house.Grains.GetGrain<ICommitmentGrain>(story.Id.Value).View(people[story.Promisor]))!.Status));
        Assert.Equal(Quarter.Endings.Order(), statuses.Distinct().Order());
        foreach (var (name, person) in screens)
        {
            var record = await house.Grains.GetGrain<IPmLedgerGrain>(people[name].Person.Value).Record(people[name]);
            Assert.Equal($"{name}\n{await Recount.Of((await Export(person)).GetProperty("promises"), $"{people[name].Person}", Quarter.End)}", $"{name}\n{Recount.Lines(record)}");
        }
    }

    async Task ByItsForm(Taps taps, Story story, Deed deed, Dictionary<string, Caller> people)
    {
        var began = Stopwatch.GetTimestamp();
        await taps.Begin(story, deed);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        var promisor = people[story.Promisor];
        story.Id = (await house.Grains.GetGrain<IPmLedgerGrain>(promisor.Person.Value).Open(promisor)).Promises.Single(promise => promise.What == story.What).Id;
    }

    async Task<Caller> Welcome(TeamId team, Caller ana, string name)
    {
        var (who, hash) = (Caller.Account(new(Guid.NewGuid())), Secret.Hash($"{Guid.NewGuid()}"));
        await house.Grains.GetGrain<IPmGrain>(who.Person.Value).Introduce(who, name);
        await Team(team).Invite(ana, new(Guid.NewGuid()), hash, TeamRole.Member, house.Time.GetUtcNow().AddDays(7), 1);
        await Team(team).Join(who, hash);
        return who;
    }

    static async Task<JsonElement> Export(Person person) => (await (await person.Page.APIRequest.GetAsync("/home/export.json")).JsonAsync())!.Value;

    ITeamGrain Team(TeamId team) => house.Grains.GetGrain<ITeamGrain>(team.Value);
}
