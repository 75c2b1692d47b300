using System.Text;
using OrleansRetro.Changes;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>How the mood is, without a name: what is stored, what is shown, and when.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "A13")]
public sealed class MoodOfATeam(RetroCluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_asked_of_members_shown_after_a_week_and_beside_it_four_weeks_later()
    {
        var (team, change, people) = await Told(5);
        Assert.Equal((1, null, 5), (await change.View(people[0])).Asked is { } asked ? (asked.Round, asked.Mine, asked.Fewest) : default);
        Assert.Null((await change.View(team.Olga)).Asked);
        await Refused("not-yours", () => change.AnswerMood(team.Olga, 1, TeamMood.Good));
        await Refused("mood-closed", () => change.AnswerMood(people[0], 2, TeamMood.Good));
        foreach (var (person, n) in people.Select((person, n) => (person, n)))
            await change.AnswerMood(person, 1, (TeamMood)(n % 2));
        Assert.Equal(TeamMood.Low, (await change.View(people[1])).Asked!.Mine);
        Assert.Empty((await change.View(people[1])).Moods);

        await Pass(change, 7);

        Assert.Equal([3, 2, 0, 0, 0], Assert.Single((await change.View(team.Olga)).Moods).Counts!.Value);
        Assert.Null((await change.View(people[0])).Asked);
        await Refused("mood-closed", () => change.AnswerMood(people[0], 1, TeamMood.Good));
        cluster.Time.Advance(TimeSpan.FromDays(21));
        Assert.Equal((2, null), (await change.View(people[0])).Asked is { } again ? (again.Round, again.Mine) : default);
        foreach (var person in people)
            await change.AnswerMood(person, 2, TeamMood.VeryGood);
        await Pass(change, 7);
        var moods = (await change.View(people[0])).Moods;
        Assert.Equal([(1, 0d), (2, 4d)], moods.Select(mood => (mood.Round, mood.Median)));
    }

    [Fact]
    public async Task Too_few_are_never_counted_aloud()
    {
        var (_, change, people) = await Told(5);
        foreach (var person in people[..4])
            await change.AnswerMood(person, 1, TeamMood.Low);
        await Pass(change, 7);
        Assert.Equal((null, 0d), Assert.Single((await change.View(people[4])).Moods) is var mood ? (mood.Counts, mood.Median) : default);
    }

    [Fact]
    public async Task Its_clock_comes_twice_and_then_no_more_also_when_it_was_lost()
    {
        var (_, change, _) = await Told(3);
        var stream = $"change/{change.GetPrimaryKey()}";
        Assert.NotNull(await cluster.Reminder(change));
        Assert.Contains(stream, await cluster.Log.ReadTopic("due").Select(stored => stored.Stream).ToArrayAsync(Stop));
        Assert.Equal((change.GetGrainId(), "deadline"), Streams.ReminderOf(stream, cluster.Grains));
        Assert.True(await Streams.IsWaiting(stream, cluster.Log));
        await Pass(change, 7);
        Assert.NotNull(await cluster.Reminder(change));
        await Pass(change, 28);
        Assert.Null(await cluster.Reminder(change));
        Assert.False(await Streams.IsWaiting(stream, cluster.Log));
        Assert.Equal(["change-declared", "mood-closed", "mood-closed"], (await Stored(change)).Select(KindOf));
    }

    /// <summary>Whoever watches, asks or counts learns from an answer nothing before the week is over.</summary>
    [Fact, Trait("Row", "R10"), Trait("Row", "Attack-A64")]
    public async Task An_answer_moves_nothing_that_anybody_else_can_see()
    {
        var (team, change, people) = await Told(6);
        var before = await change.View(people[0]);
        await using var watch = change.Watch(team.Olga, before.Version, Stop).GetAsyncEnumerator(Stop);
        var next = watch.MoveNextAsync();
        foreach (var person in people[1..])
            Assert.Equal(before.Version, await change.AnswerMood(person, 1, TeamMood.Low));

        Assert.Equal((before.Version, before.Asked), (await change.View(people[0])) is var after ? (after.Version, after.Asked) : default);
        Assert.False(next.IsCompleted);
        await change.Settle(people[0]);
        Assert.True(await next.AsTask().WaitAsync(RetroCluster.Patience, Stop));
        Assert.Equal(before.Version + 1, watch.Current);
    }

    /// <summary>What lies in the log, its order and its keys: while the round is open the order is that of arrival, so this can fail; then it is any.</summary>
    [Fact, Trait("Row", "R10"), Trait("Row", "Attack-A64"), Trait("Row", "Attack-A67")]
    public async Task What_is_stored_leads_from_no_answer_to_a_person()
    {
        var (team, change, people) = await Told(16);
        foreach (var (person, n) in people.Select((person, n) => (person, n)))
            await change.AnswerMood(person, 1, (TeamMood)(n % 5));
        await change.AnswerMood(people[2], 1, TeamMood.VeryGood);
        var key = (await cluster.Keys.Get($"mood/{change.GetPrimaryKey()}/1"))!;
        string[] tags = [.. people.Select(person => Secret.Hmac(key, $"{person.Person}"))];
        var arrived = await Answers(change);
        Assert.Equal([.. tags, tags[2]], arrived.Select(TagOf));
        Assert.Single(arrived.Select(text => text.Length).Distinct());
        foreach (var answer in arrived)
        {
            Assert.DoesNotContain(people, person => answer.Contains($"{person.Person}", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("\"at\"", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("\"by\"", answer, StringComparison.Ordinal);
        }

        await Pass(change, 7);

        var kept = await Answers(change);
        Assert.Equal(arrived.Order(), kept.Order());
        Assert.NotEqual(arrived, kept);
        Assert.Null(await cluster.Keys.Get($"mood/{change.GetPrimaryKey()}/1"));
        await cluster.Reload(change);
        // One of them has thought again: both of their answers lie in their order, so the last is still the one that counts.
        Assert.Equal([4, 3, 2, 3, 4], Assert.Single((await change.View(team.Olga)).Moods).Counts!.Value);
        cluster.Time.Advance(TimeSpan.FromDays(21));
        foreach (var person in people)
            await change.AnswerMood(person, 2, TeamMood.Good);
        Assert.Empty((await Answers(change)).Where(text => text.Contains("\"round\":2", StringComparison.Ordinal)).Select(TagOf).Intersect(tags));
        foreach (var topic in people.Select(person => $"pm:{person.Person}").Append($"team:{team.Id}"))
            Assert.DoesNotContain(await cluster.Log.ReadTopic(topic).ToArrayAsync(Stop), stored => Streams.KindOf(stored.Stream) == "change");
    }

    [Fact]
    public async Task With_a_lost_key_nobody_answers_twice_and_what_was_said_counts()
    {
        var (_, change, people) = await Told(6);
        foreach (var person in people[..5])
            await change.AnswerMood(person, 1, TeamMood.Low);
        await cluster.Keys.Destroy($"mood/{change.GetPrimaryKey()}/1");

        await Refused("mood-closed", () => change.AnswerMood(people[0], 1, TeamMood.Good));

        await Refused("mood-closed", () => change.AnswerMood(people[5], 1, TeamMood.Good));
        Assert.Empty((await change.View(people[0])).Moods);
        await Pass(change, 7);
        Assert.Equal([0, 5, 0, 0, 0], Assert.Single((await change.View(people[0])).Moods).Counts!.Value);
        Assert.Null(await cluster.Keys.Get($"mood/{change.GetPrimaryKey()}/1"));
    }

    /// <summary>A team with so many members, in which something has changed.</summary>
    async Task<(LiveTeam Team, IChangeGrain Change, Caller[] People)> Told(int members)
    {
        var team = await LiveTeam.Found(cluster);
        var people = new List<Caller> { team.Ana, team.Ben };
        while (people.Count < members)
            people.Add(await team.Welcome($"Person {people.Count}"));
        var id = new ChangeId(Guid.NewGuid());
        await team.Grain.DeclareChange(team.Ana, id, new("The client moved the launch", DateOnly.FromDateTime(cluster.Time.GetUtcNow().UtcDateTime), []));
        return (team, cluster.Grains.GetGrain<IChangeGrain>(id.Value), [.. people]);
    }

    async Task Pass(IChangeGrain change, int days)
    {
        cluster.Time.Advance(TimeSpan.FromDays(days));
        await change.AsReference<IRemindable>().ReceiveReminder("deadline", default);
    }

    async Task<string[]> Answers(IChangeGrain change) => [.. (await Stored(change)).Where(text => KindOf(text) == "mood-answered")];

    async Task<string[]> Stored(IChangeGrain change) =>
        await cluster.Log.Read($"change/{change.GetPrimaryKey()}").Select(stored => Encoding.UTF8.GetString(stored.Data.Span)).ToArrayAsync(Stop);

    static string KindOf(string text) => Part(text, "$t");

    static string TagOf(string text) => Part(text, "voterTag");

    static string Part(string text, string name)
    {
        using var json = System.Text.Json.JsonDocument.Parse(text);
        return json.RootElement.GetProperty(name).GetString()!;
    }
}
