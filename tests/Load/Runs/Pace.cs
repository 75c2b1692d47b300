namespace OrleansRetro.Load.Runs;

/// <summary>How people send: each at once after the last answer (closed loop), or each at a fixed rate.</summary>
readonly record struct Pace(double CardsPerPersonAndSecond)
{
    public static readonly Pace Closed = new(0);

    public bool IsClosed => CardsPerPersonAndSecond == 0;

    public TimeSpan Interval => TimeSpan.FromSeconds(1 / CardsPerPersonAndSecond);

    public override string ToString() => IsClosed ? "closed loop" : FormattableString.Invariant($"{CardsPerPersonAndSecond} cards/s each");
}
