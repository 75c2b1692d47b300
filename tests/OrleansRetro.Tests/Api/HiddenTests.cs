using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Cards that lie face down: nobody but their author ever gets their text.</summary>
[Trait("Row", "R09")]
public sealed class HiddenTests(SharedProgram shared)
{
    const string Words = "Only mine until the reveal";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_face_down_card_is_read_by_its_author_alone(bool anonymous)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, anonymous, hidden: true);
        var (ben, cleo) = (await retro.Join("Ben"), await retro.Join("Cleo"));
        await using var wire = await cleo.Watch();
        await wire.Next("snapshot");
        // Three, for on an anonymous board that many leave together.
        Guid[] cards = [await ben.Card(Words), await ben.Card(Words), await ben.Card(Words)];
        foreach (var _ in cards)
        {
            var lying = await wire.Change("card");
            Assert.Contains(lying.GetProperty("id").GetGuid(), cards);
            Assert.False(lying.TryGetProperty("text", out var _));
            Assert.False(lying.TryGetProperty("author", out var _));
        }
        foreach (var other in new[] { cleo, retro.Facilitator })
        {
            foreach (var kind in new[] { "md", "csv", "json" })
                Assert.DoesNotContain(Words, (await other.Export(kind)).Is(200).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Words, (await other.GetBoard()).Is(200).Text, StringComparison.Ordinal);
            await using var late = await other.Watch();
            Assert.DoesNotContain(Words, (await late.Next("snapshot")).Raw, StringComparison.Ordinal);
        }
        var own = (await ben.See(cards[0]))!.Value;
        Assert.Equal(Words, own.GetProperty("text").GetString());
        Assert.True(own.GetProperty("mine").GetBoolean());
        // A file is handed on: where nobody is named, it has no card that tells whose file it is.
        Assert.Equal(!anonymous, (await ben.Export("md")).Is(200).Text.Contains(Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rewording_and_moving_face_down_shows_no_words_either()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, hidden: true);
        var ben = await retro.Join("Ben");
        await using var wire = await retro.Facilitator.Watch();
        await wire.Next("snapshot");
        var card = await ben.Card(Words);
        (await ben.PutCard(card, $"{Words}, reworded", "ideas")).Is(200);
        (await ben.DeleteCard(card)).Is(200);
        while (await wire.Next("change") is { } change)
        {
            Assert.DoesNotContain(Words, change.Raw, StringComparison.Ordinal);
            if (change.Raw.Contains("card-gone", StringComparison.Ordinal))
                break;
        }
    }

    [Fact]
    public async Task When_writing_ends_everybody_reads_and_what_was_revealed_stays_so()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, hidden: true);
        var ben = await retro.Join("Ben");
        var card = await ben.Card(Words);
        await using var wire = await retro.Facilitator.Watch();
        await wire.Next("snapshot");
        await retro.Facilitator.Enter("group");
        Assert.Equal(Words, (await wire.Change("card", card)).GetProperty("text").GetString());
        await retro.Facilitator.Enter("write");
        Assert.Equal(Words, (await retro.Facilitator.See(card))!.Value.GetProperty("text").GetString());
        Assert.Equal("2", (await retro.Facilitator.See(card))!.Value.GetProperty("author").GetString());

        var later = await ben.Card("Written after the reveal");
        Assert.False((await retro.Facilitator.See(later))!.Value.TryGetProperty("text", out _));
        Assert.Equal(Words, (await retro.Facilitator.See(card))!.Value.GetProperty("text").GetString());
    }
}
