using System.Security.Claims;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Account;

/// <summary>Somebody who has signed in. An account is the person of the same id.</summary>
public readonly record struct SignedIn(PersonId Person)
{
    /// <summary>The claim that carries the person from the cookie to a circuit.</summary>
    public const string Claim = "person";

    public static SignedIn? Of(ClaimsPrincipal? user) => PersonId.TryParse(user?.FindFirst(Claim)?.Value, out var person) ? new(person) : null;

    public Caller Caller => Caller.Account(Person);
}
