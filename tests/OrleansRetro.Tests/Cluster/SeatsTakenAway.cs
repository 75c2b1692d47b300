using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;

namespace OrleansRetro.Tests.Cluster;

/// <summary>A process remembers who sat where. What a seat is good for elsewhere ends with it all the same.</summary>
[Trait("Row", "R02"), Trait("Row", "Attack-A31")]
public abstract class SeatsTakenAway(RetroCluster cluster) : IDisposable
{
    readonly Seats _seats = new(cluster.Grains, _ => false, _ => new((PersonId?)null));
    readonly Visitor _ben = Visitor.New();

    Starting Starting => new(cluster.Grains, _seats);

    [Theory, Trait("Row", "R08")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_whoever_still_has_one_is_the_same_person_in_the_next_retro(bool isTaken)
    {
        var (retro, before) = await Sit(isTaken);
        var settings = (await retro.Board()).Settings;
        await retro.Enter(Phase.Close);
        var next = await Starting.StartNext(retro.Id, retro.Ana.Caller, "Sprint 13", settings, "Ana", _ => retro.Ana.Token);
        var code = (await cluster.Grains.GetGrain<IRetroGrain>(next.Value).GetBoard(retro.Ana.Caller)).Settings.JoinCode;

        var after = (await Starting.Join(next, _ben, "Ben", code)).Seat;

        Assert.Equal(!isTaken, before.Person == after.Person);
    }

    /// <summary>In a browser that a guest has used before them.</summary>
    [Fact, Trait("Row", "Attack-A23")]
    public async Task Whoever_has_signed_in_joins_as_themselves()
    {
        var (retro, before) = await Sit(isTaken: false);
        var settings = (await retro.Board()).Settings;
        await retro.Enter(Phase.Close);
        var next = await Starting.StartNext(retro.Id, retro.Ana.Caller, "Sprint 13", settings, "Ana", _ => retro.Ana.Token);
        var code = (await cluster.Grains.GetGrain<IRetroGrain>(next.Value).GetBoard(retro.Ana.Caller)).Settings.JoinCode;
        var me = new OrleansRetro.Account.SignedIn((await LiveTeam.Account(cluster, "Eve")).Person);

        var after = (await Starting.Join(next, _ben, "Eve", code, me)).Seat;

        Assert.Equal(me.Person, after.Person);
        Assert.NotEqual(before.Person, after.Person);
    }

    [Theory, Trait("Row", "R19")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_whoever_still_has_one_answers_for_promises(bool isTaken)
    {
        var (retro, seat) = await Sit(isTaken);
        var http = new DefaultHttpContext { User = new(new ClaimsIdentity([new(Visitor.Claim, _ben.Secret)])) };

        Assert.Equal(isTaken ? null : seat, (await _seats.FindNow(http.User, retro.Id))?.Holder);
        Assert.Equal(isTaken ? null : seat, await new PromiseLinks(new EphemeralDataProtectionProvider(), cluster.Grains, _seats, new()).Holder(http, retro.Id));
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _seats.Dispose();
    }

    /// <summary>Ben's browser has sat down, and may have lost its seat since.</summary>
    async Task<(LiveRetro Retro, SeatHolder Seat)> Sit(bool isTaken)
    {
        var retro = await LiveRetro.Start(cluster);
        var seat = (await Starting.Join(retro.Id, _ben, "Ben", retro.JoinCode)).Seat;
        if (isTaken)
            await retro.Grain.RevokeSeat(retro.Ana.Caller, seat.Participant);
        return (retro, seat);
    }
}

[Collection(nameof(RetroCluster))]
public sealed class SeatsTakenAwayInFiles(RetroCluster cluster) : SeatsTakenAway(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class SeatsTakenAwayInADatabase(RetroClusterInADatabase cluster) : SeatsTakenAway(cluster);
