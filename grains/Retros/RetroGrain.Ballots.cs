namespace OrleansRetro.Retros;

// Secret ballots: tags under keys that are destroyed, and signals that are never kept.
sealed partial class RetroGrain
{
    public async Task<(long Version, int Left)> SetVotes(Caller who, TopicId topic, int count)
    {
        MustExist();
        Durable.Seated(who);
        if (Durable.Voting.Open && await keys.Get(RoundKey(Durable.Voting.Round)) is null)
            await Decide(retro => retro.VoteAnew());
        var tag = await VoterTag(who, create: Durable.Voting.Open) ?? "";
        await Act(retro => retro.SetVotes(who, topic, count, tag));
        return (_feed.Version, Durable.Voting.Left(tag, Durable));
    }

    public async Task<long> AnswerPoll(Caller who, PollId poll, string option)
    {
        MustExist();
        Durable.Seated(who);
        var open = Durable.Polls.GetValueOrDefault(poll) is { Closed: false };
        var tag = open ? Secret.Hmac(await keys.Create(PollKey(poll)), who.Person.ToString()) : "";
        return await Act(retro => retro.AnswerPoll(who, poll, option, tag));
    }

    public async Task<long> ClosePoll(Caller who, PollId poll)
    {
        await Act(retro => retro.ClosePoll(who, poll));
        await keys.Destroy(PollKey(poll));
        return _feed.Version;
    }

    public Task<long> SayReady(Caller who, bool ready) => Signal(who, seat => _room.SayReady(seat, ready));
    public Task<long> RaiseHand(Caller who, bool raised) => Signal(who, seat => _room.RaiseHand(seat, raised));
    public Task<long> SetPace(Caller who, int pace) => Signal(who, seat => _room.SetPace(seat, pace));

    public Task<long> DrawSpeaker(Caller who, int chance)
    {
        MustExist();
        Durable.Facilitating(who);
        return Signal(who, _ => _room.DrawSpeaker(chance));
    }

    async Task<long> Signal(Caller who, Action<ParticipantId> signal)
    {
        MustExist();
        signal(Durable.Seated(who).Id);
        await RefreshRoom(default);
        return _feed.Version;
    }

    /// <summary>Who votes, under the round's key: the same voter has the same tag in one round, and no two rounds can be linked.</summary>
    async Task<string?> VoterTag(Caller who, bool create)
    {
        var name = RoundKey(Durable.Voting.Round);
        var key = create ? await keys.Create(name) : await keys.Get(name);
        return key is null ? null : Secret.Hmac(key, who.Person.ToString());
    }

    async Task<Dictionary<PollId, byte[]>> PollKeys()
    {
        var found = new Dictionary<PollId, byte[]>();
        foreach (var poll in Durable.Polls.Values.Where(poll => !poll.Closed))
        {
            if (await keys.Get(PollKey(poll.Id)) is { } key)
                found[poll.Id] = key;
        }
        return found;
    }

    static Func<PollId, string?> PollTags(Dictionary<PollId, byte[]> found, Caller who) =>
        poll => found.TryGetValue(poll, out var key) ? Secret.Hmac(key, who.Person.ToString()) : null;

    /// <summary>Repeated at each activation, in case the process ended between the commit and this.</summary>
    async Task DestroySpentKeys()
    {
        if (Durable.Voting is { Sealed: true, Round: var round })
            await keys.Destroy(RoundKey(round));
        foreach (var poll in Durable.Polls.Values.Where(poll => poll.Closed))
            await keys.Destroy(PollKey(poll.Id));
    }

    string RoundKey(int round) => $"round/{Id}/{round}";

    string PollKey(PollId poll) => $"poll/{Id}/{poll}";
}
