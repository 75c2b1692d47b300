using System.Globalization;
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
        Assert.NotNull(await Ask("StartCircuit", address.ToString(), new Uri(address, path).ToString(), "[]", state));
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

    async Task Connect(Uri address, string cookies)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(Patience);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var negotiation = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/_blazor/negotiate?negotiateVersion=1"));
        negotiation.Headers.TryAddWithoutValidation("Origin", address.GetLeftPart(UriPartial.Authority));
        negotiation.Headers.TryAddWithoutValidation("Cookie", cookies);
        using var answer = await http.SendAsync(negotiation, patience.Token);
        answer.EnsureSuccessStatusCode();
        var token = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(patience.Token)).GetProperty("connectionToken").GetString()!;

        _socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        _socket.Options.SetRequestHeader("Cookie", cookies);
        await _socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor?id={Uri.EscapeDataString(token)}"), patience.Token);
        await _socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, patience.Token);
        var greeting = new byte[16];
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(greeting, 0, (await _socket.ReceiveAsync(greeting, patience.Token)).Count));
        _listening = Listen();
    }

    async Task Send(object?[] message)
    {
        var body = new List<byte>();
        MessagePack.Write(body, message);
        var whole = new List<byte>();
        for (var size = body.Count; ; size >>= 7)
        {
            whole.Add((byte)(size > 0x7F ? size & 0x7F | 0x80 : size));
            if (size <= 0x7F)
                break;
        }
        whole.AddRange(body);
        await _sending.WaitAsync(_end.Token);
        try
        {
            await _socket.SendAsync(whole.ToArray(), WebSocketMessageType.Binary, true, _end.Token);
        }
        catch (WebSocketException)
        {
            // Cut off in the middle, as a message too large may be; the end is heard by who listens.
        }
        finally
        {
            _sending.Release();
        }
    }

    async Task Listen()
    {
        var buffer = new byte[64 * 1024];
        var pending = new MemoryStream();
        try
        {
            while (await _socket.ReceiveAsync(buffer, _end.Token) is { MessageType: not WebSocketMessageType.Close } part)
            {
                pending.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    foreach (var message in Messages(pending.ToArray()))
                        await Hear(message);
                    pending.SetLength(0);
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return;
        }
        catch (WebSocketException)
        {
            // Cut off, which is one way to be ended.
        }
        Note(() => _closed = true);
    }

    static List<object?[]> Messages(ReadOnlySpan<byte> bytes)
    {
        var messages = new List<object?[]>();
        while (bytes.Length > 0)
        {
            int size = 0, shift = 0;
            while (true)
            {
                var part = bytes[0];
                bytes = bytes[1..];
                size |= (part & 0x7F) << shift;
                if (part < 0x80)
                    break;
                shift += 7;
            }
            var message = bytes[..size];
            bytes = bytes[size..];
            messages.Add((object?[])MessagePack.Read(ref message)!);
        }
        return messages;
    }

    async Task Hear(object?[] message)
    {
        switch (message[0])
        {
            case 1L when message is [_, _, _, "JS.RenderBatch", object?[] and [long batch, byte[] drawing], ..]:
                Note(() =>
                {
                    Drawings++;
                    _drawn.Append(Encoding.UTF8.GetString(drawing));
                });
                if (Acknowledges)
                    await Tell("OnRenderCompleted", batch, null);
                break;
            case 1L when message is [_, _, _, "JS.BeginInvokeJS", object?[] and [long call, string script, string given, long kind, ..], ..]:
                if (script == "start" && Handed().Match(given) is { Success: true } handed)
                    Note(() => _handed = long.Parse(handed.Groups[1].Value, CultureInfo.InvariantCulture));
                // Whatever a script is asked succeeds, with the object or the nothing that is expected.
                await Tell("EndInvokeJSFromDotNet", call, true, kind == 1 ? $$"""[{{call}},true,{"__jsObjectId":{{call}}}]""" : $"[{call},true,null]");
                break;
            case 1L when message is [_, _, _, "JS.EndInvokeDotNet", object?[] and [string call, var succeeded, var answer], ..]:
                lock (_lock)
                    _asked[$"script {call}"].TrySetResult(succeeded is true ? answer : null);
                break;
            case 3L:
                lock (_lock)
                    _asked[(string)message[2]!].TrySetResult((long)message[3]! == 3L ? message[4] : null);
                break;
            case 7L:
                Note(() => _closed = true);
                break;
        }
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
            if (left <= TimeSpan.Zero || await Task.WhenAny(moved, Task.Delay(left, _end.Token)) != moved)
                throw new TimeoutException(otherwise);
        }
    }

    [GeneratedRegex("""\{"__dotNetObject":(\d+)\}""")]
    private static partial Regex Handed();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([^-]*)-->")]
    private static partial Regex State();

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".*?\})-->""")]
    private static partial Regex Marker();
}
