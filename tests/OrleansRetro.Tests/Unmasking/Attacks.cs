namespace OrleansRetro.Tests.Unmasking;

/// <summary>All that whoever attacks has thought of.</summary>
static class Attacks
{
    /// <summary>On cards; by retros of one title.</summary>
    public static List<Attack> OnCards(Evidence evidence, string title, Random luck)
    {
        Played[] retros = [.. evidence.Retros.Where(retro => retro.Title == title)];
        Attack[] single = [.. Joins.OnCards(evidence, retros), .. Orders.OnCards(evidence, retros, luck)];
        return [.. single.Append(Together("cards: what most of it says", single, luck)).Append(ByInsiders("cards: what is right about one's own", single)).Where(attack => attack.Guesses.Count > 0)];
    }

    /// <summary>On votes and answers, in what is called <paramref name="log"/>.</summary>
    /// <param name="keys">Keys that whoever attacks has.</param>
    /// <param name="isOver">Whether the phase of these ballots is; while it lasts the log knows the order in which they came.</param>
    public static List<Attack> OnBallots(Evidence evidence, string log, IReadOnlyList<byte[]> keys, bool isOver, string title, Random luck)
    {
        Played[] retros = [.. evidence.Retros.Where(retro => retro.Title == title)];
        Attack[] single = [.. Joins.OnBallots(evidence, log, keys, retros), .. Orders.OnBallots(evidence, log, isOver, retros, luck)];
        return [.. single.Append(Together($"ballots in {log}: what most of it says", single, luck)).Append(ByInsiders($"ballots in {log}: what is right about one's own", single)).Where(attack => attack.Guesses.Count > 0)];
    }

    /// <summary>For each thing the name that most attacks give it.</summary>
    static Attack Together(string name, IEnumerable<Attack> attacks, Random luck) => new(name, Null.Names,
    [
        .. attacks.Where(attack => attack.Against == Null.Names).SelectMany(attack => attack.Guesses).GroupBy(guess => (guess.Retro, guess.Thing)).Select(guesses =>
            guesses.First() with { Chance = 1 / 6.0, Guessed = guesses.GroupBy(guess => guess.Guessed).OrderByDescending(said => said.Count()).ThenBy(_ => luck.Next()).First().Key }),
    ]);

    /// <summary>
    /// In each retro one of the six knows what is their own: they believe in what was most often right about that, and take it for the others' as well,
    /// of whom there are five.
    /// </summary>
    static Attack ByInsiders(string name, IEnumerable<Attack> attacks) => new(name, Null.Knowledge,
    [
        .. attacks.Where(attack => attack.Against == Null.Names).SelectMany(attack => attack.Guesses.Select(guess => (attack, guess))).GroupBy(made => made.guess.Retro).SelectMany((made, number) =>
        {
            var insider = number % 6;
            var best = made.GroupBy(made => made.attack, made => made.guess).MaxBy(guesses => (double)guesses.Count(guess => guess.Author == insider && guess.IsRight) / guesses.Count(guess => guess.Author == insider || guess.Guessed == insider));
            return best!.Where(guess => guess.Author != insider && guess.Guessed != insider).DistinctBy(guess => guess.Thing).Select(guess => guess with { Chance = 0.2 });
        }),
    ]);
}
