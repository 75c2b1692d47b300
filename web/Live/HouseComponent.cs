using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Live;

/// <summary>What is shown without a live session: reads its view, follows versions and reads anew whenever one has moved.</summary>
public abstract partial class HouseComponent : ComponentBase, IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    CancellationTokenSource _stop = new();
    object? _subject;
    bool _isReading;
    bool _isStale;
    bool _isLeft;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [CascadingParameter] public required IMessages Messages { get; set; }
    [Inject] public required IGrainFactory Grains { get; set; }
    [Inject] public required Buckets Buckets { get; set; }
    [Inject] public required DomainTime Time { get; set; }
    [Inject] public required IStringLocalizer<HouseWords> House { get; set; }
    [Inject] public required IStringLocalizer<Refusals> Refusals { get; set; }
    [Inject] public required ILogger<HouseComponent> Logger { get; set; }

    /// <summary>Who looks; nobody's before <see cref="Standing"/> says that somebody does.</summary>
    public SignedIn Me { get; private set; }

    public Caller Who => Me.Caller;

    public Standing Standing { get; private set; }

    /// <summary>What this is about, where an address names it; another one begins anew.</summary>
    protected virtual object? Subject => null;

    /// <summary>Reads everything that is shown.</summary>
    /// <exception cref="RejectedException">It isn't there, or not for this person.</exception>
    private protected abstract Task ReadView();

    /// <summary>Whether what was just drawn as HTML can be shown as it is.</summary>
    private protected abstract bool TakeOver();

    private protected abstract void HandOver();

    /// <summary>What to follow from the versions that were read.</summary>
    protected virtual IEnumerable<Following> Follow() => [];

    protected override async Task OnParametersSetAsync()
    {
        if (SignedIn.Of((await Authentication).User) is not { } me)
        {
            _stop.Cancel();
            Standing = Standing.SignedOut;
            return;
        }
        if (Standing != Standing.New && Standing != Standing.SignedOut && me == Me && Equals(_subject, Subject))
            return;
        (Me, _subject, Standing) = (me, Subject, Standing.New);
        await Begin();
    }

    async Task Begin()
    {
        _stop.Cancel();
        var stop = _stop = new();
        if (RendererInfo.IsInteractive && TakeOver())
            Standing = Standing.Here;
        else
            await ReadAgain();
        if (!RendererInfo.IsInteractive && Standing == Standing.Here)
            HandOver();
        if (!RendererInfo.IsInteractive || stop.IsCancellationRequested)
            return;
        if (Standing == Standing.Unavailable)
            _ = ReadLater(stop.Token);
        else if (Standing == Standing.Here)
            FollowAll(stop.Token);
    }

    void FollowAll(CancellationToken stop)
    {
        foreach (var following in Follow())
            _ = FollowOne(following, stop);
    }

    async Task ReadLater(CancellationToken stop)
    {
        while (Standing == Standing.Unavailable && await Waited(Pause, stop))
            await InvokeAsync(ReadAgain);
        if (Standing == Standing.Here && !stop.IsCancellationRequested)
            FollowAll(stop);
    }

    /// <summary>Reads and draws; one at a time, and once more when asked meanwhile.</summary>
    protected async Task ReadAgain()
    {
        _isStale = true;
        if (_isReading)
            return;
        _isReading = true;
        try
        {
            while (_isStale)
            {
                _isStale = false;
                Standing = await Try();
            }
        }
        finally
        {
            _isReading = false;
        }
        if (RendererInfo.IsInteractive && !_isLeft)
            StateHasChanged();
    }

    async Task<Standing> Try()
    {
        try
        {
            await ReadView();
            return Standing.Here;
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "not-yours" or "deleted")
        {
            _stop.Cancel();
            return Standing is Standing.New or Standing.Unavailable ? Standing.NotFound : Standing.Gone;
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            // What was shown before stays as it is until it can be read again.
            _isStale = false;
            return Standing == Standing.Here ? Standing.Here : Standing.Unavailable;
        }
    }

    async Task FollowOne(Following following, CancellationToken stop)
    {
        var after = following.After;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var version in following.Watch(after, stop).WithCancellation(stop))
                {
                    after = version;
                    await InvokeAsync(ReadAgain);
                }
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return; // nobody looks any more
            }
            catch (RejectedException)
            {
                // Reading says what has become of it; whoever may not follow doesn't ask again.
                await InvokeAsync(ReadAgain);
                return;
            }
            catch (Exception broken)
            {
                LogBroken(Logger, broken, after);
            }
            if (await Waited(Pause, stop))
                await InvokeAsync(ReadAgain);
        }
    }

    async Task<bool> Waited(TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await Task.Delay(pause, Time, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false; // the page was left
        }
    }

    public virtual void Dispose()
    {
        _isLeft = true;
        _stop.Cancel();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(LogLevel.Information, "A page's watch broke after version {Version}; it is taken up again.")]
    static partial void LogBroken(ILogger logger, Exception broken, long version);
}
