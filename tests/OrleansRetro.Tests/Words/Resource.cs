using System.Collections;
using System.Globalization;
using System.Resources;
using OrleansRetro.Words;

namespace OrleansRetro.Tests;

/// <summary>One resource in one language, read as the product ships it and without falling back to another.</summary>
sealed record Resource(Type Kind, string Language, IReadOnlyDictionary<string, string> Words)
{
    static readonly Type[] Kinds =
        [typeof(Words.Words), typeof(HouseWords), typeof(FormatWords), typeof(CheckInWords), typeof(PhaseWords), typeof(Refusals), typeof(SampleWords), typeof(AccountWords), typeof(AuditWords)];

    /// <summary>English is the neutral language: whoever speaks none of the others reads it.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["", "de"];

    public static IReadOnlyList<Resource> All { get; } = [.. from kind in Kinds from language in Languages select Read(kind, language)];

    public static IEnumerable<Resource> Of<TKind>() => All.Where(resource => resource.Kind == typeof(TKind));

    public override string ToString() => $"{Kind.Name}.{(Language is "" ? "en" : Language)}";

    static Resource Read(Type kind, string language)
    {
        var set = new ResourceManager(kind).GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.True(set is not null, $"{kind.Name} does not exist in '{language}'.");
        return new(kind, language, set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!));
    }
}
