namespace OrleansRetro.Retros;

// In which order things of nobody's lie in the log: that of their arrival until the stretch ends, and then any.
sealed partial class RetroGrain
{
    const int ShortText = 1_024;
    const int NoText = 256;

    readonly Arrivals _arrivals = new();
    bool _isSettled = true;

    protected override bool IsSettled => _isSettled;

    protected override IReadOnlyList<Exchange> OnPlaced(Retro before, RetroEvent @event, long version, ReadOnlyMemory<byte> data) =>
        _arrivals.Note(before, @event, version, data);

    /// <summary>Only what is equally long can change places, and its length would tell which is which.</summary>
    protected override int LengthOf(RetroEvent @event, int needed)
    {
        var least = @event switch
        {
            CardAdded { KeyHash: not null } or CommentAdded { KeyHash: not null } or KudosGiven { From: null } or TakeawayShared { Author: null } => ShortText,
            CardReworded or CardMoved or CardDeleted or CardRestored or CommentDeleted when Durable.Anonymous => ShortText,
            ReactionAdded or ReactionRemoved or VotesSet or PollAnswered => NoText,
            _ => 0,
        };
        while (least > 0 && least < needed)
            least *= 2;
        return Math.Max(least, needed);
    }

    void Settle(RetroEvent @event) => _isSettled = Retro.EndsStretch(@event) || (_isSettled && Durable.UnnamedThing(@event) is null);
}
