using System.Text.Json.Serialization;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>By what somebody signed in.</summary>
[JsonConverter(typeof(KebabCase<Way>))]
public enum Way
{
    Password,
    Passkey,
    /// <summary>One of the recovery codes.</summary>
    Code,
    /// <summary>A link that signs in once.</summary>
    Link,
    /// <summary>An OpenID provider.</summary>
    Provider,
}

/// <summary>A browser that an account is signed in with. When it ends, its row goes.</summary>
public sealed class Session
{
    /// <summary>The claim that carries its id from the cookie to a circuit.</summary>
    public const string Claim = "session";

    public Guid Id { get; init; }
    public Guid Account { get; init; }

    /// <summary>What it says that it is, such as <c>Firefox, Linux</c>.</summary>
    public required string Device { get; init; }

    public Way CameBy { get; init; }

    public DateTimeOffset Began { get; init; }

    /// <summary>No finer than a day: when somebody was here is nobody's business.</summary>
    public DateOnly SeenOn { get; set; }
}
