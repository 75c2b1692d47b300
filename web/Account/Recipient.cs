using OrleansRetro.EventSourcing;

namespace OrleansRetro.Account;

/// <summary>An open account whose owner has proven a mail address.</summary>
/// <param name="Stamp">Changes with its ways in and its address; links in mails die with it.</param>
public sealed record Recipient(Guid Id, string Address, string? Stamp)
{
    public PersonId Person => new(Id);
}
