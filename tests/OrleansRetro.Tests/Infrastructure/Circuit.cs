using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>A page's live connection, spoken to without a browser: every message can be forged, held back or made too large.</summary>
sealed partial class Circuit : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ClientWebSocket _socket = new();
    readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    readonly SemaphoreSlim _sending = new(1);
    readonly Lock _lock = new();
    readonly StringBuilder _drawn = new();
    readonly Dictionary<string, TaskCompletionSource<object?>> _asked = [];
    TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task _listening = Task.CompletedTask;
    int _calls;
    long? _handed;
    bool _closed;

    /// <summary>How many drawings have come.</summary>
    public int Drawings { get; private set; }

    /// <summary>The secret by which it could be taken up again.</summary>
    public string? Id { get; private set; }

    /// <summary>Whether it tells the server that it has drawn.</summary>
    public bool Acknowledges { get; init; } = true;

    /// <summary>Opens the page and then its circuit, as blazor.web.js does.</summary>
    public static async Task<Circuit> Open(PageVisitor visitor, string path, bool acknowledges = true)
    {
        var circuit = new Circuit { Acknowledges = acknowledges };
        try
        {
            await circuit.Connect(visitor.Address, visitor.Cookies);
            await circuit.Draw(visitor.Address, path, (await visitor.Get(path)).Is(200).Text);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection without a page.</summary>
    public static async Task<Circuit> Connect(PageVisitor visitor)
    {
        var circuit = new Circuit();
        await circuit.Connect(visitor.Address, visitor.Cookies);
        return circuit;
    }

    /// <summary>Takes the place of the page that <paramref name="html"/> is.</summary>
    public async Task Draw(Uri address, string path, string html)
    {
        var state = State().Match(html).Groups[1].Value;
        Id = await Ask("StartCircuit", address.ToString(), new Uri(address, path).ToString(), "[]", state) as string;
        Assert.NotNull(Id);
        var operations = Marker().Matches(html).Select((marker, index) => $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker.Groups[1].Value}}}""");
        await Tell("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state);
    }

    /// <summary>Waits until this text has been drawn.</summary>
    public Task Shows(string text) => Until(() => _drawn.ToString().Contains(text, StringComparison.Ordinal), $"It never showed '{text}'.");

    /// <summary>Waits until the server has ended it.</summary>
    public Task Ended() => Until(() => _closed, "It was not ended.");

    /// <summary>Waits until so many drawings have come.</summary>
    public Task Drew(int count) => Until(() => Drawings >= count, $"It drew {Drawings} times instead of {count}.");

    public bool HasEnded => _closed;

    /// <summary>Calls what the page handed to its script, as the script would; answers JSON, and fails if the call did.</summary>
    public async Task<JsonElement> Invoke(string method, params object?[] arguments)
    {
        await Until(() => _handed is not null, "The page handed nothing to a script.");
        var answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = Interlocked.Increment(ref _calls).ToString(provider: null);
        lock (_lock)
            _asked[$"script {call}"] = answer;
        await Tell("BeginInvokeDotNetFromJS", call, null, method, _handed, JsonSerializer.Serialize(arguments));
        return JsonSerializer.Deserialize<JsonElement>((string)(await answer.Task.WaitAsync(Patience, _end.Token))!);
    }

    /// <summary>Calls the server without waiting for an answer.</summary>
    public Task Tell(string target, params object?[] arguments) => Send([1, new object(), null, target, arguments, Array.Empty<object>()]);

    /// <summary>Calls the server and waits for its answer.</summary>
    public async Task<object?> Ask(string target, params object?[] arguments)
    {
        var answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = Interlocked.Increment(ref _calls).ToString(provider: null);
        lock (_lock)
            _asked[id] = answer;
        await Send([1, new object(), id, target, arguments, Array.Empty<object>()]);
        return await answer.Task.WaitAsync(Patience, _end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        _socket.Dispose();
        _end.Dispose();
        _sending.Dispose();
    }

    void Note(Action happened)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            happened();
            (moved, _moved) = (_moved, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        moved.SetResult();
    }

    async Task Until(Func<bool> isSo, string otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (isSo())
                    return;
                moved = _moved.Task;
            }
            var left = Patience - TimeProvider.System.GetElapsedTime(began);
            try
            {
                await moved.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _end.Token);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException(otherwise);
            }
        }
    }

    [GeneratedRegex("<!--Blazor-Server-Component-State:([^-]*)-->")]
    private static partial Regex State();

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".*?\})-->""")]
    private static partial Regex Marker();
}
