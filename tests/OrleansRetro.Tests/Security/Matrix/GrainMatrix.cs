using System.Collections.Immutable;
using System.Reflection;
using OrleansRetro.Auditing;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Cluster;

namespace OrleansRetro.Tests.Security.Matrix;

/// <summary>Every contract method, asked by everybody: who isn't named gets a no, and nobody gets an accident.</summary>
public abstract class GrainMatrix(RetroCluster cluster)
{
    static IEnumerable<Type> Contracts => typeof(IRetroGrain).Assembly.GetTypes().Where(type => type is { IsInterface: true, IsPublic: true } && type.IsAssignableTo(typeof(IGrain)));

    public static TheoryData<string, string> Methods => [.. from contract in Contracts from method in contract.GetMethods() select (contract.Name, method.Name)];

    [Fact]
    public void Every_method_names_whom_it_answers() =>
        Assert.Empty(from contract in Contracts from method in contract.GetMethods() where Gatekeeper.AudiencesOf(method) is not { Count: > 0 } select $"{contract.Name}.{method.Name}");

    [Theory, MemberData(nameof(Methods)), Trait("Row", "Attack-A33"), Trait("Row", "Attack-A31")]
    public async Task Who_is_not_named_is_told_nothing(string contract, string name)
    {
        var method = MethodOf(contract, name);
        var (grain, everybody) = await Set(contract);
        foreach (var asker in everybody.Where(asker => !MayAsk(asker, method)))
        {
            var code = await Ask.For(grain, method, asker.Caller);
            Assert.True(Ask.IsNo(code), $"{contract}.{name} answered {asker.Name} with {code ?? "a yes"}.");
            Assert.False(cluster.Doorbell.WasRung(grain, name, asker.Caller), $"{asker.Name} got as far as {contract}.{name}.");
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public async Task Who_is_named_passes_the_gate(string contract, string name)
    {
        var method = MethodOf(contract, name);
        var (grain, everybody) = await Set(contract);
        var named = Enumerable.Range(0, everybody.Length).Where(index => MayAsk(everybody[index], method)).ToArray();
        Assert.True(named.Length > 0, $"Nobody may ask {contract}.{name}.");
        foreach (var index in named)
        {
            // A scene of its own for each, for some answers end the thing.
            if (index != named[0])
                (grain, everybody) = await Set(contract);
            await Ask.For(grain, method, everybody[index].Caller);
            Assert.True(cluster.Doorbell.WasRung(grain, name, method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Caller) ? everybody[index].Caller : default), $"{everybody[index].Name} was turned away from {contract}.{name}.");
        }
    }

    static MethodInfo MethodOf(string contract, string name) => Contracts.Single(type => type.Name == contract).GetMethod(name)!;

    static bool MayAsk(Asker asker, MethodInfo method) => Gatekeeper.AudiencesOf(method) is var audiences && audiences!.Contains(Audience.Anybody) || asker.Is.Any(audiences!.Contains);

    static Asker[] Strangers =>
    [
        new("a seat of nowhere", Caller.Seat(Nobody())),
        new("an account of nothing", Caller.Account(Nobody())),
        new("an operator", Caller.Operator(Nobody()), Audience.Operator),
        new("nobody", default),
    ];

    static PersonId Nobody() => new(Guid.NewGuid());

    async Task<Scene> Set(string contract) => contract switch
    {
        nameof(IRetroGrain) => await ARetro(),
        nameof(ICommitmentGrain) => await ACommitment(),
        nameof(IPartnershipGrain) => await TwoPeople(),
        nameof(IChangeGrain) => await AChange(),
        nameof(IAmendsGrain) => await SomebodysMistakes(),
        nameof(IPmGrain) => await APerson(),
        nameof(IPmLedgerGrain) => await APersonsLedger(),
        nameof(ITeamGrain) => (await ATeam()).Scene,
        nameof(ITeamLedgerGrain) => await ALedger(),
        nameof(IAuditGrain) => await ATrail(),
        nameof(IInviteGrain) => new(cluster.Grains.GetGrain<IInviteGrain>("sample"), [.. Strangers]),
        nameof(IReadinessGrain) => new(cluster.Grains.GetGrain<IReadinessGrain>(0), [.. Strangers]),
        _ => throw new InvalidOperationException($"Set a scene for {contract}."),
    };

    async Task<Scene> ARetro()
    {
        var (retro, other) = (await LiveRetro.Start(cluster), await LiveRetro.Start(cluster));
        var gone = await retro.Join("Gone");
        await retro.Grain.RevokeSeat(retro.Ana.Caller, gone.Seat);
        return new(retro.Grain,
        [
            .. Strangers,
            new("a guest of another board", other.Ben.Caller),
            new("the facilitator of another board", other.Ana.Caller),
            new("a removed guest", gone.Caller),
            new("the facilitator as an operator", Caller.Operator(retro.Ana.Caller.Person), Audience.Operator),
            new("the clock", Caller.Clock, Audience.Room),
            new("the room", Caller.Room, Audience.Room),
            new("a guest", retro.Ben.Caller, Audience.Reader, Audience.Member),
            new("the facilitator", retro.Ana.Caller, Audience.Reader, Audience.Member, Audience.Facilitator),
        ]);
    }

    async Task<Scene> ACommitment()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Enter(Phase.Commit);
        var id = new CommitmentId(Guid.NewGuid());
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(id, retro.Ben.Seat, "Halve the build time", "A build takes under five minutes", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(7).UtcDateTime), "Europe/Berlin"));
        return new(cluster.Grains.GetGrain<ICommitmentGrain>(id.Value),
        [
            .. Strangers,
            new("somebody of the same room", retro.Cleo.Caller),
            new("the promisor as an operator", Caller.Operator(retro.Ben.Caller.Person), Audience.Operator),
            new("the room", Caller.Room, Audience.Room),
            new("the promisor", retro.Ben.Caller, Audience.Reader),
            new("the requester", retro.Ana.Caller, Audience.Reader),
        ]);
    }

    async Task<Scene> APerson()
    {
        var retro = await LiveRetro.Start(cluster);
        return new(cluster.Grains.GetGrain<IPmGrain>(retro.Ben.Caller.Person.Value),
        [
            .. Strangers,
            new("somebody of the same room", retro.Cleo.Caller),
            new("the person as an operator", Caller.Operator(retro.Ben.Caller.Person), Audience.Operator),
            new("the room", Caller.Room, Audience.Room),
            new("the person", retro.Ben.Caller, Audience.Self),
        ]);
    }

    /// <summary>Of whoever has promised something, and so has something to watch.</summary>
    async Task<Scene> APersonsLedger()
    {
        var promise = await ACommitment();
        var promisor = promise.Everybody.Single(asker => asker.Name == "the promisor");
        return new(cluster.Grains.GetGrain<IPmLedgerGrain>(promisor.Caller.Person.Value),
            [.. promise.Everybody.Where(asker => asker != promisor).Select(asker => asker with { Is = [.. asker.Is.Where(audience => audience != Audience.Reader)] }), new(promisor.Name, promisor.Caller, Audience.Self)]);
    }

    async Task<(TeamId Id, Scene Scene)> ATeam()
    {
        var (ana, ben, cleo, dev) = (await Named("Ana"), await Named("Ben"), await Named("Cleo"), await Named("Dev"));
        var (id, other) = (new TeamId(Guid.NewGuid()), new TeamId(Guid.NewGuid()));
        var team = cluster.Grains.GetGrain<ITeamGrain>(id.Value);
        await team.Found(ana, "Builders");
        foreach (var (who, role) in new[] { (ben, TeamRole.Member), (cleo, TeamRole.Observer), (dev, TeamRole.Facilitator) })
        {
            await team.Invite(ana, new(Guid.NewGuid()), Secret.Hash($"{who.Person}"), role, cluster.Time.GetUtcNow().AddDays(7), 1);
            await team.Join(who, Secret.Hash($"{who.Person}"));
        }
        await team.Remove(ana, dev.Person);
        var elsewhere = await Named("Eve");
        await cluster.Grains.GetGrain<ITeamGrain>(other.Value).Found(elsewhere, "Others");
        return (id, new(team,
        [
            .. Strangers,
            new("the facilitator of another team", elsewhere),
            new("somebody who was removed", dev),
            new("a seat of the facilitator's person", Caller.Seat(ana.Person)),
            new("the facilitator as an operator", Caller.Operator(ana.Person), Audience.Operator),
            new("the room", Caller.Room, Audience.Room),
            new("an observer", cleo, Audience.Reader),
            new("a member", ben, Audience.Reader, Audience.Member),
            new("the facilitator", ana, Audience.Reader, Audience.Member, Audience.Facilitator),
        ]));
    }

    /// <summary>Of two of the team; for all the others there is nothing.</summary>
    async Task<Scene> TwoPeople()
    {
        var (id, scene) = await ATeam();
        var (ana, ben) = (Who("the facilitator"), Who("a member"));
        var grain = cluster.Grains.GetGrain<IPartnershipGrain>($"{PartnershipId.Of(ana.Person, ben.Person)}");
        await grain.Begin(ana, id, 1);
        return new(grain,
        [
            .. scene.Everybody.Where(asker => asker.Name is not ("the facilitator" or "a member")).Select(asker => asker with { Is = [.. asker.Is.Where(audience => audience is Audience.Room or Audience.Operator)] }),
            new("one of the two", ana, Audience.Reader),
            new("the other one", ben, Audience.Reader),
        ]);

        Caller Who(string name) => scene.Everybody.Single(asker => asker.Name == name).Caller;
    }

    /// <summary>Of a team, told by whoever facilitates it.</summary>
    async Task<Scene> AChange()
    {
        var (id, scene) = await ATeam();
        var (change, ana) = (new ChangeId(Guid.NewGuid()), scene.Everybody.Single(asker => asker.Name == "the facilitator"));
        await cluster.Grains.GetGrain<ITeamGrain>(id.Value).DeclareChange(ana.Caller, change, new("The client moved the launch", DateOnly.FromDateTime(cluster.Time.GetUtcNow().UtcDateTime), []));
        return new(cluster.Grains.GetGrain<IChangeGrain>(change.Value), [.. scene.Everybody.Where(asker => asker != ana), ana with { Is = [.. ana.Is, Audience.Self] }]);
    }

    /// <summary>Of the facilitator's, and nobody's else.</summary>
    async Task<Scene> SomebodysMistakes()
    {
        var (_, scene) = await ATeam();
        var ana = scene.Everybody.Single(asker => asker.Name == "the facilitator").Caller;
        var grain = cluster.Grains.GetGrain<IAmendsGrain>(ana.Person.Value);
        await grain.MakeRight(ana, new(Guid.NewGuid()), new("I forgot to tell support"));
        return new(grain,
        [
            .. scene.Everybody.Where(asker => asker.Caller != ana).Select(asker => asker with { Is = [.. asker.Is.Where(audience => audience is Audience.Room or Audience.Operator)] }),
            new("the owner", ana, Audience.Self),
        ]);
    }

    async Task<Scene> ALedger()
    {
        var (id, scene) = await ATeam();
        // There is something to hear of.
        var ana = scene.Everybody.First(asker => asker.Is.Contains(Audience.Facilitator)).Caller;
        await cluster.Grains.GetGrain<ITeamGrain>(id.Value).StartRetro(ana, new($"{Guid.NewGuid():N}"), LiveTeam.Starting(new SeatToken($"{Guid.NewGuid():N}")));
        return scene with { Grain = cluster.Grains.GetGrain<ITeamLedgerGrain>(id.Value) };
    }

    /// <summary>Whoever doesn't run the team has no such trail.</summary>
    async Task<Scene> ATrail()
    {
        var (id, scene) = await ATeam();
        return scene with { Grain = cluster.Grains.GetGrain<IAuditGrain>(Trail.Of(id)) };
    }

    async Task<Caller> Named(string name)
    {
        var who = Caller.Account(Nobody());
        await cluster.Grains.GetGrain<IPmGrain>(who.Person.Value).Introduce(who, name);
        return who;
    }
}

[Collection(nameof(RetroCluster))]
public sealed class GrainMatrixInFiles(RetroCluster cluster) : GrainMatrix(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class GrainMatrixInADatabase(RetroClusterInADatabase cluster) : GrainMatrix(cluster);
