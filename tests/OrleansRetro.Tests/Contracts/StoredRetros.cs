using System.Text.Json;
using CsCheck;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Domain;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Contracts;

public sealed class StoredRetros
{
    static Retro Told(string log) => Golden.Log(log).Select(Stored.Read<RetroEvent>).Aggregate(Retro.Empty, (retro, @event) => retro.Evolve(@event));

    internal static string Text(Retro retro) => JsonSerializer.Serialize(retro, RetroSnapshotJson.Default.Retro);

    static Retro Read(string text) => JsonSerializer.Deserialize(text, RetroSnapshotJson.Default.Retro)!;

    /// <summary>A retro of an hour, from its check-in to its last click, means today what it meant.</summary>
    [Fact, Trait("Row", "Fault-R17")]
    public void A_whole_retro_of_version_1_is_still_the_same()
    {
        var retro = Told("v1/logs/retro.jsonl");
        var board = retro.ToBoard(new("retro"), 1, person => $"{person}", Limits);

        Assert.Equal(("Sprint 12", Phase.Close, 3), (board.Settings.Title, board.Phase, board.Seats.Count));
        Assert.Equal(["A typo", "Builds take too long", "Pairing on the release", "The build is slow: 40 minutes"], retro.Cards.Values.Select(card => card.Text).Order());
        Assert.Equal([(Pairing.Value, 8), (First.Value, 6)], board.Topics().Select(topic => (topic.Value, board.Votes.Totals![topic])));
        Assert.Equal("Builds", board.TitleOf(Pairing));
        Assert.Equal("The cache is thrown away every night.", board.Notes[Pairing]);
        Assert.Equal([(TopicId)First], board.Parked);
        Assert.Equal(("Same here", BensSeat), (board.Comments[Note].Text, board.Comments[Note].Author));
        Assert.Equal(1, board.Cards[First].Reactions!["👍"]);
        Assert.Null(board.Polls[new("safety")].Results);
        Assert.Equal((3, false), (board.Polls[PollId.ReturnOnTime].Answers, board.Polls[PollId.ReturnOnTime].Closed));
        Assert.Equal(Number(0xD1), Assert.Single(board.Settings.Actions).Id.Value);
        Assert.Equal("For the notes", board.Kudos[Note].Text);
        Assert.Equal("Measure first", board.Takeaways[Note].Text);
        Assert.Equal("q7Jx2mWv9sKd4hTn8yLpRA", board.Settings.Next?.Value);
        Assert.Equal(AnasSeat, retro.Facilitating(Ana).Id);
        Assert.True(retro.Voting.Sealed);
    }

    [Fact]
    public void A_snapshot_keeps_everything_of_a_rich_retro()
    {
        var retro = Told("v1/logs/retro.jsonl");

        Assert.Equal(Text(retro), Text(Read(Text(retro))));
        Assert.Equal(Text(Retro.Empty), Text(Read(Text(Retro.Empty))));
    }

    [Fact]
    public void A_retro_goes_on_from_a_snapshot_as_if_nothing_had_been() =>
        Gen.Select(Gen.Bool, AnyMeeting.Clicks, AnyMeeting.Clicks).Sample((anonymous, before, after) =>
        {
            var retro = Scenario.Given(Started(anonymous, hidden: true, Phase.CheckIn)).State;
            retro = AnyMeeting.Meet(retro, before).LastOrDefault().After ?? retro;
            var kept = Read(Text(retro));
            Assert.Equal(
                AnyMeeting.Meet(retro, after).SelectMany(step => step.Events).Select(Stored.Text),
                AnyMeeting.Meet(kept, after).SelectMany(step => step.Events).Select(Stored.Text));
        });

    [Fact]
    public void No_part_of_a_retro_is_left_out_of_its_snapshot()
    {
        using var snapshot = JsonDocument.Parse(Text(Told("v1/logs/retro.jsonl")));

        Assert.Equal(
            typeof(Retro).GetProperties().Where(property => property.SetMethod is not null).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(),
            snapshot.RootElement.EnumerateObject().Select(part => part.Name).Order());
    }
}
