namespace OrleansRetro.Load.History;

/// <summary>Holds what was asked, answered and shown against what is stored. Takes as long as sorting the operations.</summary>
static class Checker
{
    public static List<Violation> Check(BoardHistory history)
    {
        var (fold, effects) = (new Fold(history), new Effects(history));
        return [.. fold.Violations, .. effects.Violations, .. Answers(history, fold, effects), .. Sights(history, fold)];
    }

    /// <summary>
    /// Each operation against the newest version that anybody had been told before it began. What it did came after that version,
    /// and its answer is no older than that version and than what it did.
    /// </summary>
    static IEnumerable<Violation> Answers(BoardHistory history, Fold fold, Effects effects)
    {
        var settled = new Queue<Operation>(history.Operations.Where(operation => operation.Ending == Ending.Done).OrderBy(operation => operation.Returned));
        var told = 0L;
        foreach (var (number, operation) in history.Operations.Index().OrderBy(operation => operation.Item.Invoked))
        {
            while (settled.TryPeek(out var before) && before.Returned < operation.Invoked) told = Math.Max(told, settled.Dequeue().Version);
            var effect = effects.Of(number);
            if (effect > 0 && effect <= told) yield return new(Promise.Ordered, $"{operation} took effect at {effect}, and began after {told} had been told");
            if (operation.Ending != Ending.Done) continue;
            if (operation.Version < told) yield return new(Promise.Fresh, $"{operation} began after {told} had been told");
            if (operation.Version < effect) yield return new(Promise.Fresh, $"{operation} took effect at {effect}");
            if (operation.Version > fold.Last) yield return new(Promise.Kept, $"{operation}, and the log ends at {fold.Last}");
            else if (operation.Act == Act.Read && operation.Content != fold.At(operation.Version)) yield return new(Promise.True, $"{operation} showed other cards than the log has");
        }
    }

    static IEnumerable<Violation> Sights(BoardHistory history, Fold fold)
    {
        foreach (var sight in history.Sights)
        {
            if (fold.At(sight.Version) is not { } content) yield return new(Promise.Kept, $"{sight.Watcher} saw version {sight.Version}, and the log ends at {fold.Last}");
            else if (content != sight.Content) yield return new(Promise.True, $"{sight.Watcher} saw other cards at version {sight.Version} than the log has");
        }
    }
}
