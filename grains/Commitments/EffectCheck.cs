namespace OrleansRetro.Commitments;

/// <summary>When it can be told whether something helped: two to six weeks after it was done.</summary>
/// <param name="Ask">When one looks, in the middle of it.</param>
[GenerateSerializer, Immutable, Alias("effect-check")]
public readonly record struct EffectCheck(DateTimeOffset From, DateTimeOffset Ask, DateTimeOffset Until)
{
    static readonly TimeSpan First = TimeSpan.FromDays(14), Middle = TimeSpan.FromDays(28), Last = TimeSpan.FromDays(42);

    internal static EffectCheck Of(DateTimeOffset done) => new(done + First, done + Middle, done + Last);
}
