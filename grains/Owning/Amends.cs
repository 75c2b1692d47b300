using OrleansRetro.Commitments;

namespace OrleansRetro.Owning;

/// <summary>What one person owns up to. Only they write here, and only about themselves.</summary>
sealed partial record Amends : IState<Amends, AmendsEvent>
{
    /// <summary>Mistakes at once, without those that were taken back.</summary>
    public const int MostMistakes = 500;

    public static Amends Empty { get; } = new();

    /// <summary>In the order in which they were owned; what was taken back is there without its words.</summary>
    public ImmutableArray<Mistake> Mistakes { get; init; } = [];

    /// <summary>What happened again.</summary>
    public ImmutableArray<Pair> Links { get; init; } = [];

    /// <summary>What its owner says isn't the same.</summary>
    public ImmutableArray<Pair> Apart { get; init; } = [];

    public Amends Evolve(AmendsEvent @event) => @event switch
    {
        MistakeOwned e => this with { Mistakes = [.. Mistakes.Where(known => known.Id != e.Mistake), new(e.Mistake, new(e.What, e.Touched, e.Told, e.ToldOn, e.Repair, e.Prevention), e.Promise, e.At)] },
        MistakeCorrected e => With(e.Mistake, known => known.IsTakenBack ? known : known with { Said = new(e.What, e.Touched, e.Told, e.ToldOn, e.Repair, e.Prevention), CorrectedAt = e.At }),
        RecurrenceLinked e => this with { Links = Links.Remove(new(e.Mistake, e.Earlier)).Add(new(e.Mistake, e.Earlier)), Apart = Apart.Remove(new(e.Mistake, e.Earlier)) },
        RecurrenceDenied e => this with { Apart = Apart.Remove(new(e.Mistake, e.Earlier)).Add(new(e.Mistake, e.Earlier)) },
        MistakeTakenBack e => With(e.Mistake, known => known with { Said = Nothing, Promise = null, CorrectedAt = null, IsTakenBack = true }),
        _ => this,
    };

    /// <summary>The same event without the words, where what they are about was taken back.</summary>
    public AmendsEvent Erase(AmendsEvent @event) => @event switch
    {
        MistakeOwned e when IsTakenBack(e.Mistake) => e with { What = "", Touched = "", Told = "", Repair = "", Prevention = "", ToldOn = null, Promise = null },
        MistakeCorrected e when IsTakenBack(e.Mistake) => e with { What = "", Touched = "", Told = "", Repair = "", Prevention = "", ToldOn = null },
        _ => @event,
    };

    /// <param name="promises">One's own that weren't kept; those that are like the newest mistake may be asked about.</param>
    public AmendsView View(IEnumerable<CommitmentView> promises, long version) => new(
        [.. Mistakes.Where(known => !known.IsTakenBack).Reverse().Select(known => new OwnedMistake(known.Id, known.Said, known.Promise, known.At, known.CorrectedAt,
            [.. Links.Where(link => link.Mistake == known.Id).Select(link => To(link.Earlier))],
            [.. Links.Where(link => link.Earlier.Mistake == known.Id).Select(link => To(new(link.Mistake)))]))],
        Similar(promises), version);

    bool IsTakenBack(MistakeId id) => Mistakes.Any(known => known.Id == id && known.IsTakenBack);

    Recurrence To(Earlier other) => Mistakes.FirstOrDefault(known => known.Id == other.Mistake) is { } there ? new(other, there.At, there.IsTakenBack) : new(other, null, false);

    Amends With(MistakeId id, Func<Mistake, Mistake> change) => this with { Mistakes = [.. Mistakes.Select(known => known.Id == id ? change(known) : known)] };

    static readonly MistakeWords Nothing = new("");

    internal sealed record Mistake(MistakeId Id, MistakeWords Said, CommitmentId? Promise, DateTimeOffset At, DateTimeOffset? CorrectedAt = null, bool IsTakenBack = false);

    /// <summary>A mistake and something before it.</summary>
    internal sealed record Pair(MistakeId Mistake, Earlier Earlier);
}
