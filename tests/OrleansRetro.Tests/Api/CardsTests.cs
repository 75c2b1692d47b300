using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Cards: ids made by the caller, PUT that may be repeated.</summary>
public sealed class CardsTests(SharedProgram shared)
{
    [Fact, Trait("Row", "R11")]
    public async Task A_repeat_is_the_same_answer_and_one_card()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var card = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => retro.Facilitator.PutCard(card, "Deploys are slow")));
        Assert.Single(answers.Select(answer => answer.Is(200).Text).Distinct());
        Assert.Equal($$"""{"version":{{answers[0].Version}}}""", answers[0].Text);
        var board = await retro.Facilitator.Board();
        Assert.Equal(answers[0].Version, board.GetProperty("version").GetInt64());
        var only = Assert.Single(board.GetProperty("cards").EnumerateArray());
        Assert.Equal("Deploys are slow", only.GetProperty("text").GetString());
        Assert.True(only.GetProperty("mine").GetBoolean());
    }

    [Fact, Trait("Row", "R11")]
    public async Task Another_text_rewords_another_column_moves_and_nothing_adds_a_second_card()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var card = await retro.Facilitator.Card("first", "ideas");
        var version = (await retro.Facilitator.PutCard(card, "second", "did-not")).Is(200).Version;
        var seen = (await retro.Facilitator.See(card))!.Value;
        Assert.Equal("second", seen.GetProperty("text").GetString());
        Assert.Equal("did-not", seen.GetProperty("column").GetString());
        Assert.Equal(version, (await retro.Facilitator.PutCard(card, "second", "did-not")).Is(200).Version);
        Assert.Single((await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray());
    }

    [Fact, Trait("Row", "R11")]
    public async Task A_deleted_card_stays_deleted_and_deleting_again_is_the_same_answer()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var card = await retro.Facilitator.Card("gone soon");
        var gone = (await retro.Facilitator.DeleteCard(card)).Is(200);
        Assert.Equal(gone.Text, (await retro.Facilitator.DeleteCard(card)).Is(200).Text);
        (await retro.Facilitator.PutCard(card, "gone soon")).Is(409, "deleted");
        Assert.Null(await retro.Facilitator.See(card));
    }

    [Theory, Trait("Row", "R11"), Trait("Row", "Fault-R12")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_id_of_somebody_elses_card_is_403_also_when_it_was_deleted(bool anonymous)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, anonymous, hidden: false);
        var ben = await retro.Join("Ben");
        var card = await retro.Facilitator.Card("mine");
        (await ben.PutCard(card, "stolen")).Is(403, "not-yours");
        (await ben.PutCard(card, "mine")).Is(403, "not-yours");
        (await ben.DeleteCard(card)).Is(403, "not-yours");
        (await retro.Facilitator.DeleteCard(card)).Is(200);
        (await ben.PutCard(card, "stolen")).Is(403, "not-yours");
    }

    [Fact, Trait("Row", "Fault-R12")]
    public async Task The_same_id_on_another_board_is_another_card()
    {
        using var api = await shared.Client();
        var (one, other) = (await TestRetro.Start(api), await TestRetro.Start(api));
        var card = await one.Facilitator.Card("here");
        (await other.Facilitator.PutCard(card, "there")).Is(200);
        Assert.Equal("here", (await one.Facilitator.See(card))!.Value.GetProperty("text").GetString());
    }

    [Theory, Trait("Row", "R11")]
    [InlineData("""{"column":"went-well","text":""}""", "text-empty")]
    [InlineData("""{"column":"went-well","text":" \n\t "}""", "text-empty")]
    [InlineData("""{"column":"went-well"}""", "text-empty")]
    [InlineData("""{"text":"a"}""", "unknown-column")]
    [InlineData("""{"column":"nowhere","text":"a"}""", "unknown-column")]
    [InlineData("""{"column":"Went Well","text":"a"}""", "unknown-column")]
    [InlineData("""{"column":"went-well","text":7}""", "malformed")]
    [InlineData("[]", "malformed")]
    [InlineData("null", "malformed")]
    [InlineData("", "malformed")]
    public async Task What_is_no_card_is_refused(string body, string code)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        (await api.Send(HttpMethod.Put, $"/api/v1/retros/{retro.Id}/cards/{Guid.NewGuid()}", retro.Facilitator.Token, new StringContent(body, null, "application/json"))).Is(400, code);
        Assert.Empty((await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray());
    }

    [Theory, Trait("Row", "R11")]
    [InlineData("not-a-uuid")]
    [InlineData("123")]
    public async Task The_id_of_a_card_is_a_uuid(string id)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        (await api.Put($"/api/v1/retros/{retro.Id}/cards/{id}", new { column = "ideas", text = "a" }, retro.Facilitator.Token)).Is(400, "malformed");
        (await api.Delete($"/api/v1/retros/{retro.Id}/cards/{Guid.NewGuid()}", retro.Facilitator.Token)).Is(404, "unknown-card");
    }

    [Fact, Trait("Row", "R11"), Trait("Row", "R35")]
    public async Task Two_thousand_characters_fit_of_any_script_and_one_more_does_not()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        foreach (var letter in new[] { "x", "ü", "語" })
            (await retro.Facilitator.PutCard(Guid.NewGuid(), string.Concat(Enumerable.Repeat(letter, 2_000)))).Is(200);
        await retro.Facilitator.Card(string.Concat(Enumerable.Repeat("🎉", 1_000)));
        var refused = (await retro.Facilitator.PutCard(Guid.NewGuid(), new string('x', 2_001))).Is(400, "text-too-long");
        Assert.Contains("2000", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "R11")]
    public async Task Words_come_back_as_they_were_written()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        const string text = "Zeile 1\nZeile 2 <b>&amp;</b> \"q\" 🎉 שלום 語";
        var card = await retro.Facilitator.Card(text);
        Assert.Equal(text, (await retro.Facilitator.See(card))!.Value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task With_If_Match_an_act_is_done_at_that_version_alone()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var version = (await retro.Facilitator.Board()).GetProperty("version").GetInt64();
        var moved = (await retro.Facilitator.PutCard(Guid.NewGuid(), "a", headers: ("If-Match", $"\"{version}\""))).Is(200).Version;
        Assert.Equal(version + 1, moved);
        (await retro.Facilitator.PutCard(Guid.NewGuid(), "b", headers: ("If-Match", $"\"{version}\""))).Is(409, "stale-version");
        (await retro.Facilitator.PutCard(Guid.NewGuid(), "b", headers: ("If-Match", $"{moved}"))).Is(200);
        (await retro.Facilitator.PutCard(Guid.NewGuid(), "c", headers: ("If-Match", "soon"))).Is(400, "malformed");
        Assert.Equal(2, (await retro.Facilitator.Board()).GetProperty("cards").GetArrayLength());
    }

    [Fact, Trait("Row", "T27")]
    public async Task Of_many_who_act_together_on_the_same_version_one_has_acted()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => retro.Join($"Person {number}")));
        for (var round = 0; round < 10; round++)
        {
            var version = (await retro.Facilitator.Board()).GetProperty("version").GetInt64();
            var answers = await Task.WhenAll(people.Select(person => person.PutCard(Guid.NewGuid(), $"In round {round}", headers: ("If-Match", $"\"{version}\""))));
            Assert.Equal(version + 1, Assert.Single(answers, answer => (int)answer.Status == 200).Version);
            Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Is(409, "stale-version"));
        }
        Assert.Equal(10, (await retro.Facilitator.Board()).GetProperty("cards").GetArrayLength());
        (await retro.Facilitator.PutCard(Guid.NewGuid(), "x", headers: [("If-Match", "1"), ("If-Match", "2")])).Is(400, "malformed");
    }

    [Fact, Trait("Row", "Fault-R11")]
    public async Task A_storm_of_retries_in_any_order_has_each_effect_once()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var cards = Enumerable.Range(0, 20).ToDictionary(number => Guid.NewGuid(), number => $"Card {number}");
        var storm = cards.SelectMany(card => Enumerable.Repeat(card, 5)).ToArray();
        Random.Shared.Shuffle(storm);
        await Task.WhenAll(storm.Select(async card => (await retro.Facilitator.PutCard(card.Key, card.Value)).Is(200)));
        var board = await retro.Facilitator.Board();
        Assert.Equal(cards.Values.Order(), board.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("text").GetString()!).Order());
        var before = board.GetProperty("version").GetInt64();
        (await retro.Facilitator.PutCard(cards.Keys.First(), cards.Values.First())).Is(200);
        Assert.Equal(before, (await retro.Facilitator.Board()).GetProperty("version").GetInt64());
    }
}
