using System.Globalization;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Owning;

// What the owner may do; whose a promise is, and whether it was kept, the grain has seen before.
sealed partial record Amends
{
    // Somewhere it is this late already.
    static readonly TimeSpan FarthestEast = TimeSpan.FromHours(14);

    public IEnumerable<AmendsEvent> MakeRight(MistakeId id, MistakeWords words, CommitmentId? promise, DateTimeOffset now)
    {
        var clean = Clean(words, now);
        if (Mistakes.FirstOrDefault(known => known.Id == id) is { } same)
        {
            if (same.IsTakenBack)
                throw new RejectedException("deleted");
            yield break;
        }
        if (Mistakes.Count(known => !known.IsTakenBack) >= MostMistakes)
            throw new RejectedException("full-amends", MostMistakes.ToString(CultureInfo.InvariantCulture));
        yield return new MistakeOwned(id, clean.What, clean.Touched, clean.Told, clean.Repair, clean.Prevention, now, clean.ToldOn, promise);
    }

    public IEnumerable<AmendsEvent> Correct(MistakeId id, MistakeWords words, DateTimeOffset now)
    {
        var (known, clean) = (Standing(id), Clean(words, now));
        if (known.Said != clean)
            yield return new MistakeCorrected(id, clean.What, clean.Touched, clean.Told, clean.Repair, clean.Prevention, now, clean.ToldOn);
    }

    public IEnumerable<AmendsEvent> Link(MistakeId id, Earlier earlier, DateTimeOffset now)
    {
        MustBeEarlier(Standing(id), earlier);
        if (!Links.Contains(new(id, earlier)))
            yield return new RecurrenceLinked(id, earlier, now);
    }

    public IEnumerable<AmendsEvent> TellApart(MistakeId id, Earlier earlier, DateTimeOffset now)
    {
        MustBeEarlier(Standing(id), earlier);
        // What happened again is in sight for good.
        if (Links.Contains(new(id, earlier)))
            throw new RejectedException("linked-already");
        if (!Apart.Contains(new(id, earlier)))
            yield return new RecurrenceDenied(id, earlier, now);
    }

    public IEnumerable<AmendsEvent> TakeBack(MistakeId id, DateTimeOffset now)
    {
        if ((Mistakes.FirstOrDefault(known => known.Id == id) ?? throw new RejectedException("not-found")) is { IsTakenBack: false })
            yield return new MistakeTakenBack(id, now);
    }

    Mistake Standing(MistakeId id) =>
        (Mistakes.FirstOrDefault(known => known.Id == id) ?? throw new RejectedException("not-found")) is { IsTakenBack: false } standing ? standing : throw new RejectedException("deleted");

    void MustBeEarlier(Mistake mistake, Earlier earlier)
    {
        switch (earlier)
        {
            case { Mistake: { } before, Promise: null }:
                var there = Standing(before);
                if (Mistakes.IndexOf(there) >= Mistakes.IndexOf(mistake))
                    throw new RejectedException("not-earlier");
                break;
            case { Mistake: null, Promise: { } promise }:
                if (promise == mistake.Promise)
                    throw new RejectedException("not-earlier");
                break;
            default:
                throw new RejectedException("malformed");
        }
    }

    static MistakeWords Clean(MistakeWords words, DateTimeOffset now) =>
        words.ToldOn > DateOnly.FromDateTime((now + FarthestEast).UtcDateTime)
            ? throw new RejectedException("told-ahead")
            : new(Words.Sentence(words.What, "text-empty", Longest.Card), Optional(words.Touched), Optional(words.Told), words.ToldOn, Optional(words.Repair), Optional(words.Prevention));

    static string Optional(string text) => Words.Clean(text) is { Length: > 0 } said ? Words.Sentence(said, "text-empty", Longest.Sentence) : "";
}
