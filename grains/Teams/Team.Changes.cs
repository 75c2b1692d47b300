using OrleansRetro.Changes;

namespace OrleansRetro.Teams;

// What has changed around the team; each change is a stream of its own.
sealed partial record Team
{
    /// <summary>Changes that one team keeps at most.</summary>
    public const int MostChanges = 500;

    /// <summary>In the order in which they were told.</summary>
    public ImmutableArray<OwnChange> Changes { get; init; } = [];

    public IEnumerable<TeamEvent> DeclareChange(Caller who, ChangeId id, DateTimeOffset now)
    {
        TakingPart(who);
        if (Changes.FirstOrDefault(change => change.Id == id) is { } known)
        {
            if (known.By != who.Person)
                throw new RejectedException("not-yours");
            yield break;
        }
        if (Changes.Length >= MostChanges)
            throw new RejectedException("full-changes", Number(MostChanges));
        yield return new ChangeAdded(id, now, who.Person);
    }
}

/// <summary>A change around the team, and who told it.</summary>
sealed record OwnChange(ChangeId Id, PersonId By);
