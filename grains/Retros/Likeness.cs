namespace OrleansRetro.Retros;

/// <summary>Which cards may belong together, by the words on them.</summary>
static class Likeness
{
    const int MostSuggestions = 20;

    /// <summary>Pairs of cards that are not together yet, most alike first; each card at most once.</summary>
    public static ImmutableArray<GroupSuggestion> Suggest(IReadOnlyList<CardFace> cards)
    {
        var texts = new TextLikeness([.. cards.Select(card => card.Text ?? "")]);
        var pairs =
            from index in Enumerable.Range(0, cards.Count)
            from other in texts.Near(index)
            where other > index
            let together = cards[index].Group is { } shared && shared == cards[other].Group
            where !together && (cards[index].Group is null || cards[other].Group is null)
            let alike = texts.Between(index, other)
            where alike >= TextLikeness.Threshold
            orderby alike descending
            select (index, other, alike);

        var used = new HashSet<int>();
        var suggestions = ImmutableArray.CreateBuilder<GroupSuggestion>();
        foreach (var (index, other, alike) in pairs)
        {
            var (single, with) = cards[index].Group is null ? (index, other) : (other, index);
            if (suggestions.Count == MostSuggestions || used.Contains(single) || used.Contains(with))
                continue;
            used.Add(single);
            if (cards[with].Group is null)
                used.Add(with);
            suggestions.Add(new(cards[single].Id, cards[with].Topic, alike));
        }
        return suggestions.ToImmutable();
    }
}
