namespace OrleansRetro.Retros;

/// <summary>Topics by their votes.</summary>
public static class Ranking
{
    public static int VotesOn(this Board board, TopicId topic) => board.Votes.Totals?.GetValueOrDefault(topic) ?? 0;

    /// <summary>1 for the topic with the most votes; the same for topics with as many. Null for one that nobody voted for, or that is parked.</summary>
    public static int? RankOf(this Board board, TopicId topic) =>
        board.VotesOn(topic) is > 0 and var votes && !board.Parked.Contains(topic)
            ? 1 + board.Topics().Count(other => !board.Parked.Contains(other) && board.VotesOn(other) > votes)
            : null;
}
