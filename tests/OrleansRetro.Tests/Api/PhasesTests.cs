using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Phases over HTTP: the facilitator goes anywhere, and acts of another phase are refused.</summary>
public abstract class PhasesTests(SharedInstallation shared)
{
    static readonly string[] All = ["check-in", "write", "group", "vote", "discuss", "commit", "close"];

    [Fact, Trait("Row", "R04"), Trait("Row", "R05")]
    public async Task The_facilitator_goes_to_any_phase_and_back_and_nothing_is_lost()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var card = await retro.Facilitator.Card("Still here");
        foreach (var phase in All.Concat(All.Reverse()).Concat(["close", "write"]))
        {
            var entered = (await retro.Facilitator.PutPhase(phase)).Is(200);
            Assert.Equal(entered.Version, (await retro.Facilitator.PutPhase(phase)).Is(200).Version);
            var board = await retro.Facilitator.Board();
            Assert.Equal(phase, board.GetProperty("phase").GetString());
            Assert.Equal("Still here", (await retro.Facilitator.See(card))!.Value.GetProperty("text").GetString());
        }
    }

    [Fact, Trait("Row", "R04"), Trait("Row", "Attack-A37")]
    public async Task Nobody_else_goes_anywhere()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var ben = await retro.Join("Ben");
        foreach (var phase in All)
            (await ben.PutPhase(phase)).Is(403, "not-facilitator");
        Assert.Equal("write", (await ben.Board()).GetProperty("phase").GetString());
    }

    [Theory, Trait("Row", "R04")]
    [InlineData("writing")]
    [InlineData("Write")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData(null)]
    public async Task What_is_no_phase_is_said(string? phase)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        (await retro.Facilitator.PutPhase(phase!)).Is(400, "unknown-phase");
    }

    [Theory, Trait("Row", "R04"), Trait("Row", "Attack-A37")]
    [InlineData("check-in", false, false, false)]
    [InlineData("write", true, false, false)]
    [InlineData("group", false, true, false)]
    [InlineData("vote", false, false, true)]
    [InlineData("discuss", false, false, false)]
    [InlineData("commit", false, false, false)]
    [InlineData("close", false, false, false)]
    public async Task Each_phase_has_its_acts_and_refuses_the_others(string phase, bool write, bool group, bool vote)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        Guid[] cards = [await retro.Facilitator.Card("one"), await retro.Facilitator.Card("two")];
        await retro.Facilitator.Enter(phase);
        var before = (await retro.Facilitator.Board()).GetProperty("version").GetInt64();

        Expect(write, await retro.Facilitator.PutCard(Guid.NewGuid(), "new"), "wrong-phase");
        var together = Guid.NewGuid();
        Expect(group, await retro.Facilitator.PutGroup(together, "Both", cards), "wrong-phase");
        Expect(group, await retro.Facilitator.PutCardGroup(cards[0], together), "wrong-phase");
        Expect(vote, await retro.Facilitator.PutVotes(cards[0], 1), "voting-closed");

        var done = new[] { write, group, vote }.Count(allowed => allowed);
        Assert.True((await retro.Facilitator.Board()).GetProperty("version").GetInt64() == before || done > 0, "A refused act has moved the board.");
    }

    static void Expect(bool allowed, Answer answer, string code) => _ = allowed ? answer.Is(200) : answer.Is(409, code);
}

public sealed class PhasesTestsInFiles(SharedProgram shared) : PhasesTests(shared);

public sealed class PhasesTestsInADatabase(Postgres postgres) : PhasesTests(postgres.Shared);
