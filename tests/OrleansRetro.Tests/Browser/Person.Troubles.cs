using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace OrleansRetro.Tests.Browser;

/// <summary>What a page complains of. Nobody's page may: a test ends with what was said in the console, by its policy or by a script.</summary>
sealed partial class Person
{
    // A line that a test cuts is no fault of the page. The last one is what Blazor logs of a way back that broke off at its handshake,
    // before it tries again; the same words from a script of ours would be uncaught.
    static readonly string[] OfTheLine =
    [
        "net::ERR_", "WebSocket", "Connection disconnected", "Failed to fetch", "Failed to complete negotiation", "Failed to start the connection", "Connection closed",
        "] Error: Error: Cannot send data if the connection is not in the 'Connected' State.",
    ];

    // What the server answers to whatever a page still sends while it closes; said before that, it is a circuit that died.
    const string OfTheEnd = "Circuit has been shut down due to error.";

    // A program that is told to end begins no new circuit, and the page asks again.
    [GeneratedRegex(@"status of 503 \(Service Unavailable\) \(\S+/_blazor/negotiate\?")]
    private static partial Regex OfADrain();

    volatile bool _isClosing;
    readonly ConcurrentQueue<string> _troubles = new();
    readonly List<string> _forgiven = [];

    /// <summary>Errors in the console, uncaught errors of scripts, and dialogs that no page of ours opens.</summary>
    public IEnumerable<string> Troubles => _troubles.Where(trouble => !OfADrain().IsMatch(trouble) && !OfTheLine.Concat(_forgiven).Any(part => trouble.Contains(part, StringComparison.Ordinal)));

    /// <summary>What the browser says of an answer that a test asks for, as 404, is expected.</summary>
    public Person Forgiving(params string[] parts)
    {
        _forgiven.AddRange(parts);
        return this;
    }

    void Listen()
    {
        Context.Console += (_, said) =>
        {
            if (said.Type == "error" && !(_isClosing && said.Text.Contains(OfTheEnd, StringComparison.Ordinal)))
                _troubles.Enqueue($"{said.Text} ({said.Location})");
        };
        Context.WebError += (_, error) => _troubles.Enqueue($"uncaught: {error.Error}");
        Context.Dialog += async (_, dialog) =>
        {
            _troubles.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    void AssertUntroubled() => Assert.True(!Troubles.Any(), $"{Name}'s page complained:\n{string.Join('\n', Troubles.Take(5))}");
}
