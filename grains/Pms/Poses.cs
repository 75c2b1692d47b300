using System.Globalization;
using System.Text;

namespace OrleansRetro.Pms;

/// <summary>Names that make others believe that somebody speaks for the room or for the installation, however they are spelt.</summary>
static class Poses
{
    /// <summary>Roles in a room, in the languages the pages are written in.</summary>
    static readonly HashSet<string> OfTheRoom =
    [
        "facilitator", "facilitators", "facilitation", "cofacilitator", "moderator", "moderators", "moderation", "comoderator", "scrummaster",
        "moderatorin", "moderierende", "comoderatorin", "moderationsteam", "sitzungsleitung", "sitzungsleiter", "sitzungsleiterin",
    ];

    /// <summary>Roles over all rooms, and the program itself.</summary>
    static readonly HashSet<string> OfTheInstallation =
    [
        "admin", "admins", "administrator", "administrators", "administration", "sysadmin", "superuser", "root", "operator", "operators", "system", "support", "helpdesk", "staff",
        "administratorin", "administratoren", "systemverwalter", "systemverwalterin", "betreiber", "betreiberin", "betriebsteam", "superadmin", "orleansretro",
    ];

    /// <summary>Letters of other scripts that are drawn like Latin ones.</summary>
    static readonly Dictionary<char, char> Alike = "аaеeоoрpсcуyхxіiјjѕsԁdтtмmкkнhвbαaοoρpιiτtνvκkεeηnıi".Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <param name="facilitates">Whoever does may say so.</param>
    public static bool As(string name, bool facilitates)
    {
        var words = Bare(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Append(string.Concat(words)).Any(word => OfTheInstallation.Contains(word) || (!facilitates && OfTheRoom.Contains(word)));
    }

    /// <summary>In small Latin letters without marks, widths and what can't be seen; anything else parts words.</summary>
    static string Bare(string name)
    {
        var bare = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(letter);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
                continue;
            bare.Append(Alike.GetValueOrDefault(letter, char.IsLetter(letter) ? letter : ' '));
        }
        return bare.ToString();
    }
}
