namespace OrleansRetro.Tests.Unmasking;

enum Deed { Join, Card, Reword, Delete, Restore, Rename }

/// <summary>One thing that one of the six does while cards are written.</summary>
/// <param name="At">Minutes from the start; they only order what is done.</param>
/// <param name="Card">Which of their cards.</param>
sealed record Act(double At, int Who, Deed Deed, int Card = 0);

/// <summary>
/// Six people write for eight minutes, as people do: they begin soon after they came, write in bursts, correct themselves at once, delete and take it back.
/// One writes most, one thinks for long, one leaves, one changes their name and goes on, and the last to come comes late. Who of the others is which is drawn anew.
/// </summary>
static class Script
{
    const double End = 8;

    static readonly string[] Vocabulary =
    [
        "the", "build", "was", "slow", "again", "we", "shipped", "import", "two", "days", "early", "support", "calls", "took", "over", "review", "waits",
        "pairing", "helped", "nobody", "knew", "about", "release", "notes", "tests", "are", "green", "but", "flaky", "on", "Friday", "meeting", "could",
        "be", "shorter", "thanks", "for", "onboarding", "customers", "asked", "twice", "für", "größere", "Änderungen", "👍",
    ];

    public static IReadOnlyList<Act> Draw(Random chance)
    {
        double[] came = [0, .. Enumerable.Range(0, 4).Select(_ => Between(chance, 0.1, 1.5)).Order(), Between(chance, 3.5, 4.5)];
        string[] roles = ["most", "slow", "leaver", "renamer", "regular"];
        chance.Shuffle(roles);
        var acts = new List<Act>(came.Select((at, who) => new Act(at, who, Deed.Join)));
        for (var who = 0; who < 6; who++)
        {
            var role = who < 5 ? roles[who] : "late";
            var until = role == "leaver" ? 5 : End;
            var cards = role switch { "most" => 7, "slow" => 4, _ => 5 };
            var at = role == "slow" ? 3 : came[who] + Between(chance, 0.05, 0.6);
            if (role == "renamer")
                acts.Add(new(Between(chance, 2, 5), who, Deed.Rename));
            for (var card = 0; card < cards; card++)
            {
                // The first right away, and right after changing one's name; others when something comes to mind, up to three in a row.
                if (card > 0)
                    at = chance.NextDouble() < 0.5 ? at + Between(chance, 0.08, 0.2) : Between(chance, came[who] + 0.3, until);
                if (role == "renamer" && card == 1)
                    at = acts[^(acts.Count - acts.FindIndex(act => act.Deed == Deed.Rename))].At + 0.02;
                acts.Add(new(at, who, Deed.Card, card));
                if (chance.NextDouble() < 0.3)
                    acts.Add(new(at + Between(chance, 0.03, 0.3), who, Deed.Reword, card));
                if (chance.NextDouble() < 0.12)
                    acts.Add(new(at + 0.4, who, Deed.Delete, card));
                if (acts[^1].Deed == Deed.Delete && chance.NextDouble() < 0.5)
                    acts.Add(new(at + Between(chance, 0.45, 0.9), who, Deed.Restore, card));
            }
        }
        return [.. acts.OrderBy(act => act.At)];
    }

    public static string Words(Random chance) => string.Join(' ', chance.GetItems(Vocabulary, chance.Next(4, 15)));

    static double Between(Random chance, double least, double most) => least + (chance.NextDouble() * (most - least));
}
