namespace OrleansRetro.Tests.Unmasking;

/// <summary>A card or ballot, who it is said to be by, and how often chance alone would be right.</summary>
readonly record struct Guess(Played Retro, object Thing, int Author, int Guessed, double Chance)
{
    public bool IsRight => Author == Guessed;
}

/// <summary>What is guessed against.</summary>
enum Null
{
    /// <summary>Whoever reads later knows the six names and nothing else: the names might have been given by lot.</summary>
    Names,

    /// <summary>
    /// What the room sees, within ten seconds: somebody comes and then there is a card. No board can hide that from whoever watches,
    /// so it is measured and not judged.
    /// </summary>
    Room,

    /// <summary>Whoever was there knows who was, or how many things are whose: each guess has a chance of its own.</summary>
    Knowledge,
}

/// <summary>One way to tell who wrote what, tried on everything.</summary>
sealed record Attack(string Name, Null Against, IReadOnlyList<Guess> Guesses)
{
    public int Hits => Guesses.Count(guess => guess.IsRight);
    public double Expected => Guesses.Sum(guess => guess.Chance);

    /// <summary>How often chance does as well; the larger answer where there are two ways to ask.</summary>
    public double P { get; } = Math.Max(
        Odds.AtLeast(Guesses.Count(guess => guess.IsRight), Guesses.Select(guess => guess.Chance)),
        Against switch
        {
            Null.Names => Odds.AtLeastByNames(Guesses.Count(guess => guess.IsRight), Guesses.GroupBy(guess => guess.Retro).Select(retro => retro.Select(guess => (guess.Author, guess.Guessed)))),
            _ => 0,
        });

    public override string ToString() => $"{Name}: {Hits} of {Guesses.Count} right, {Expected:0.0} by chance, p = {P:0.0e+0}";
}
