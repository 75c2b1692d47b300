namespace OrleansRetro.Words;

/// <summary>One sentence for each code of a rejection: what would be accepted.</summary>
public sealed class Refusals;
