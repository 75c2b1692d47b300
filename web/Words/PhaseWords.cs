namespace OrleansRetro.Words;

/// <summary>What a phase is called, what the room reads in it and one line of advice for whoever facilitates.</summary>
public sealed class PhaseWords;
