using System.Globalization;
using System.Resources;
using OrleansRetro.Retros;

namespace OrleansRetro.Words;

/// <summary>What polls ask in the default language, for exports that have no reader's language.</summary>
public static class EnglishPolls
{
    static readonly ResourceManager Questions = new(typeof(CheckInWords));

    public static string Question(PollFace poll) =>
        poll.Kind == PollKind.Quick ? poll.Question ?? "" : Questions.GetString($"{Polling.Stem(poll.Kind)}.question", CultureInfo.InvariantCulture) ?? "";
}
