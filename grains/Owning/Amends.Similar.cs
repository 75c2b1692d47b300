using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Owning;

// Whether it happened before; looked for in the owner's own history, and nowhere else.
sealed partial record Amends
{
    /// <summary>The newest, while nothing was said about whether it happened before; null where there is nothing to ask.</summary>
    public MistakeId? Asks => Mistakes.LastOrDefault(known => !known.IsTakenBack) is { } newest && Links.Concat(Apart).All(pair => pair.Mistake != newest.Id) ? newest.Id : null;

    SimilarEarlier? Similar(IEnumerable<CommitmentView> promises)
    {
        if (Asks is not { } id)
            return null;
        var newest = Standing(id);
        var owned = Mistakes.Where(known => !known.IsTakenBack && known.Id != id).ToArray();
        // A promise that was made right already is found by the words about it.
        var broken = promises.Where(promise => promise.Id != newest.Promise && owned.All(known => known.Promise != promise.Id) && IsBefore(promise, newest));
        (Earlier To, string Text)[] earlier = [.. broken.OrderBy(promise => promise.Due).ThenBy(promise => promise.Id.Value).Select(promise => (new Earlier(Promise: promise.Id), promise.What)), .. owned.Select(known => (new Earlier(known.Id), known.Said.What))];
        var texts = new TextLikeness([.. earlier.Select(one => one.Text), newest.Said.What]);
        var nearest = texts.Near(earlier.Length).Select(other => (other, texts.Between(earlier.Length, other))).OrderByDescending(found => found.Item2).ThenByDescending(found => found.other).FirstOrDefault();
        return nearest.Item2 >= TextLikeness.Threshold ? new(id, earlier[nearest.other].To) : null;
    }

    static bool IsBefore(CommitmentView promise, Mistake mistake) => promise.Due <= DateOnly.FromDateTime(mistake.At.UtcDateTime);
}
