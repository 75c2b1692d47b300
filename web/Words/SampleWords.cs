namespace OrleansRetro.Words;

/// <summary>What the invented people of the sample retro have written.</summary>
public sealed class SampleWords;
