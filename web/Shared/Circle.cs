namespace OrleansRetro.Shared;

/// <summary>Who may see something.</summary>
public enum Circle
{
    OnlyYou,

    /// <summary>Everybody in the team, observers included.</summary>
    Team,

    /// <summary>Whoever has a seat in the retro.</summary>
    Room,

    /// <summary>Whoever has its link or code can take a seat.</summary>
    Link,

    /// <summary>The team, and whoever takes a seat by the link or code.</summary>
    TeamAndLink,

    /// <summary>The two people of each promise.</summary>
    EachOther,

    /// <summary>Several retros: each as it says itself.</summary>
    Each,
}
