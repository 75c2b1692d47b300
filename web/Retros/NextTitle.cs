using System.Globalization;
using System.Text.RegularExpressions;
using OrleansRetro.Hosting;

namespace OrleansRetro.Retros;

/// <summary>What the retro after another one is called until somebody says otherwise.</summary>
public static partial class NextTitle
{
    static readonly Regex Dated = new($@"\b(?:(?:{Months})\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:{Months}))(?:,?\s+\d{{4}})?(?: · (?<nth>\d{{1,3}}))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>"Sprint 12" is followed by "Sprint 13", "Retro, 9 March" by "Retro, 23 March" or, on the same day, "Retro, 9 March · 2", and a title without a number gets the day.</summary>
    /// <param name="today">The day it starts on, as new retros are named after it.</param>
    public static string After(string title, string today)
    {
        if (Dated.Match(title) is { Success: true } day)
        {
            var next = Fitted(title[..day.Index], today);
            var nth = day.Groups["nth"] is { Success: true } counted ? int.Parse(counted.Value, CultureInfo.InvariantCulture) : 1;
            return title == next || title.StartsWith($"{next} · ", StringComparison.Ordinal) ? Fitted(title[..day.Index], $"{today} · {nth + 1}") : next;
        }
        return Numbered().Match(title) is { Success: true } number
            ? Fitted(title[..number.Index], Successor(number.Value))
            : Fitted(title, $", {today}");
    }

    static string Months => string.Join('|', WebHosting.Languages.SelectMany(language => language.DateTimeFormat.MonthNames).Where(month => month.Length > 0).Distinct().Select(Regex.Escape));

    static string Successor(string number) => (int.Parse(number, CultureInfo.InvariantCulture) + 1).ToString($"D{number.Length}", CultureInfo.InvariantCulture);

    static string Fitted(string start, string end) => $"{start[..Math.Min(start.Length, Longest.Title - end.Length)]}{end}";

    /// <summary>A number at the end that counts something: no year, and no part of a date or a version.</summary>
    [GeneratedRegex(@"(?<!\d)(?<!\d[.,:/-])(?!(?:19|20)\d\d$)\d{1,6}$")]
    private static partial Regex Numbered();
}
