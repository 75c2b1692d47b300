namespace OrleansRetro.Tests.Unmasking;

/// <summary>What can't be chance. Of many attacks some do well by luck, so each has to be as many times as surprising (Bonferroni).</summary>
static class Suspicion
{
    const double Level = 0.01;

    public static List<Attack> Of(IReadOnlyList<Attack> attacks, Action<string> say)
    {
        var (tried, seen) = (attacks.Where(attack => attack.Against != Null.Room).OrderBy(attack => attack.P).ToArray(), attacks.Where(attack => attack.Against == Null.Room));
        say($"{tried.Length} attacks; those below {Level / tried.Length:0.0e+0} are no chance:");
        foreach (var attack in tried)
            say($"{attack}");
        foreach (var attack in seen)
            say($"Not judged: {attack}");
        return [.. tried.Where(attack => attack.P <= Level / tried.Length)];
    }
}
