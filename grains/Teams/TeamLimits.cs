namespace OrleansRetro.Teams;

/// <summary>How large one team may grow; configuration <c>Retro:Limits</c>.</summary>
public sealed record TeamLimits
{
    public int MembersPerTeam { get; init; } = 200;
    public int AgreementsPerTeam { get; init; } = 50;

    /// <summary>Topics that wait for the next retro.</summary>
    public int WaitingPerTeam { get; init; } = 100;

    /// <summary>Formats of its own, retired ones too.</summary>
    public int FormatsPerTeam { get; init; } = 50;

    /// <summary>Invites that still let somebody in.</summary>
    public int InvitesPerTeam { get; init; } = 50;

    /// <summary>Days for which an invite is valid at most.</summary>
    public int DaysPerInvite { get; init; } = 90;
}
