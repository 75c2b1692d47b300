using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>A retro in one line, as somebody finds it in their lists.</summary>
/// <param name="EndedAt">When it entered Close, where that is known.</param>
/// <param name="Team">Null: one's own, without a team.</param>
/// <param name="As">Who they are in it; null: they have no seat.</param>
public sealed record ListedRetro(
    RetroId Id, string Title, Phase Phase, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? TopTopic, KeptPromises Promises,
    TeamName? Team = null, PersonId? As = null, bool Archived = false, DateTimeOffset? DiscardedAt = null)
{
    public bool IsRunning => Phase != Phase.Close;

    /// <summary>Whether there is a seat for them: their own, or one that their team lets them take.</summary>
    public bool HasSeat => As is not null || Team is not { Mine: TeamRole.Observer };

    /// <summary>The board for whoever sits there, while it runs; what it has led to so far for others.</summary>
    public string Address => IsRunning && As is not null ? $"/retros/{Id}" : $"/retros/{Id}/summary";

    public static ListedRetro Of(RetroLine line, TeamName team, PmProfile profile) => new(
        line.Id, line.Title, line.Phase, line.StartedAt, line.EndedAt, line.TopTopic, line.Promises, team,
        profile.Retros.FirstOrDefault(own => own.Id == line.Id)?.As, line.Archived, line.DiscardedAt);

    public static ListedRetro Of(SeenOwn own) => new(
        own.Seat.Id, own.Board.Settings.Title, own.Board.Phase, own.Board.Settings.StartedAt, null, TopTopicOf(own.Board), Count(own.Room), As: own.Seat.As);

    static string? TopTopicOf(Board board) => board.Votes.Totals is { } totals
        ? board.Topics().Where(topic => totals.GetValueOrDefault(topic) > 0).Select(board.TitleOf).FirstOrDefault()
        : null;

    static KeptPromises Count(Room room)
    {
        var made = room.Promises.Where(promise => !promise.Carried && promise.Status is not (CommitmentStatus.Requested or CommitmentStatus.Declined or CommitmentStatus.Released)).ToList();
        return new(made.Count(promise => promise.Status == CommitmentStatus.Met), made.Count, made.Count(promise => promise.IsOpen()));
    }
}
