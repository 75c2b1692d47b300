using System.Globalization;
using Microsoft.Extensions.Localization;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>What the polls that bring their own question ask, and what their answers mean.</summary>
public static class Polling
{
    /// <summary>An id for a new poll of this kind.</summary>
    public static PollId NewId(PollKind kind) => new($"{Stem(kind)}-{Guid.NewGuid():N}"[..24]);

    /// <summary>The polls that a check-in may ask.</summary>
    public static bool IsCheckIn(PollKind kind) => kind is PollKind.Safety or PollKind.Esvp or PollKind.Mood;

    /// <summary>Answers are numbers on a scale.</summary>
    public static bool IsScale(PollKind kind) => kind is PollKind.Safety or PollKind.Mood or PollKind.ReturnOnTime or PollKind.FistOfFive;

    public static string Question(this IStringLocalizer<CheckInWords> words, PollFace poll) =>
        poll.Kind == PollKind.Quick ? poll.Question ?? "" : words[$"{Stem(poll.Kind)}.question"];

    /// <summary>An answer in words: for a scale, what its number means.</summary>
    public static string Meaning(this IStringLocalizer<CheckInWords> words, PollFace poll, string option) =>
        poll.Kind == PollKind.Quick ? option : words[$"{Stem(poll.Kind)}.{option}"];

    /// <summary>What was answered on average, on a scale, as far as it may be shown.</summary>
    public static double? Mean(PollFace poll) => IsScale(poll.Kind) && poll.Results is { } results && results.Values.Sum() is > 0 and var answers
        ? results.Sum(result => int.Parse(result.Key, CultureInfo.InvariantCulture) * result.Value) / (double)answers
        : null;

    /// <summary>How the keys of its words begin.</summary>
    public static string Stem(PollKind kind) => kind switch
    {
        PollKind.Safety => "safety",
        PollKind.Esvp => "esvp",
        PollKind.Mood => "mood",
        PollKind.FistOfFive => "fist",
        PollKind.MoreTime => "more-time",
        PollKind.ReturnOnTime => "roti",
        _ => "quick",
    };
}
