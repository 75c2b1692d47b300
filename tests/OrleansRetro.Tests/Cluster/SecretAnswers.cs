using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

[Collection(nameof(RetroCluster)), Trait("Row", "R18")]
public sealed class SecretAnswers(RetroCluster cluster)
{
    static readonly PollId Lunch = new("lunch"), Safety = new("safety");

    [Fact]
    public async Task An_answer_is_kept_under_a_tag_shown_to_its_owner_and_blind_until_the_end()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Grain.OpenPoll(retro.Ana.Caller, Lunch, PollKind.Quick, "Lunch?", ["yes", "no"]);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, Lunch, "yes");
        await retro.Grain.AnswerPoll(retro.Ben.Caller, Lunch, "no");
        await retro.Grain.AnswerPoll(retro.Cleo.Caller, Lunch, "yes");

        Assert.Equal("no", (await retro.Seat(retro.Ben)).Answers[Lunch]);
        Assert.Empty((await retro.Seat(retro.Ana)).Answers);
        Assert.Equal((2, null), ((await retro.Board()).Polls[Lunch].Answers, (await retro.Board()).Polls[Lunch].Results));
        Assert.DoesNotContain(await retro.Texts(), text => text.Contains("poll-answered", StringComparison.Ordinal) && text.Contains($"{retro.Ben.Caller.Person}", StringComparison.Ordinal));

        await retro.Grain.ClosePoll(retro.Ana.Caller, Lunch);

        var results = (await retro.Board()).Polls[Lunch].Results!;
        Assert.Equal((1, 1), (results["yes"], results["no"]));
        await Refused("poll-closed", () => retro.Grain.AnswerPoll(retro.Ben.Caller, Lunch, "yes"));
        await Refused("not-found", () => retro.Grain.AnswerPoll(retro.Ben.Caller, Safety, "1"));
    }

    [Fact, Trait("Row", "R10")]
    public async Task The_key_is_gone_with_the_poll()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Grain.OpenPoll(retro.Ana.Caller, Lunch, PollKind.Quick, "Lunch?", ["yes", "no"]);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, Lunch, "yes");
        Assert.NotNull(await cluster.Keys.Get($"poll/{retro.Id}/lunch"));

        await retro.Grain.ClosePoll(retro.Ana.Caller, Lunch);

        Assert.Null(await cluster.Keys.Get($"poll/{retro.Id}/lunch"));
        Assert.Empty((await retro.Seat(retro.Ben)).Answers);
    }

    [Fact, Trait("Row", "R10")]
    public async Task Or_with_the_retro()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        await retro.Grain.OpenPoll(retro.Ana.Caller, Lunch, PollKind.Quick, "Lunch?", ["yes", "no"]);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, Lunch, "yes");

        await retro.Enter(Phase.Close);

        Assert.Null(await cluster.Keys.Get($"poll/{retro.Id}/lunch"));
        Assert.Equal(1, (await retro.Board()).Polls[Lunch].Results!["yes"]);
    }

    [Fact]
    public async Task With_a_lost_key_nobody_answers_twice_and_what_was_said_counts()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Grain.OpenPoll(retro.Ana.Caller, Lunch, PollKind.Quick, "Lunch?", ["yes", "no"]);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, Lunch, "yes");
        await cluster.Keys.Destroy($"poll/{retro.Id}/lunch");

        await Refused("poll-closed", () => retro.Grain.AnswerPoll(retro.Ben.Caller, Lunch, "no"));

        var poll = (await retro.Board()).Polls[Lunch];
        Assert.Equal((true, 1, 1, 0), (poll.Closed, poll.Answers, poll.Results!["yes"], poll.Results["no"]));
        Assert.Null(await cluster.Keys.Get($"poll/{retro.Id}/lunch"));
    }

    [Theory, Trait("Row", "R08"), Trait("Row", "R10")]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public async Task What_it_says_about_people_is_shown_from_five_on(int people, bool shown)
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.CheckIn);
        var others = await Task.WhenAll(Enumerable.Range(4, people - 3).Select(number => retro.Join($"Person {number}")));
        await retro.Grain.OpenPoll(retro.Ana.Caller, Safety, PollKind.Safety, null, []);
        await Task.WhenAll(others.Concat([retro.Ana, retro.Ben, retro.Cleo]).Select(who => retro.Grain.AnswerPoll(who.Caller, Safety, "4")));
        await retro.Grain.ClosePoll(retro.Ana.Caller, Safety);

        var poll = (await retro.Board()).Polls[Safety];

        Assert.Equal((people, shown ? people : null), (poll.Answers, poll.Results?["4"]));
    }

    [Fact, Trait("Row", "R21")]
    public async Task The_last_question_is_there_after_another_activation()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Enter(Phase.Close);
        await retro.Reload();

        Assert.Null((await retro.Board()).DamagedAt);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, PollId.ReturnOnTime, "5");
        Assert.Equal("5", (await retro.Seat(retro.Ben)).Answers[PollId.ReturnOnTime]);
    }
}
