using System.Collections.Immutable;
using System.Reflection;
using Bunit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Live;
using OrleansRetro.Retros;
using OrleansRetro.Shared;
using OrleansRetro.Tests.Cluster;

namespace OrleansRetro.Tests.Components;

/// <summary>Where components are drawn on a running retro: real grains, and nothing between them and the page but what a test puts there.</summary>
public abstract class LiveDrawing : Drawing, IAsyncLifetime
{
    readonly Buckets _buckets = new(new WebOptions());
    readonly LiveFeeds _feeds;

    protected LiveDrawing(RetroCluster cluster)
    {
        _feeds = new(cluster.Grains, TimeProvider.System, new(), NullLogger<LiveFeed>.Instance);
        Services.AddSingleton<TimeProvider>(cluster.Time).AddKeyedSingleton<TimeProvider>("domain", cluster.Time).AddSingleton(cluster.Grains).AddSingleton(new Modules(files: null)).AddScoped<PageScripts>();
        JSInterop.SetupModule("./js/zone.js").Setup<string>("zone").SetResult("Europe/Berlin");
    }

    /// <summary>What the page told somebody.</summary>
    protected Said Messages { get; } = new();

    /// <summary>The page of somebody with a seat, whose acts go to the retro by <paramref name="way"/>.</summary>
    protected async Task<IRenderedComponent<T>> Draw<T>(LiveRetro retro, Somebody who, IRetroGrain? way = null, Action<ComponentParameterCollectionBuilder<T>>? given = null)
        where T : LiveComponent
    {
        ArgumentNullException.ThrowIfNull(retro);
        ArgumentNullException.ThrowIfNull(who);
        var feed = (await _feeds.Follow(retro.Id))!;
        var session = new BoardSession(
            feed, new(who.Caller.Person, who.Seat, false), who.Token, await retro.Seat(who), way ?? retro.Grain, _buckets, new(), draw => Renderer.Dispatcher.InvokeAsync(draw), TimeProvider.System);
        Assert.True(session.TryBegin(_feeds));
        return Render<T>(page =>
        {
            page.AddCascadingValue(session).AddCascadingValue<IMessages>(Messages);
            given?.Invoke(page);
        });
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _feeds.StopAsync(CancellationToken.None);
        _feeds.Dispose();
        _buckets.Dispose();
    }

    /// <summary>Sentences in the order in which they were said.</summary>
    public sealed class Said : IMessages
    {
        public List<string> Sentences { get; } = [];

        /// <summary>Takes back what was done last.</summary>
        public Func<Task> Undo { get; private set; } = () => Task.CompletedTask;

        /// <summary>Something is being said.</summary>
        public event Action? Speaking;

        public void Say(string text)
        {
            Sentences.Add(text);
            Speaking?.Invoke();
        }

        public void SayUndo(string text, Func<Task> undo, params ImmutableArray<Phase> during)
        {
            Sentences.Add(text);
            Undo = undo;
        }

        public void Enter(Phase phase) { }
    }
}

/// <summary>A program whose files lie as they were written.</summary>
sealed class Unpublished : IWebHostEnvironment
{
    public string EnvironmentName { get; set; } = Environments.Development;
    public string ApplicationName { get; set; } = "";
    public string ContentRootPath { get; set; } = "";
    public string WebRootPath { get; set; } = "";
    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
}

/// <summary>A way to a retro on which acts arrive, while their answers may get lost.</summary>
public class LossyWay : DispatchProxy
{
    IRetroGrain _retro = null!;

    /// <summary>From now on nobody hears what became of an act.</summary>
    public bool IsLost { get; set; }

    public static (IRetroGrain Retro, LossyWay Way) To(IRetroGrain retro)
    {
        var seen = Create<IRetroGrain, LossyWay>();
        var way = (LossyWay)(object)seen;
        way._retro = retro;
        return (seen, way);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_retro, args);
        return IsLost && answer is Task<long> act ? Lose(act) : answer;
    }

    static async Task<long> Lose(Task<long> act)
    {
        await act;
        throw new UnknownOutcomeException("The test lost the answer.");
    }
}
