using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using Secret = OrleansRetro.Retros.Secret;

namespace OrleansRetro.Tests.Cluster;

/// <summary>A link of one's own, opened in a browser that has no seat.</summary>
[Trait("Row", "R19")]
public abstract class PersonalLinks(RetroCluster cluster) : IDisposable
{
    const string Token = "Bens own link";

    readonly EphemeralDataProtectionProvider _protection = new();
    readonly Seats _seats = new(cluster.Grains, _ => false, _ => new((PersonId?)null));

    PromiseLinks Links => new(_protection, cluster.Grains, _seats, new());

    [Fact]
    public async Task It_shows_whose_it_is_their_own_promises_from_there_and_nothing_else()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Commit);
        var asked = await Propose(retro, retro.Ben);
        await Propose(retro, retro.Ana);
        await retro.Grain.IssueLink(retro.Ben.Caller, Secret.Hash(Token));

        var holder = await Links.Holder(await Opened(retro), retro.Id);

        Assert.Equal(retro.Ben.Seat, holder!.Participant);
        var own = await OwnPromises.Of(await retro.Grain.GetRoom(holder.Caller), holder, cluster.Grains);
        Assert.Equal(asked, Assert.Single(own).Id);
    }

    [Fact]
    public async Task What_was_answered_shows_at_once()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Commit);
        var asked = await Propose(retro, retro.Ben);
        var room = await retro.Grain.GetRoom(retro.Ben.Caller);
        await cluster.Grains.GetGrain<ICommitmentGrain>(asked.Value).Promise(retro.Ben.Caller);

        var own = await OwnPromises.Of(room, new(retro.Ben.Caller.Person, retro.Ben.Seat, false), cluster.Grains);

        Assert.Equal(CommitmentStatus.Promised, Assert.Single(own).Status);
    }

    [Fact, Trait("Row", "R10")]
    public async Task The_browser_keeps_it_unreadable_and_for_that_page_alone()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Grain.IssueLink(retro.Ben.Caller, Secret.Hash(Token));
        var http = new DefaultHttpContext();
        Assert.True(await Links.Open(http, retro.Id, Token));

        var cookie = Assert.Single(http.Response.Headers.SetCookie)!;
        Assert.Contains($"path=/retros/{retro.Id}/promises", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("Bens", Uri.UnescapeDataString(cookie), StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task It_opens_nothing_while_its_owner_s_account_is_closed()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Grain.IssueLink(retro.Ben.Caller, Secret.Hash(Token));
        var http = await Opened(retro);
        using var closed = new Seats(cluster.Grains, person => person == retro.Ben.Caller.Person, _ => new((PersonId?)null));
        var links = new PromiseLinks(_protection, cluster.Grains, closed, new());

        Assert.NotNull(await Links.Holder(http, retro.Id));
        Assert.Null(await links.Holder(http, retro.Id));
        Assert.False(await links.Open(new DefaultHttpContext(), retro.Id, Token));
    }

    [Fact, Trait("Row", "Attack-A30"), Trait("Row", "Attack-A31")]
    public async Task It_opens_no_other_retro_and_a_guess_opens_none()
    {
        var (retro, other) = (await LiveRetro.Start(cluster), await LiveRetro.Start(cluster));
        await retro.Grain.IssueLink(retro.Ben.Caller, Secret.Hash(Token));
        var http = await Opened(retro);

        Assert.Null(await Links.Holder(http, other.Id));
        Assert.False(await Links.Open(new DefaultHttpContext(), other.Id, Token));
        Assert.False(await Links.Open(new DefaultHttpContext(), retro.Id, "Bens own lin"));
        Assert.False(await Links.Open(new DefaultHttpContext(), new("nowhere-nowhere-nowhere-1"), Token));
    }

    [Fact]
    public async Task It_ends_with_the_seat_and_with_a_newer_link()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Grain.IssueLink(retro.Ben.Caller, Secret.Hash(Token));
        await retro.Grain.IssueLink(retro.Cleo.Caller, Secret.Hash("Cleos link"));
        var (bens, cleos) = (await Opened(retro), await Opened(retro, "Cleos link"));

        await retro.Grain.IssueLink(retro.Cleo.Caller, Secret.Hash("Cleos newer link"));
        await retro.Grain.RevokeSeat(retro.Ana.Caller, retro.Ben.Seat);

        Assert.Null(await Links.Holder(bens, retro.Id));
        Assert.Null(await Links.Holder(cleos, retro.Id));
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _seats.Dispose();
    }

    /// <summary>A request of a browser that has opened the link before.</summary>
    async Task<DefaultHttpContext> Opened(LiveRetro retro, string token = Token)
    {
        var first = new DefaultHttpContext();
        Assert.True(await Links.Open(first, retro.Id, token));
        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];
        return next;
    }

    async Task<CommitmentId> Propose(LiveRetro retro, Somebody owner)
    {
        var id = new CommitmentId(Guid.NewGuid());
        var due = DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(7).DateTime);
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(id, owner.Seat, "send the invoices", "they are sent", due, "Etc/UTC"));
        return id;
    }
}

[Collection(nameof(RetroCluster))]
public sealed class PersonalLinksInFiles(RetroCluster cluster) : PersonalLinks(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class PersonalLinksInADatabase(RetroClusterInADatabase cluster) : PersonalLinks(cluster);
