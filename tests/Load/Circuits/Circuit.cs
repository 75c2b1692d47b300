using System.Net.WebSockets;
using System.Text;
using OrleansRetro.Load.Contract;

namespace OrleansRetro.Load.Circuits;

/// <summary>One person's page on a board as blazor.web.js keeps it, without a browser: it acknowledges what is drawn and answers what scripts are asked.</summary>
sealed class Circuit(Browser browser, Faults faults) : IAsyncDisposable
{
    const string Start = "start";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly byte[] CardWords = Encoding.ASCII.GetBytes(Rewording.Common);

    readonly HubSocket socket = new();
    readonly CancellationTokenSource leave = new();
    readonly TaskCompletionSource<string> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task listening = Task.CompletedTask;
    Sightings? sightings;
    long lastDrawn;

    /// <summary><see cref="Clock"/> ticks.</summary>
    public long LastDrawn => Volatile.Read(ref lastDrawn);

    /// <summary>Joins in a seat of its own, and opens the board until its cards are drawn.</summary>
    public static async Task<Circuit> Open(Board board, string name, Faults faults, CancellationToken stop)
    {
        var circuit = new Circuit(new Browser(board.Target), faults);
        try
        {
            await circuit.Open(board, name, stop);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    async Task Open(Board board, string name, CancellationToken stop)
    {
        await browser.Join(board, name, stop);
        var path = $"/retros/{board.Id}";
        var page = PageState.Of(await browser.Page(path, stop));
        await socket.Connect(browser, stop);
        listening = Listen();
        await Tell(HubMessage.Call("StartCircuit", Start, browser.Target.ToString(), new Uri(browser.Target, path).ToString(), "[]", page.Protected));
        await started.Task.WaitAsync(Patience, stop);
        await Tell(HubMessage.Call("UpdateRootComponents", null, page.Roots, page.Protected));
        await shown.Task.WaitAsync(Patience, stop);
    }

    public void Watch(Sightings? of) => Volatile.Write(ref sightings, of);

    /// <summary>The server ends a connection that says nothing for 30 s.</summary>
    public async Task Ping()
    {
        try
        {
            await Tell(HubMessage.Ping);
        }
        catch (WebSocketException broken)
        {
            faults.Add($"a circuit took no ping: {broken.Message}");
        }
    }

    /// <summary>As when the page is closed: the server forgets the circuit at once.</summary>
    public async Task Leave(CancellationToken stop)
    {
        await leave.CancelAsync();
        await listening;
        await browser.Disconnect(await started.Task, stop);
    }

    Task Tell(byte[] message) => socket.Send(message, leave.Token);

    async Task Listen()
    {
        try
        {
            while (await socket.Receive(leave.Token) is { IsEmpty: false } messages)
            {
                var now = Clock.Now;
                foreach (var answer in Hear(messages.Span, now)) await Tell(answer);
            }
            faults.Add("the server closed a circuit");
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            return;
        }
        catch (Exception broken) when (broken is WebSocketException or IOException)
        {
            faults.Add($"a circuit broke: {broken.Message}");
        }
        started.TrySetException(new IOException("a circuit ended before it had begun"));
        shown.TrySetException(new IOException("a circuit ended before it had shown the board"));
    }

    List<byte[]> Hear(ReadOnlySpan<byte> bytes, long now)
    {
        var answers = new List<byte[]>();
        while (HubMessage.TryTake(ref bytes, out var message))
        {
            var packed = new Packed(message);
            packed.Array();
            switch (packed.Integer())
            {
                case HubMessage.Invocation:
                    packed.Skip();
                    packed.Skip();
                    if (Answer(packed, now) is { } answer) answers.Add(answer);
                    break;
                case HubMessage.Completion:
                    packed.Skip();
                    packed.Skip();
                    if (packed.Integer() == 3) started.TrySetResult(packed.Text());
                    else started.TrySetException(new IOException("StartCircuit answered nothing"));
                    break;
                case HubMessage.Close:
                    faults.Add($"the server ended a circuit: {packed.Text()}");
                    break;
            }
        }
        return answers;
    }

    byte[]? Answer(Packed packed, long now)
    {
        var target = packed.Text();
        packed.Array();
        switch (target)
        {
            case "JS.RenderBatch":
                var batch = packed.Integer();
                Drawn(packed.Bytes(), now);
                return HubMessage.Call("OnRenderCompleted", null, batch, null);
            case "JS.BeginInvokeJS":
                var call = packed.Integer();
                packed.Skip();
                packed.Skip();
                // Whatever a script is asked succeeds: with an object where one is expected, else with nothing.
                var result = packed.Integer() == 1 ? $$"""{"__jsObjectId":{{call}}}""" : "null";
                return HubMessage.Call("EndInvokeJSFromDotNet", null, call, true, $"[{call},true,{result}]");
            case "JS.Error":
                faults.Add($"a page failed: {packed.Text()}");
                return null;
            default:
                return null;
        }
    }

    void Drawn(ReadOnlySpan<byte> drawing, long now)
    {
        Volatile.Write(ref lastDrawn, now);
        if (!shown.Task.IsCompleted && drawing.IndexOf(CardWords) >= 0) shown.TrySetResult();
        Volatile.Read(ref sightings)?.Look(drawing, now);
    }

    public async ValueTask DisposeAsync()
    {
        await leave.CancelAsync();
        await listening;
        socket.Dispose();
        browser.Dispose();
        leave.Dispose();
    }
}
