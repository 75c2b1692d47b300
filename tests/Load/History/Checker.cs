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
    /// and its answer is no older than that version and than what it did. What clusters that don't know each other have told counts
    /// for their own people alone.
    /// </summary>
    static IEnumerable<Violation> Answers(BoardHistory history, Fold fold, Effects effects)
    {
        var settled = new Queue<Operation>(history.Operations.Where(operation => operation.Ending == Ending.Done && !operation.IsApart).OrderBy(operation => operation.Returned));
        var told = 0L;
        foreach (var (number, operation) in history.Operations.Index().OrderBy(operation => operation.Item.Invoked))
        {
            while (settled.TryPeek(out var before) && before.Returned < operation.Invoked) told = Math.Max(told, settled.Dequeue().Version);
            var effect = effects.Of(number);
            if (effect > 0 && effect <= told) yield return new(Promise.Ordered, $"{operation} took effect at {effect}, and began after {told} had been told");
            if (operation.Ending != Ending.Done) continue;
            if (operation.Version < told && !operation.IsApart) yield return new(Promise.Fresh, $"{operation} began after {told} had been told");
            if (operation.Version < effect) yield return new(Promise.Fresh, $"{operation} took effect at {effect}");
            if (operation.Version > fold.Last) yield return new(Promise.Kept, $"{operation}, and the log ends at {fold.Last}");
            else if (operation.Act == Act.Read && operation.Content != fold.At(operation.Version)) yield return new(Promise.True, $"{operation} showed other cards than the log has");
        }
    }

    /// <summary>
    /// A whole board is what the log says at its version. Changes say how a thing is by now, so whoever catches up may see it
    /// early; whoever has caught up sees what the log says.
    /// </summary>
    static IEnumerable<Violation> Sights(BoardHistory history, Fold fold)
    {
        foreach (var watcher in history.Sights.GroupBy(sight => sight.Watcher))
        {
            Sight? wrong = null;
            foreach (var sight in watcher)
            {
                if (fold.At(sight.Version) is not { } content) yield return new(Promise.Kept, $"{watcher.Key} saw version {sight.Version}, and the log ends at {fold.Last}");
                else if (content == sight.Content) wrong = null;
                else if (sight.IsWhole) yield return new(Promise.True, $"{watcher.Key} was shown other cards at version {sight.Version} than the log has");
                else wrong ??= sight;
            }
            if (wrong is not null) yield return new(Promise.True, $"{watcher.Key} has seen other cards than the log has from version {wrong.Value.Version} on");
        }
    }
}
