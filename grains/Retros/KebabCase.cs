using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansRetro.Retros;

/// <summary>Enum members spelt as on the wire: <c>check-in</c>, <c>return-on-time</c>.</summary>
public static class KebabCase
{
    public static string Of<T>(T value) where T : struct, Enum => Spelt<T>.ByValue[value];

    public static bool TryParse<T>(string? text, out T value) where T : struct, Enum =>
        Spelt<T>.ByText.TryGetValue(text ?? "", out value);

    static class Spelt<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> ByText = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}

/// <summary>Enum members as kebab-case strings, and nothing else.</summary>
public sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where T : struct, Enum;
