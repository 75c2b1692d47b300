using System.Text.Json;
using OrleansRetro.Account;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.Partnerships;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Pms;

/// <summary>Everything that is kept about somebody, for themselves.</summary>
/// <param name="Promises">All of which they are a party, in retros and without one.</param>
/// <param name="Keeping">How they kept what they promised to others.</param>
/// <param name="Kept">Their own stream, event by event, and those of guests that they were.</param>
public sealed record OwnRecord(
    PmProfile Profile, AccountRecord? Account, IReadOnlyList<TeamName> Teams, IReadOnlyList<RetroRecord> Retros, IReadOnlyList<PromiseRecord> Promises, KeepRecord Keeping,
    IReadOnlyList<Look> Looks, JsonElement Kept)
{
    /// <summary>What is shared with one other person each, as far as they may see it.</summary>
    public IReadOnlyList<PartnershipView> Shared { get; init; } = [];

    /// <summary>Changes that they told a team of; never what they said about the mood, which nobody knows.</summary>
    public IReadOnlyList<ToldChange> ToldChanges { get; init; } = [];

    /// <summary>What they own up to, event by event.</summary>
    public IReadOnlyList<JsonElement> Amends { get; init; } = [];
}

/// <summary>What opens an account, and where it is open. Secrets are not among it: nobody here has them.</summary>
/// <param name="Providers">Where else they sign in.</param>
public sealed record AccountRecord(string? Email, bool HasPassword, IReadOnlyList<string> Providers, IReadOnlyList<PasskeyRecord> Passkeys, IReadOnlyList<SessionRecord> Sessions, IReadOnlyList<TokenRecord> Tokens);

public sealed record PasskeyRecord(string? Name, DateTimeOffset Since);
public sealed record SessionRecord(string Device, Way CameBy, DateTimeOffset Began, DateOnly SeenOn);
public sealed record TokenRecord(string Name, string Start, bool MayWrite, DateTimeOffset Made, DateTimeOffset Until, DateOnly? SeenOn);

/// <summary>What somebody has written in a retro.</summary>
/// <param name="Cards">On anonymous boards those alone that this browser can prove; nobody else knows whose they are.</param>
public sealed record RetroRecord(
    RetroId Id, string Title, DateTimeOffset StartedAt, bool Anonymous, bool Facilitator, IReadOnlyList<CardRecord> Cards, IReadOnlyList<string> Comments,
    IReadOnlyList<string> KudosGiven, IReadOnlyList<string> KudosReceived);

/// <summary>A promise and what happened to it.</summary>
public sealed record PromiseRecord(CommitmentView Promise, IReadOnlyList<Moment> History);

public sealed record CardRecord(ColumnId Column, string Text);
