namespace OrleansRetro.Words;

/// <summary>What every format and column is called, asks and shows as an example.</summary>
public sealed class FormatWords;
