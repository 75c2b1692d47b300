using System.Collections.Immutable;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansRetro.Account;
using OrleansRetro.Calendars;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Live;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Shared;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Components.House;

/// <summary>Where pages of the house are drawn for Ana, a facilitator of Platform, on Thursday, 13 March 2031.</summary>
public abstract class HouseDrawing : Drawing
{
    protected static readonly PersonId Ana = new(new Guid("00000000-0000-0000-0000-0000000000a1")), Ben = new(new Guid("00000000-0000-0000-0000-0000000000b2")),
        Chidi = new(new Guid("00000000-0000-0000-0000-0000000000c3"));
    protected static readonly TeamId Platform = new(new Guid("00000000-0000-0000-0000-000000000001"));

    readonly Buckets _buckets = new(new WebOptions());
    readonly List<CommitmentView> _promises = [];

    protected HouseDrawing()
    {
        Services.AddSingleton<TimeProvider>(Time).AddKeyedSingleton<TimeProvider>("domain", Time).AddSingleton(Grains.Factory).AddSingleton(_buckets).AddSingleton<Handover>()
            .AddSingleton(new Modules(files: null)).AddScoped<PageScripts>().AddSingleton(new WebOptions());
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/zone.js").Setup<string>("zone").SetResult("Europe/Berlin");
        Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Profile();
        Team();
        Ledger([], []);
        Grains.Answer<IPmLedgerGrain>(Ana.Value, nameof(IPmLedgerGrain.StillToSay), _ => Held(_promises.Where(promise => promise.Effect is not null || promise.Status is CommitmentStatus.Unconfirmed or CommitmentStatus.Disputed)));
        Record(0, 0);
        Grains.Answer<IPmLedgerGrain>(Ana.Value, nameof(IPmLedgerGrain.Open), _ => Held(Open));
        Grains.Answer<IPmLedgerGrain>(Ana.Value, nameof(IPmLedgerGrain.OpenWith), asked => Held(Open.Where(promise => promise.Promisor == (PersonId)asked[1]! || promise.Requester == (PersonId)asked[1]!)));
    }

    /// <summary>How Ana has kept what she promised.</summary>
    protected void Record(int kept, int of) =>
        Grains.Answer<IPmLedgerGrain>(Ana.Value, nameof(IPmLedgerGrain.Record), _ => Task.FromResult(new KeepRecord(new(kept, of, of, null, null), KeepRate.None, 1, 0, 0, 0, 0, 0, 0)));

    IEnumerable<CommitmentView> Open => _promises.Where(promise => promise.Status.IsOpen()).OrderBy(promise => promise.Due);

    protected FakeTimeProvider Time { get; } = new(new(2031, 3, 13, 9, 0, 0, TimeSpan.Zero));

    protected ScriptedGrains Grains { get; } = new();

    protected LiveDrawing.Said Messages { get; } = new();

    protected static Task<PmPromises> Held(IEnumerable<CommitmentView> promises) => Task.FromResult(new PmPromises([.. promises], 1, promises.Count()));

    /// <summary>Ana, as she is known.</summary>
    protected void Profile(PmStage? stage = null, ImmutableArray<TeamId>? teams = null, ImmutableArray<OwnRetro>? retros = null)
    {
        var profile = new PmProfile(Ana, "Ana Kovač", stage, "Europe/Berlin", null, teams ?? [Platform], retros ?? [], [], 3);
        Grains.Answer<IPmGrain>(Ana.Value, nameof(IPmGrain.Profile), _ => Task.FromResult(profile));
        Grains.Answer<IPmGrain>(Ana.Value, nameof(IPmGrain.Name), _ => Task.FromResult<string?>("Ana Kovač"));
        Grains.Answer<IPmGrain>(Ben.Value, nameof(IPmGrain.Name), _ => Task.FromResult<string?>("Ben"));
    }

    protected static TeamView View(TeamRole mine = TeamRole.Facilitator) => new(Platform, "Platform", mine,
        [new(Ana, "Ana Kovač", mine), new(Ben, "Ben", mine == TeamRole.Facilitator ? TeamRole.Member : TeamRole.Facilitator), new(Chidi, "Chidi", TeamRole.Observer)], [], [], [], null, [], [], null, 7);

    protected void Team(TeamView? view = null)
    {
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.View), _ => Task.FromResult(view ?? View()));
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.Changes), _ => Task.FromResult(ImmutableArray<ChangeId>.Empty));
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.CalendarAddress), _ => Task.FromResult<CalendarAddress?>(null));
    }

    protected void Ledger(ImmutableArray<RetroLine> retros, ImmutableArray<TeamPromise> promises)
    {
        Grains.Answer<ITeamLedgerGrain>(Platform.Value, nameof(ITeamLedgerGrain.Retros), _ => Task.FromResult(retros));
        Grains.Answer<ITeamLedgerGrain>(Platform.Value, nameof(ITeamLedgerGrain.OpenPromises), _ => Task.FromResult(promises));
    }

    /// <summary>A retro in which Ana sits, with what was promised there.</summary>
    protected OwnRetro Sits(string id, string title, Phase phase, params CommitmentView[] promises)
    {
        var retro = new RetroId(id);
        var at = Time.GetUtcNow().AddDays(-10);
        var board = new Board { Id = retro, Phase = phase, Settings = new() { Title = title, Format = "went-well", StartedAt = at } };
        var room = new Room { Promises = [.. promises.Select(promise => new Promise(promise.Id, promise.What, promise.DoneWhen, promise.Due, null, "", promise.Status, null, false, 0))] };
        Grains.Answer<IRetroGrain>(id, nameof(IRetroGrain.GetBoard), _ => Task.FromResult(board));
        Grains.Answer<IRetroGrain>(id, nameof(IRetroGrain.GetRoom), _ => Task.FromResult(room));
        _promises.AddRange(promises);
        foreach (var promise in promises)
            Grains.Answer<ICommitmentGrain>(promise.Id.Value, nameof(ICommitmentGrain.View), _ => Task.FromResult<CommitmentView?>(promise));
        return new(retro, Ana);
    }

    protected static CommitmentView Between(PersonId promisor, PersonId requester, string what, CommitmentStatus status, int day = 20) =>
        new(new(Guid.NewGuid()), what, "everybody can see it", new(2031, 3, day), "Europe/Berlin", promisor, requester, null, null, status, null, null, 1)
        {
            Author = requester,
            FoundedBy = requester,
            TermsHash = "these",
            PromisedAt = status.IsAsked() || status == CommitmentStatus.Declined ? null : new(2031, 3, 3, 9, 0, 0, TimeSpan.Zero),
        };

    protected RetroLine Line(string id, string title, Phase phase = Phase.Close, int daysAgo = 14, string? topic = null, KeptPromises? promises = null, bool archived = false, DateTimeOffset? discarded = null) =>
        new(new(id), title, "went-well", phase, Time.GetUtcNow().AddDays(-daysAgo), phase == Phase.Close ? Time.GetUtcNow().AddDays(-daysAgo) : null, topic, promises ?? new(0, 0, 0), archived, discarded, Time.GetUtcNow().AddDays(-daysAgo));

    /// <summary>A page as Ana sees it; as nobody, when nobody is signed in.</summary>
    protected IRenderedComponent<TPage> Draw<TPage>(Action<ComponentParameterCollectionBuilder<TPage>>? given = null, bool signedIn = true) where TPage : IComponent
    {
        var user = new ClaimsPrincipal(signedIn ? new ClaimsIdentity([new(SignedIn.Claim, Ana.ToString())], "test") : new ClaimsIdentity());
        return Render<TPage>(page =>
        {
            page.AddCascadingValue(Task.FromResult(new AuthenticationState(user))).AddCascadingValue<IMessages>(Messages);
            given?.Invoke(page);
        });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _buckets.Dispose();
        base.Dispose(disposing);
    }
}
