using System.Globalization;
using System.Text.Json;

namespace OrleansRetro.Load.History;

/// <summary>An event as it is stored. What is neither a card nor a vote has no <paramref name="Act"/>.</summary>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Act">What was done.</param>
/// <param name="Thing">The card or topic.</param>
/// <param name="Value">The words, or the count of votes.</param>
/// <param name="Column">Of an added card.</param>
/// <param name="Tag">Stands for the voter.</param>
sealed record Fact(long Version, Act? Act = null, string Thing = "", string Value = "", string Column = "", string Tag = "")
{
    public static Fact Read(long version, ReadOnlySpan<byte> stored)
    {
        var json = JsonElement.Parse(stored);
        string Text(string name) => json.GetProperty(name).GetString()!;
        return Text("$t") switch
        {
            "card-added" => new(version, History.Act.Add, Text("card"), Text("text"), Text("column")),
            "card-reworded" => new(version, History.Act.Reword, Text("card"), Text("text")),
            "card-deleted" => new(version, History.Act.Delete, Text("card")),
            "votes-set" => new(version, History.Act.Vote, Text("topic"), json.GetProperty("count").GetInt32().ToString(CultureInfo.InvariantCulture), Tag: Text("voterTag")),
            _ => new(version),
        };
    }
}
