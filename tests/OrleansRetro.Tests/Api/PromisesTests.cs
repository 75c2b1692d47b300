using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>What a program does with the promises of somebody, by that person's token.</summary>
[Trait("Row", "S23")]
public sealed class PromisesTests(SharedProgram shared)
{
    static readonly string Due = Day(20), Later = Day(27);

    static string Day(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_promise_is_asked_for_countered_taken_moved_handed_over_and_confirmed()
    {
        var (ana, ben, team) = await Teammates();
        var promise = $"/promises/{Guid.NewGuid()}";
        var asked = new { what = "Send the invoices", doneWhen = "All pilots have one", due = Due, zone = "Europe/Berlin", promisor = ben.Person, requester = ana.Person, team, why = "They wait" };
        Assert.Equal(1, Version(await ana.Put(promise, asked)));
        Assert.Equal(1, Version(await ana.Put(promise, asked)));
        Assert.Equal("requested", Status(await ben.Get(promise)));

        (await ben.Put($"{promise}/question", new { text = "Those of May?" })).Is(200);
        (await ana.Put($"{promise}/clarification", new { text = "Yes" })).Is(200);
        var first = await Terms(ben, promise);
        (await ben.Put($"{promise}/terms", new { what = "Send the invoices", doneWhen = "All pilots have one", due = Later, seen = first })).Is(200);
        (await ana.Put($"{promise}/answer", new { answer = "agree", terms = first })).Is(409, "terms-changed");
        (await ben.Put($"{promise}/answer", new { answer = "agree", terms = await Terms(ben, promise) })).Is(403);
        (await ana.Put($"{promise}/answer", new { answer = "agree", terms = await Terms(ana, promise) })).Is(200);
        Assert.Equal("promised", Status(await ana.Get(promise)));

        (await ben.Put($"{promise}/progress", new { progress = "at-risk" })).Is(200);
        (await ana.Put($"{promise}/progress", new { progress = "at-risk" })).Is(403);
        (await ben.Put($"{promise}/day", new { due = Day(30) })).Is(200);
        (await ana.Put($"{promise}/day/answer", new { due = Day(30), agree = true })).Is(200);
        (await ben.Put($"{promise}/progress", new { progress = "done" })).Is(200);
        (await ana.Put($"{promise}/unmet", new { text = "Two have none" })).Is(200);
        (await ben.Put($"{promise}/progress", new { progress = "done" })).Is(200);
        (await ben.Put($"{promise}/outcome", new { outcome = "as-agreed" })).Is(403);
        (await ana.Put($"{promise}/outcome", new { outcome = "as-agreed" })).Is(200);
        Assert.Equal("met", Status(await ben.Get(promise)));
        Assert.Equal("commitment-requested", (await ben.Get($"{promise}/history")).Is(200).Json[0].GetProperty("what").GetString());

        (await ben.Put($"{promise}/statement", new { text = "It was late" })).Is(200);
        (await ben.Put($"{promise}/settlement", new { settlement = "kept-late" })).Is(200);
        (await ana.Put($"{promise}/settlement", new { settlement = "kept-late" })).Is(200);
        Assert.False((await ana.Get(promise)).Is(200).Json.GetProperty("onTime").GetBoolean());
        Assert.Empty((await ben.Get("/promises")).Is(200).Json.GetProperty("promises").EnumerateArray());
        Assert.Single((await ben.Get("/promises/closed")).Is(200).Json.GetProperty("promises").EnumerateArray());
        Assert.Contains("They wait", (await ana.Get("/me/export")).Is(200).Json.GetProperty("promises").ToString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "T23")]
    public async Task Whether_it_helped_is_asked_only_of_what_was_promised_in_a_retro()
    {
        var (ana, ben, team) = await Teammates();
        var promise = $"/promises/{Guid.NewGuid()}";
        (await ana.Put(promise, new { what = "Send the invoices", doneWhen = "All have one", due = Due, promisor = ben.Person, requester = ana.Person, team })).Is(200);
        (await ana.Put($"{promise}/effect", new { helped = true })).Is(409, "promise-closed");
        (await ana.Put($"{promise}/effect", new { })).Is(400);
        var eve = await Somebody.Signed(shared, "Eve");
        (await eve.Put($"{promise}/effect", new { helped = true })).Is(404, "not-found");
    }

    [Fact, Trait("Row", "T15")]
    public async Task Nobody_asks_for_another_one_s_promises_or_record()
    {
        var (ana, ben, team) = await Teammates();
        var eve = await Somebody.Signed(shared, "Eve");
        var promise = $"/promises/{Guid.NewGuid()}";
        (await ana.Put(promise, new { what = "Send the invoices", doneWhen = "All have one", due = Due, promisor = ben.Person, requester = ana.Person, team })).Is(200);
        (await eve.Get(promise)).Is(404, "not-found");
        (await eve.Get($"{promise}/history")).Is(404, "not-found");
        (await eve.Put($"{promise}/answer", new { answer = "decline" })).Is(404, "not-found");
        (await eve.Put($"/promises/{Guid.NewGuid()}", new { what = "Mine", doneWhen = "Ours", due = Due, promisor = ben.Person, requester = ana.Person, team })).Is(403);
        (await eve.Put($"/promises/{Guid.NewGuid()}", new { what = "Mine", doneWhen = "Ours", due = Due, promisor = ben.Person, requester = eve.Person, team })).Is(404, "unknown-person");
        Assert.Empty((await eve.Get("/promises")).Is(200).Json.GetProperty("promises").EnumerateArray());
        Assert.Equal(0, (await ana.Get("/promises/record")).Is(200).Json.GetProperty("onTime").GetProperty("of").GetInt32());
        (await ana.Api.Get("/api/v1/promises/record")).Is(401);
    }

    [Fact]
    public async Task What_is_no_promise_is_refused_with_a_reason()
    {
        var (ana, ben, team) = await Teammates();
        var promise = $"/promises/{Guid.NewGuid()}";
        (await ana.Put(promise, new { what = "Send", doneWhen = " ", due = Due, promisor = ben.Person, requester = ana.Person, team })).Is(400, "text-empty");
        (await ana.Put(promise, new { what = "Send", doneWhen = "All", due = "2020-01-01", promisor = ben.Person, requester = ana.Person, team })).Is(400, "due-in-past");
        (await ana.Put(promise, new { what = "Send", doneWhen = "All", promisor = ben.Person, requester = ana.Person, team })).Is(400, "malformed");
        (await ana.Put(promise, new { what = "Send", doneWhen = "All", due = Due, zone = "Europe/Atlantis", promisor = ben.Person, requester = ana.Person, team })).Is(400, "malformed");
        (await ana.Get(promise)).Is(404, "not-found");
    }

    [Fact, Trait("Row", "T10")]
    public async Task Conditions_change_only_if_both_want_it_and_what_was_first_is_judged_too()
    {
        var (ana, ben, team) = await Teammates();
        var promise = $"/promises/{Guid.NewGuid()}";
        (await ana.Put(promise, new { what = "Send the invoices", doneWhen = "All pilots have one", due = Due, promisor = ben.Person, requester = ana.Person, team, size = "large" })).Is(200);
        (await ben.Put($"{promise}/answer", new { answer = "agree", terms = await Terms(ben, promise) })).Is(200);
        (await ben.Put($"{promise}/size", new { size = "small" })).Is(403, "not-yours");
        Assert.Equal("large", (await ben.Get(promise)).Is(200).Json.GetProperty("stake").GetString());

        (await ben.Put($"{promise}/conditions", new { what = "Send the invoices", doneWhen = "Half have one", due = Due })).Is(200);
        Assert.Equal("All pilots have one", (await ana.Get(promise)).Is(200).Json.GetProperty("doneWhen").GetString());
        (await ana.Put($"{promise}/conditions/answer", new { terms = await Terms(ana, promise) })).Is(409, "day-changed");
        var wanted = (await ana.Get(promise)).Is(200).Json.GetProperty("asked").GetProperty("termsHash").GetString();
        (await ana.Put($"{promise}/conditions/answer", new { terms = wanted })).Is(200);
        (await ben.Put($"{promise}/progress", new { progress = "done" })).Is(200);
        (await ana.Put($"{promise}/outcome", new { outcome = "as-agreed" })).Is(200);
        (await ana.Put($"{promise}/first-terms", new { asAgreed = false })).Is(200);
        var closed = (await ben.Get(promise)).Is(200).Json;
        Assert.Equal(("met", true, false, "All pilots have one"), (closed.GetProperty("status").GetString(), closed.GetProperty("asSpecified").GetBoolean(), closed.GetProperty("asFirstSpecified").GetBoolean(), closed.GetProperty("first").GetProperty("doneWhen").GetString()));
    }

    [Fact, Trait("Row", "T13")]
    public async Task A_part_belongs_to_an_open_promise_of_the_same_promisor()
    {
        var (ana, ben, team) = await Teammates();
        string whole = $"{Guid.NewGuid()}", part = $"{Guid.NewGuid()}";
        object Offer(string? partOf) => new { what = "Send the invoices", doneWhen = "All pilots have one", due = Due, promisor = ben.Person, requester = ana.Person, team, partOf };
        (await ben.Put($"/promises/{whole}", Offer(null))).Is(200);
        (await ana.Put($"/promises/{whole}/answer", new { answer = "agree", terms = await Terms(ana, $"/promises/{whole}") })).Is(200);
        (await ben.Put($"/promises/{part}", Offer(whole))).Is(200);
        Assert.Equal(whole, (await ana.Get($"/promises/{part}")).Is(200).Json.GetProperty("partOf").GetString());
        // Not of a part, nor of what isn't there, nor of itself, nor of somebody else's.
        var other = $"{Guid.NewGuid()}";
        (await ben.Put($"/promises/{other}", Offer(part))).Is(404, "unknown-whole");
        (await ben.Put($"/promises/{other}", Offer($"{Guid.NewGuid()}"))).Is(404, "unknown-whole");
        (await ben.Put($"/promises/{other}", Offer(other))).Is(404, "unknown-whole");
        (await ana.Put($"/promises/{other}", new { what = "Read them", doneWhen = "I have", due = Due, promisor = ana.Person, requester = ben.Person, team, partOf = whole })).Is(404, "unknown-whole");
    }

    [Fact, Trait("Row", "T14")]
    public async Task What_was_promised_by_word_of_mouth_is_entered_afterwards()
    {
        var (ana, ben, team) = await Teammates();
        var promise = $"/promises/{Guid.NewGuid()}";
        (await ben.Put(promise, new { what = "Send the invoices", doneWhen = "All pilots have one", due = Day(-3), promisor = ben.Person, requester = ana.Person, team, afterwards = true })).Is(200);
        (await ana.Put($"{promise}/answer", new { answer = "agree", terms = await Terms(ana, promise) })).Is(200);
        Assert.Equal("delivered", Status(await ben.Get(promise)));
        (await ana.Put($"{promise}/outcome", new { outcome = "as-agreed" })).Is(200);
        Assert.True((await ben.Get(promise)).Is(200).Json.GetProperty("isRetroactive").GetBoolean());
        Assert.Equal(0, (await ben.Get("/promises/record")).Is(200).Json.GetProperty("onTime").GetProperty("of").GetInt32());
    }

    [Fact]
    public async Task A_team_has_days_off_by_which_its_promises_count()
    {
        var (ana, ben, team) = await Teammates();
        var off = Enumerable.Range(1, 19).Select(day => new { day = Day(day), name = "" });
        (await ben.Put($"/teams/{team}/days-off", new { days = off })).Is(200);
        Assert.Equal(19, (await ana.Get($"/teams/{team}")).Is(200).Json.GetProperty("daysOff").GetArrayLength());
        var promise = $"/promises/{Guid.NewGuid()}";
        (await ana.Put(promise, new { what = "Send the invoices", doneWhen = "All pilots have one", due = Due, promisor = ben.Person, requester = ana.Person, team })).Is(200);
        (await ben.Put($"{promise}/answer", new { answer = "agree", terms = await Terms(ben, promise) })).Is(200);
        // Two working days earlier would lie before the promise, so a fifth of the time is left to ask.
        var cutOff = (await ben.Get(promise)).Is(200).Json.GetProperty("notice").GetProperty("cutOff").GetDateTimeOffset();
        Assert.InRange(cutOff, TimeProvider.System.GetUtcNow().AddDays(15), TimeProvider.System.GetUtcNow().AddDays(18));
    }

    async Task<(Somebody Ana, Somebody Ben, string Team)> Teammates()
    {
        var (ana, ben) = (await Somebody.Signed(shared, "Ana"), await Somebody.Signed(shared, "Ben"));
        var (team, secret) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid():N}{Guid.NewGuid():N}");
        (await ana.Put($"/teams/{team}", new { name = "Platform" })).Is(200);
        (await ana.Put($"/teams/{team}/invites/{Guid.NewGuid()}", new { role = "member", uses = 1, token = secret })).Is(200);
        (await ben.Post($"/teams/{team}/members", new { token = secret })).Is(200);
        return (ana, ben, team);
    }

    static long Version(Answer answer) => answer.Is(200).Json.GetProperty("version").GetInt64();

    static string? Status(Answer answer) => answer.Is(200).Json.GetProperty("status").GetString();

    static async Task<string?> Terms(Somebody who, string promise) => (await who.Get(promise)).Is(200).Json.GetProperty("termsHash").GetString();
}
