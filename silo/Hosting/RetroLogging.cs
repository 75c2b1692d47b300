using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace OrleansRetro.Hosting;

/// <summary>What is said on the console, the same for all programs: by the standard <c>Logging</c> settings, but never what passes through.</summary>
public static class RetroLogging
{
    static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:OrleansRetro"] = "Information",
    };

    /// <exception cref="CannotStartException">A level can't be read.</exception>
    public static void AddRetroLogging(this IHostApplicationBuilder builder)
    {
        Settings.AssertLevels(builder.Configuration);
        // Before all other sources, so that any of them has the last word.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        // A slim host has chosen its format before anybody could.
        builder.Services.Configure<ConsoleLoggerOptions>(builder.Configuration.GetSection("Logging:Console"));
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(services => new DiscreetLoggers(ActivatorUtilities.CreateInstance<LoggerFactory>(services))));
    }
}
