using Microsoft.Extensions.Logging;
using OrleansRetro.Hosting;

namespace OrleansRetro.Tests.Ops;

/// <summary>What Orleans says of a call is not said again.</summary>
[Trait("Row", "R10")]
public sealed class DiscreetLoggersTests
{
    const string Call = "Request [sys.client/1]->[S127.0.0.1:30000:0 retro/q7Jx2mWv9sKd4hTn8yLpRA] OrleansRetro.Retros.IRetroGrain.AddCard";

    [Theory]
    [InlineData("Orleans.Runtime.CallbackData", LogLevel.Warning, Call, null, null)]
    [InlineData("Orleans.Messaging", LogLevel.Error, Call, null, "Something about one grain")]
    [InlineData("Orleans.Messaging", LogLevel.Error, Call, "at AddCard", "Something about one grain that is not repeated here; its number tells what kind of thing it is. TimeoutException in ")]
    [InlineData("Orleans.Messaging", LogLevel.Warning, "Late: [S127.0.0.1:30000:0 pmledger/0197a000]", null, null)]
    [InlineData("Orleans.Messaging", LogLevel.Warning, "Late: [S127.0.0.1:30000:0 teamledger/0197a000]", null, null)]
    [InlineData("Orleans.Messaging", LogLevel.Warning, "Late: [S127.0.0.1:30000:0 amends/0197a000]", null, null)]
    [InlineData("Orleans.Messaging", LogLevel.Warning, "Late: [S127.0.0.1:30000:0 partnership/0197a000]", null, null)]
    [InlineData("Orleans.Messaging", LogLevel.Warning, "Late: [S127.0.0.1:30000:0 change/0197a000]", null, null)]
    [InlineData("Orleans.Messaging", LogLevel.Error, "It broke", Call, "It broke")]
    [InlineData("OrleansRetro.Live.LiveFeed", LogLevel.Information, "A watch broke", Call, "A watch broke")]
    [InlineData("Orleans.Runtime.Silo", LogLevel.Warning, "A silo is gone", "Connection refused", "A silo is gone Connection refused")]
    public void A_call_is_named_by_nobody(string category, LogLevel level, string text, string? cause, string? said)
    {
        var kept = new Kept();
        using var loggers = new DiscreetLoggers(LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(kept)));

        loggers.CreateLogger(category).Log(level, 7, text, cause is null ? null : new TimeoutException(cause), (state, _) => state);

        if (said is null)
            Assert.Empty(kept.Said);
        else
            Assert.StartsWith(said, Assert.Single(kept.Said), StringComparison.Ordinal);
        Assert.DoesNotContain(kept.Said, line => line.Contains("retro/", StringComparison.Ordinal) || line.Contains("AddCard", StringComparison.Ordinal));
    }

    sealed class Kept : ILoggerProvider, ILogger
    {
        public List<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add($"{formatter(state, exception)} {exception?.Message}");
        public void Dispose()
        {
        }
    }
}
