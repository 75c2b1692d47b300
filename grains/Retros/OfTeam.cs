using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>What a team gives a retro that it founds.</summary>
/// <param name="Format">The format of the team's own that it opens in; null for one that everybody has.</param>
/// <param name="Topics">What has waited for it: cards of the room, face up.</param>
/// <param name="Reviewed">What became of the team's promises, for a format that looks at that: cards of the room, face up.</param>
/// <param name="IsMember">Whoever starts it belongs to the team, and sits there for as long as they do.</param>
sealed record OfTeam(TeamId Team, TeamFormat? Format = null, ImmutableArray<WaitingTopic> Topics = default, ImmutableArray<ReviewedPromise> Reviewed = default, bool IsMember = true);
