using System.Globalization;

namespace OrleansRetro.Shared;

/// <summary>The beginning of a name, for a face that has no picture.</summary>
public static class Initials
{
    public static string Of(string name) => StringInfo.GetNextTextElement(name) is var first && name.Length > first.Length
        ? first + StringInfo.GetNextTextElement(name, first.Length).Trim()
        : first;
}
