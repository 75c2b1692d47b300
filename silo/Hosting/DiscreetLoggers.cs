using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Hosting;

/// <summary>
/// Frameworks say at their loud levels, and in their scopes, what passes through them: paths with tokens, the arguments of a page's calls, keys of grains,
/// and for each act its moment. Whatever the settings ask for, that is not said.
/// </summary>
sealed class DiscreetLoggers(ILoggerFactory loggers) : ILoggerFactory
{
    static readonly (string Of, LogLevel Least)[] Talkative =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning), ("Microsoft.Extensions.Localization", LogLevel.Warning), ("MudBlazor", LogLevel.Warning), ("Npgsql", LogLevel.Warning),
        ("Microsoft.EntityFrameworkCore", LogLevel.Warning), ("Microsoft.IdentityModel", LogLevel.Warning),
        // A call that nobody wants any more, in a silo that is gone: nothing is lost with it.
        ("Orleans.Runtime.GrainCallCancellationManager", LogLevel.Critical),
        ("Orleans.", LogLevel.Information), ("OrleansRetro.Visitors", LogLevel.Information), ("OrleansRetro.Live", LogLevel.Information),
    ];

    // Names the grain, and is no error: whoever called is told, and asks again.
    const int Undeliverable = 100071;

    // With what names of grains begin. A call that is late or lost is named with its grain: which board it was, what was asked there, and when.
    static readonly SearchValues<string> Grains = SearchValues.Create(["retro/", "invite/", "commitment/", "pm/", "pmledger/", "team/", "teamledger/", "audit/", "partnership/", "amends/", "change/"], StringComparison.Ordinal);

    const string Untold = "Something about one grain that is not repeated here; its number tells what kind of thing it is.";

    public ILogger CreateLogger(string categoryName) =>
        Array.Find(Talkative, talk => categoryName.StartsWith(talk.Of, StringComparison.Ordinal)) is { Of: not null } talkative
            ? new Discreet(loggers.CreateLogger(categoryName), talkative.Least, namesGrains: talkative.Of.StartsWith("Orleans", StringComparison.Ordinal))
            : loggers.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose() => loggers.Dispose();

    sealed class Discreet(ILogger logger, LogLevel least, bool namesGrains) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel) || eventId.Id == Undeliverable)
                return;
            var told = exception is null || !NamesOne(exception.ToString()) ? exception : null;
            if (!NamesOne(formatter(state, told)))
                logger.Log(logLevel, eventId, state, told, formatter);
            else if (logLevel >= LogLevel.Error)
                // What callers ask again, such as an activation that could not begin, is no error.
                logger.Log(exception is not null && Patience.IsPassing(exception) ? LogLevel.Warning : logLevel, eventId, exception is null ? Untold : $"{Untold} {Broken(exception)}", null, (text, _) => text);
        }

        // What broke, without any message: the kinds of failure from the outside in, and the methods here that it went through.
        static string Broken(Exception exception)
        {
            var kinds = new List<string>();
            var methods = new List<string>();
            for (var failure = exception; failure is not null; failure = failure.InnerException)
            {
                kinds.Add(failure.GetType().Name);
                methods.AddRange(new StackTrace(failure).GetFrames().Select(frame => DiagnosticMethodInfo.Create(frame))
                    .Where(method => method?.DeclaringTypeName?.StartsWith("OrleansRetro.", StringComparison.Ordinal) == true).Select(method => $"{method!.DeclaringTypeName}.{method.Name}"));
            }
            return $"{string.Join(" of ", kinds)} in {string.Join(", ", methods.Distinct())}";
        }

        bool NamesOne(string text) => namesGrains && text.AsSpan().ContainsAny(Grains);
    }
}
