namespace OrleansRetro.Retros;

/// <summary>The few reactions a card can get.</summary>
public static class Reactions
{
    public static ImmutableArray<string> All { get; } = ["👍", "❤️", "😂", "🎉", "🤔", "😮"];
}
