using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace OrleansRetro;

/// <summary>Settings as they are needed from the start, so that a wrong one is said at the start, by the name under which the environment has it.</summary>
public static class Settings
{
    /// <summary>Numbers are whole and from 1 on.</summary>
    /// <exception cref="CannotStartException">A value can't be read.</exception>
    public static T Read<T>(IConfiguration configuration, string section) where T : new()
    {
        var values = configuration.GetSection(section);
        foreach (var property in Of<T>())
        {
            if (values[property.Name] is { Length: > 0 } text && WhatIsWrong(property.PropertyType, text) is { } rule)
                throw new CannotStartException($"{Variable($"{section}:{property.Name}")} must be {rule}, not '{text}'.");
        }
        return values.Get<T>() ?? new();
    }

    /// <summary>What <see cref="Read"/> takes from its section.</summary>
    public static IEnumerable<PropertyInfo> Of<T>() => typeof(T).GetProperties().Where(property => property.CanWrite);

    /// <summary>That every setting of a section is one that there is: a name that was mistyped would do nothing, and nobody would know.</summary>
    /// <param name="known">What may stand in it, with <c>:</c> where one holds others.</param>
    /// <exception cref="CannotStartException">There is another.</exception>
    public static void AssertKnown(IConfiguration configuration, string section, IEnumerable<string> known)
    {
        var names = known.Select(name => $"{section}:{name}").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = configuration.GetSection(section).AsEnumerable().FirstOrDefault(setting => setting.Key != section && setting.Value is { Length: > 0 } && !names.Contains(setting.Key));
        if (unknown.Key is not null)
            throw new CannotStartException($"There is no setting {Variable(unknown.Key)}. README.md lists those that there are.");
    }

    /// <summary>That what is said of logging can be read.</summary>
    /// <exception cref="CannotStartException">It can't.</exception>
    public static void AssertLevels(IConfiguration configuration)
    {
        var wrong = configuration.GetSection("Logging").AsEnumerable().FirstOrDefault(setting =>
            setting.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && setting.Value is { Length: > 0 } level && WhatIsWrong(typeof(LogLevel), level) is not null);
        if (wrong.Key is not null)
            throw new CannotStartException($"{Variable(wrong.Key)} must be {WhatIsWrong(typeof(LogLevel), "")}, not '{wrong.Value}'.");
    }

    static string? WhatIsWrong(Type type, string text) => type switch
    {
        _ when type == typeof(int) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? null : "a whole number from 1 on",
        _ when type == typeof(bool) => bool.TryParse(text, out _) ? null : "true or false",
        { IsEnum: true } => Enum.TryParse(type, text, ignoreCase: true, out _) ? null : $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ => null,
    };

    static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
