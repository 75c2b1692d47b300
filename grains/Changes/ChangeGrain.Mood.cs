using OrleansRetro.Retros;

namespace OrleansRetro.Changes;

// Secret answers: tags under keys that are destroyed with their round, in an order that is forgotten with it.
sealed partial class ChangeGrain
{
    const int LengthOfAnswer = 256;

    readonly MoodArrivals _arrivals = new();

    /// <summary>As for everything that is said about people.</summary>
    int Fewest => Math.Max(3, limits.Value.PeoplePerScore);

    public async Task<long> AnswerMood(Caller who, int round, TeamMood mood)
    {
        MustExist();
        if (Durable.Asking(Now) != round)
            throw new RejectedException("mood-closed");
        // Under another key nobody could be told from somebody who has answered.
        if (!Durable.AnswersOf(round).IsEmpty && await keys.Get(KeyOf(round)) is null)
        {
            await Decide(change => change.GiveUpRound(round));
            throw new RejectedException("mood-closed");
        }
        var tag = Secret.Hmac(await keys.Create(KeyOf(round)), $"{who.Person}");
        try
        {
            return await Act(change => change.AnswerMood(round, tag, mood, Now));
        }
        finally
        {
            // Whoever came as the round ended has made a key that nobody needs.
            if (Durable.Closed.Contains(round) || _gone)
                await keys.Destroy(KeyOf(round));
        }
    }

    /// <summary>Only what is equally long can change places, and its length would tell which is which.</summary>
    protected override int LengthOf(ChangeEvent @event, int needed) => @event is MoodAnswered ? Math.Max(LengthOfAnswer, needed) : needed;

    protected override IReadOnlyList<Exchange> OnPlaced(Change before, ChangeEvent @event, long version, ReadOnlyMemory<byte> data) => _arrivals.Note(@event, version, data);

    async Task<TeamMood?> OwnMood(Caller who, int round) =>
        await keys.Get(KeyOf(round)) is { } key && Durable.AnswersOf(round).TryGetValue(Secret.Hmac(key, $"{who.Person}"), out var mood) ? mood : null;

    async Task DestroySpentKeys()
    {
        foreach (var round in Durable.Closed)
            await keys.Destroy(KeyOf(round));
    }

    string KeyOf(int round) => $"mood/{Id}/{round}";
}
