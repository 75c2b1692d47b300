using System.Text.RegularExpressions;

namespace OrleansRetro.Load.Circuits;

/// <summary>What a prerendered page carries for the circuit that takes it over.</summary>
sealed partial record PageState(string Protected, string Roots)
{
    public static PageState Of(string html)
    {
        var operations = Marker().Matches(html).Select((marker, index) => $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker.Groups[1].Value}}}""").ToArray();
        if (operations.Length == 0) throw new IOException("the page has nothing for a circuit to take over");
        return new PageState(State().Match(html).Groups[1].Value, $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""");
    }

    [GeneratedRegex("<!--Blazor-Server-Component-State:([^-]*)-->")]
    private static partial Regex State();

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".*?\})-->""")]
    private static partial Regex Marker();
}
