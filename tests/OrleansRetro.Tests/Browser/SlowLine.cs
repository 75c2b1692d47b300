using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>A page whose events can be held on their way, while it goes on drawing what the program sends.</summary>
sealed class SlowLine
{
    readonly ConcurrentQueue<byte[]> _late = new();
    IWebSocketRoute? _program;
    volatile bool _holds;

    /// <summary>To be laid before the page opens.</summary>
    public static async Task<SlowLine> Of(Person person)
    {
        var line = new SlowLine();
        await person.Page.RouteWebSocketAsync("**/_blazor**", line.Lay);
        return line;
    }

    public void Hold() => _holds = true;

    /// <summary>What was held arrives, in its order.</summary>
    public void Release()
    {
        _holds = false;
        foreach (var bytes in _late)
            _program!.Send(bytes);
        _late.Clear();
    }

    void Lay(IWebSocketRoute page)
    {
        var program = _program = page.ConnectToServer();
        page.OnMessage(frame =>
        {
            // What the page says of its drawing goes through, or nothing more would be sent to it.
            if (_holds && frame.Binary is { } said && said.AsSpan().IndexOf("OnRenderCompleted"u8) < 0)
                _late.Enqueue(said);
            else if (frame.Binary is { } bytes)
                program.Send(bytes);
            else
                program.Send(frame.Text!);
        });
    }
}
