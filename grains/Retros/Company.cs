using System.Text.Json.Serialization;

namespace OrleansRetro.Retros;

/// <summary>
/// How far it hides anybody that names are left away: that takes company. Counted are the seats, for on an anonymous board nobody,
/// not even the log, knows how many have written.
/// </summary>
[JsonConverter(typeof(KebabCase<Company>))]
public enum Company
{
    /// <summary>Fewer than three: nobody may call this anonymous.</summary>
    TooSmall,

    /// <summary>Three or four: a card can be guessed, and people are told.</summary>
    Small,
    Enough,
}
