using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OrleansRetro.Commitments;
using OrleansRetro.Hosting;

namespace OrleansRetro.Retros;

/// <summary>How people, days and promises are called on a stage.</summary>
public static class Saying
{
    // Days from which a day needs its year.
    const int NextYear = 300;

    /// <summary>"Fri, March 14".</summary>
    public static string Day(DateOnly day) => $"{day.ToString("ddd", CultureInfo.CurrentCulture)}, {day.ToString("M", CultureInfo.CurrentCulture)}";

    /// <summary>The same, with its year where that could be taken for another one.</summary>
    public static string Day(DateOnly day, DateOnly today) => Math.Abs(day.DayNumber - today.DayNumber) < NextYear ? Day(day) : day.ToString("D", CultureInfo.CurrentCulture);

    /// <summary>Somebody's name here; empty when they have left for good.</summary>
    public static string Name(this Board board, ParticipantId? who) => who is { } seat ? board.Seats.GetValueOrDefault(seat)?.Name ?? "" : "";

    /// <summary>A name as it stands in a sentence, also when whoever had it has left for good.</summary>
    public static string Called(this IStringLocalizer<Words.Words> words, string name) => name.Length > 0 ? name : words["common.somebody-left"];

    /// <summary>Where a promise stands, in a few words.</summary>
    public static string State(this IStringLocalizer<Words.Words> words, Promise promise) => PromiseStatus.Key(promise) switch
    {
        // Whose word is waited for is the two people's to know, once they look for terms.
        "asked" when promise.Status != CommitmentStatus.Requested => words["promise.in-talk"],
        "asked" => words["promise.waiting", words.Called(promise.OwnerName)],
        "promised" => words["promise.open"],
        "handed-over" => words["promise.handed-over", words.Called(promise.OwnerName)],
        "declined" => words["commit.declined", words.Called(promise.OwnerName)],
        "let-go" => words["promise.not-needed"],
        var key => words[$"promise.{key}"],
    };

    /// <summary>The start of every link that is handed out here, without a slash at its end.</summary>
    public static string Origin(WebOptions options, NavigationManager navigation) =>
        (options.PublicUrl ?? new Uri(navigation.BaseUri)).GetLeftPart(UriPartial.Authority);

    /// <summary>A sentence's words without the full stop somebody gave them, so that they fit into another.</summary>
    public static string Within(string words) => words.TrimEnd('.', ' ');
}
