using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Cluster;

/// <summary>A team of its own on the test's silo: Ana facilitates, Ben takes part, Olga only reads; all with accounts.</summary>
public sealed class LiveTeam
{
    readonly RetroCluster _cluster;

    LiveTeam(RetroCluster cluster) => _cluster = cluster;

    public TeamId Id { get; } = new(Guid.NewGuid());
    public Caller Ana { get; private set; }
    public Caller Ben { get; private set; }
    public Caller Olga { get; private set; }
    public ITeamGrain Grain => _cluster.Grains.GetGrain<ITeamGrain>(Id.Value);
    public ITeamLedgerGrain Ledger => _cluster.Grains.GetGrain<ITeamLedgerGrain>(Id.Value);
    public string Stream => $"team/{Id}";

    public static async Task<LiveTeam> Found(RetroCluster cluster)
    {
        var team = new LiveTeam(cluster) { Ana = await Account(cluster, "Ana") };
        await team.Grain.Found(team.Ana, "Platform");
        team.Ben = await team.Welcome("Ben");
        team.Olga = await team.Welcome("Olga", TeamRole.Observer);
        return team;
    }

    /// <summary>Somebody with an account.</summary>
    public static async Task<Caller> Account(RetroCluster cluster, string name)
    {
        var who = Caller.Account(new(Guid.NewGuid()));
        await cluster.Grains.GetGrain<IPmGrain>(who.Person.Value).Introduce(who, name);
        return who;
    }

    public async Task<Caller> Welcome(string name, TeamRole role = TeamRole.Member)
    {
        var who = await Account(_cluster, name);
        await Grain.Join(who, await Invite(role));
        return who;
    }

    /// <summary>The hash of a token that lets one in.</summary>
    public async Task<string> Invite(TeamRole role = TeamRole.Member)
    {
        var hash = Secret.Hash($"{Guid.NewGuid()}");
        await Grain.Invite(Ana, new(Guid.NewGuid()), hash, role, _cluster.Time.GetUtcNow().AddDays(7), 1);
        return hash;
    }

    public IPmGrain Person(Caller who) => _cluster.Grains.GetGrain<IPmGrain>(who.Person.Value);

    /// <summary>A retro that the team founds, as whoever starts it meets it.</summary>
    public async Task<TeamsRetro> Start(Caller who, string title = "Sprint 12", string format = "went-well", bool anonymous = false, bool hidden = false)
    {
        var (id, token) = (new RetroId($"{Guid.NewGuid():N}"), LiveRetro.Anybody().Token);
        var seated = await Grain.StartRetro(who, id, Starting(token, title, format) with { Anonymous = anonymous, Hidden = hidden });
        return new(_cluster.Grains.GetGrain<IRetroGrain>(id.Value), id, new("", seated.Seat.Caller, token, seated.Seat.Participant));
    }

    public static StartRetro Starting(SeatToken token, string title = "Sprint 12", string format = "went-well") =>
        new(title, format, false, false, Phase.Write, default, "", token.Hash(), null, $"{Guid.NewGuid():N}");

    public Task Reload() => _cluster.Reload(Grain);

    /// <summary>What the clock does when it comes, early or late.</summary>
    public Task Remind() => Grain.AsReference<IRemindable>().ReceiveReminder("deadlines", default);
}

/// <summary>A team's retro and whoever started it.</summary>
public sealed record TeamsRetro(IRetroGrain Grain, RetroId Id, Somebody Creator)
{
    public string Stream => $"retro/{Id}";

    /// <summary>A seat for one of the team, under a new token.</summary>
    public Task<Seated> Admit(Caller who) => Grain.Admit(who, new(who.Person, false, "", LiveRetro.Anybody().Token.Hash(), "", ""));

    public async Task<CardId> Add(string text, string column = "went-well")
    {
        var card = LiveRetro.NewCard();
        await Grain.AddCard(Creator.Caller, card, new(column), text, Creator.KeyTo(card));
        return card;
    }

    public Task<long> Enter(Phase phase) => Grain.EnterPhase(Creator.Caller, phase);

    public Task<Board> Board() => Grain.GetBoard(Caller.Room);
}
