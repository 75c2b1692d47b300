using System.Text;
using System.Text.Json;
using OrleansRetro.Api;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Cluster;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Quarters;

/// <summary>A clock and a log of its own for the whole of a quarter.</summary>
public sealed class OneSilo : RetroCluster;

/// <summary>Two silos over one database, of which one dies.</summary>
public sealed class TwoSilos(Postgres postgres) : RetroClusterInADatabase(postgres)
{
    private protected override short Silos => 2;
}

public sealed class AQuarterOfPromises(OneSilo cluster) : LivedQuarter(cluster), IClassFixture<OneSilo>;

public sealed class AQuarterInWhichASiloDies(TwoSilos cluster) : LivedQuarter(cluster), IClassFixture<TwoSilos>
{
    protected override async Task Meanwhile(DateTimeOffset now)
    {
        if (_died || now < Story.At(Story.Day("03-20")))
            return;
        _died = true;
        await Cluster.Kill();
    }

    bool _died;
}

/// <summary>Five people live through a quarter, and what ledgers say of them is what anybody would count.</summary>
public abstract class LivedQuarter(RetroCluster cluster)
{
    protected RetroCluster Cluster => cluster;

    protected virtual Task Meanwhile(DateTimeOffset now) => Task.CompletedTask;

    [Fact, Trait("Row", "S23"), Trait("Row", "T27")]
    public async Task What_ledgers_say_is_what_a_script_counts_from_the_histories_and_rebuilt_they_are_the_same_bytes()
    {
        cluster.Time.SetUtcNow(Quarter.Begin);
        var team = await LiveTeam.Found(cluster);
        var people = new Dictionary<string, Caller> { ["ana"] = team.Ana, ["ben"] = team.Ben, ["mia"] = await team.Welcome("Mia"), ["dev"] = await team.Welcome("Dev"), ["eve"] = await team.Welcome("Eve") };
        await team.Grain.ChooseDaysOff(team.Ana, [.. Quarter.DaysOff.Select(day => new DayOff(day, "Easter"))]);
        var quarter = new Quarter();
        var calls = new Calls(cluster.Grains, team.Id, people, quarter);

        await quarter.Live(cluster.Time, cluster.Grains, async (story, deed) =>
        {
            await Meanwhile(deed.At);
            await calls.Do(story, deed);
        });

        var statuses = await Task.WhenAll(quarter.Stories.Select(async story => (await cluster.Grains.GetGrain<ICommitmentGrain>(story.Id.Value).View(people[story.Promisor]))!.Status));
        Assert.Equal(Quarter.Endings.Order(), statuses.Distinct().Order());
        foreach (var (name, who) in people)
            Assert.Equal($"{name}\n{await Recount.Of(await Histories(who), $"{who.Person}", Quarter.End)}", $"{name}\n{Recount.Lines(await LedgerOf(who).Record(who))}");

        foreach (var who in people.Values)
        {
            await LedgerOf(who).Open(who, 1);
            await RebuildsTo(LedgerOf(who), $"pm/{who.Person}", PmLedgerGrain.SnapshotSchema, () => LedgerOf(who).Open(who, 1));
        }
        await team.Ledger.OpenPromises(team.Ana);
        await RebuildsTo(team.Ledger, $"team/{team.Id}", TeamLedgerGrain.SnapshotSchema, () => team.Ledger.OpenPromises(team.Ana));
    }

    async Task RebuildsTo(IAddressable ledger, string stream, int schema, Func<Task> read)
    {
        var before = await Kept();
        var there = await cluster.Log.LoadSnapshot(stream, schema);
        await cluster.Log.SaveSnapshot(stream, there!.Value.Version, schema + 1, JsonSerializer.SerializeToUtf8Bytes("dropped"));
        Assert.Null(await cluster.Log.LoadSnapshot(stream, schema));
        await read();
        Assert.Equal(before, await Kept());

        async Task<string> Kept()
        {
            await cluster.Reload(ledger);
            var snapshot = await cluster.Log.LoadSnapshot(stream, schema);
            return $"{snapshot!.Value.Version} {Encoding.UTF8.GetString(snapshot.Value.Data.Span)}";
        }
    }

    async Task<JsonElement> Histories(Caller who)
    {
        var promises = (await LedgerOf(who).Open(who, IPmLedgerGrain.Most)).Promises.AddRange((await LedgerOf(who).Closed(who, IPmLedgerGrain.Most)).Promises);
        IReadOnlyList<PromiseRecord> records = await Task.WhenAll(promises.Select(async promise => new PromiseRecord(promise, await cluster.Grains.GetGrain<ICommitmentGrain>(promise.Id.Value).History(who))));
        return JsonSerializer.SerializeToElement(records, ApiJson.Wire.IReadOnlyListPromiseRecord);
    }

    IPmLedgerGrain LedgerOf(Caller who) => cluster.Grains.GetGrain<IPmLedgerGrain>(who.Person.Value);
}
