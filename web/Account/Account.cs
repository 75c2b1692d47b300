using Microsoft.AspNetCore.Identity;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Account;

/// <summary>Somebody's way in. Its id is the person's, and their name lives with the person alone.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Set by an operator: nobody gets in by it, and whoever was in is out.</summary>
    public bool Disabled { get; set; }

    public PersonId Person => new(Id);

    public static Account Of(PersonId person, string? email = null) => new() { Id = person.Value, UserName = person.ToString(), Email = email };
}
