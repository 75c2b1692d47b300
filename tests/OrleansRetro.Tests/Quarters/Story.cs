using System.Collections.Immutable;
using System.Globalization;
using OrleansRetro.Commitments;

namespace OrleansRetro.Tests.Quarters;

/// <summary>Something that one of the two does, or a word of it: <c>newday 04-12</c>.</summary>
sealed record Deed(DateTimeOffset At, string Act, string With);

/// <summary>One promise, and what happens to it in turn.</summary>
/// <param name="PartOf">The number of the bigger one.</param>
sealed record Story(int Number, string Promisor, string Requester, DateOnly Due, Stake? Size, int? PartOf, bool Afterwards, ImmutableArray<Deed> Deeds)
{
    public const string Zone = "Europe/Berlin";
    const int Year = 2030;

    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    public string What => $"do thing {Number}";

    public CommitmentId Id { get; set; } = new(Guid.NewGuid());

    /// <summary>Whether it is the promisor who does this, and not the requester, as things stand.</summary>
    public static bool IsPromisors(string act, CommitmentView seen) => act switch
    {
        "take" or "counter" or "askback" or "decline" => seen.Author != seen.Promisor,
        "clarify" => seen.Author == seen.Promisor,
        "agree" or "keepday" => seen.Asked!.By != seen.Promisor,
        "risk" or "ontrack" or "newday" or "terms" or "withdraw" or "done" or "dispute" or "settle" => true,
        _ => false,
    };

    /// <param name="line"><c>ben to mia | large | due 02-15 | 02-04 09:00 ask | …</c></param>
    public static Story Read(string line, int number)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        var people = parts[0].Split(" to ");
        var story = new Story(number, people[0], people[1], default, null, null, false, []);
        foreach (var part in parts.Skip(1))
        {
            var words = part.Split(' ');
            story = words switch
            {
                ["due", var day] => story with { Due = Day(day) },
                ["part", "of", var whole] => story with { PartOf = int.Parse(whole, CultureInfo.InvariantCulture) },
                ["afterwards"] => story with { Afterwards = true },
                [var size] => story with { Size = Enum.Parse<Stake>(size, ignoreCase: true) },
                [var day, var time, var act, .. var with] => story with { Deeds = story.Deeds.Add(new(At(Day(day), TimeOnly.Parse(time, CultureInfo.InvariantCulture)), act, string.Join(' ', with))) },
                _ => throw new FormatException(part),
            };
        }
        return story;
    }

    public static DateOnly Day(string monthAndDay) => DateOnly.ParseExact($"{Year}-{monthAndDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTimeOffset At(DateOnly day, TimeOnly time = default) => new(day.ToDateTime(time), Berlin.GetUtcOffset(day.ToDateTime(time)));
}
