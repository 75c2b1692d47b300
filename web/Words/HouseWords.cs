namespace OrleansRetro.Words;

/// <summary>What the rooms of the house say: home, team, retros, settings, and the way between them.</summary>
public sealed class HouseWords;
