using System.Collections.Immutable;
using System.Globalization;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>A retro in which words were found, and some of the texts that have them.</summary>
public sealed record FoundLine(ListedRetro Retro, ImmutableArray<string> Texts);

/// <summary>Searching over everything that somebody may see. Words are words: no pattern, no order, no capitals.</summary>
public static class FoundLines
{
    const int Most = 12;
    const int MostTexts = 3;

    /// <summary>Newest first; nothing while nobody answers.</summary>
    public static async Task<ImmutableArray<FoundLine>> Of(string words, SignedIn me, IGrainFactory grains, DateOnly? from = null, DateOnly? until = null)
    {
        try
        {
            var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).Profile(me.Caller));
            var teams = await TeamName.Seen(profile, me.Caller, grains);
            var teamed = teams.SelectMany(team => team.Retros).Select(retro => retro.Id).ToHashSet();
            var own = await SeenOwn.Of(profile.Retros.Where(own => !teamed.Contains(own.Id)), grains);
            var found = await Task.WhenAll(teams.Select(team => In(team, words, me.Caller, profile, grains, from, until)));
            return [.. found.SelectMany(team => team).Concat(own.Select(seen => In(seen, words, from, until)).OfType<FoundLine>()).OrderByDescending(line => line.Retro.StartedAt).Take(Most)];
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            return [];
        }
    }

    /// <summary>Whether a text has all of these words.</summary>
    public static bool Has(string text, string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => CultureInfo.CurrentCulture.CompareInfo.IndexOf(text, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0);

    static async Task<IEnumerable<FoundLine>> In(TeamView team, string words, Caller who, PmProfile profile, IGrainFactory grains, DateOnly? from, DateOnly? until)
    {
        var found = await Asking.Again(() => grains.GetGrain<ITeamLedgerGrain>(team.Id.Value).Search(who, words, from, until));
        return found.Select(line => new FoundLine(ListedRetro.Of(line.Retro, new(team.Id, team.Name, team.Mine), profile), line.Texts));
    }

    /// <summary>In what everybody in the room has read.</summary>
    static FoundLine? In(SeenOwn own, string words, DateOnly? from, DateOnly? until)
    {
        var board = own.Board;
        var day = DateOnly.FromDateTime(board.Settings.StartedAt.UtcDateTime);
        if (day < from || day > until)
            return null;
        string[] texts = [board.Settings.Title, .. board.Cards.Values.Select(card => card.Text).OfType<string>(), .. board.Groups.Values, .. board.Notes.Values];
        return Has(string.Join('\n', texts), words) ? new(ListedRetro.Of(own), [.. texts.Skip(1).Where(text => Has(text, words)).Take(MostTexts)]) : null;
    }
}
