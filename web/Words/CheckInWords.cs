namespace OrleansRetro.Words;

/// <summary>What a retro asks besides its cards: to arrive, to take the temperature, to close.</summary>
public sealed class CheckInWords;
