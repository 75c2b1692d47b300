using System.Globalization;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Changes;

// What the team may say about it. Nobody answers for a promise of two others.
sealed partial record Change
{
    /// <summary>The founding event, for a stream of its own.</summary>
    /// <param name="affected">Those of the draft, in its order.</param>
    public static ChangeDeclared Declare(Caller who, TeamId team, ChangeDraft draft, ImmutableArray<AffectedAt> affected, DateTimeOffset now)
    {
        Check(draft, now);
        return new(team, Words.Sentence(draft.What, "text-empty", Longest.Sentence), draft.Since, affected, who.Person, now);
    }

    /// <summary>Refuses what is refused whatever the promises are.</summary>
    public static void Check(ChangeDraft draft, DateTimeOffset now)
    {
        _ = Words.Sentence(draft.What, "text-empty", Longest.Sentence);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (draft.Affected.IsDefault || draft.Since < today.AddYears(-1) || draft.Since > today.AddYears(1))
            throw new RejectedException("malformed");
        if (draft.Affected.Distinct().Count() > MostAffected)
            throw new RejectedException("full-affected", MostAffected.ToString(CultureInfo.InvariantCulture));
    }

    /// <param name="now">The promise as it stands.</param>
    /// <param name="isParty">Whoever says so is one of its two people.</param>
    public IEnumerable<ChangeEvent> Uphold(Caller who, ChangedPromise now, bool isParty, DateTimeOffset at)
    {
        if (Affected.All(known => known.Promise != now.Id))
            throw new RejectedException("not-found");
        if (!isParty)
            throw new RejectedException("not-yours");
        if (Upheld.Contains(now.Id) && !now.IsDayAsked)
            yield break;
        if (SettledAt is not null)
            throw new RejectedException("change-settled");
        if (now.IsDayAsked)
            throw new RejectedException("day-asked");
        if (!now.Status.IsOpen())
            throw new RejectedException("promise-closed");
        yield return new PromiseUpheld(now.Id, who.Person, at);
    }

    /// <param name="answers">What became of each promise, in order.</param>
    public IEnumerable<ChangeEvent> Settle(Caller who, IReadOnlyList<ChangeAnswer?> answers, DateTimeOffset now)
    {
        if (SettledAt is not null)
            yield break;
        if (answers.Count(answer => answer is null) is > 0 and var open || (open = Affected.Length - answers.Count) > 0)
            throw new RejectedException("change-open", open.ToString(CultureInfo.InvariantCulture));
        yield return new ChangeSettled([.. Affected.Zip(answers, (affected, answer) => new AnsweredPromise(affected.Promise, answer!.Value))], who.Person, now);
    }

    public IEnumerable<ChangeEvent> Forget(PersonId person)
    {
        if (person == By && !HasLeft)
            yield return new DeclarerLeft(person);
    }
}
