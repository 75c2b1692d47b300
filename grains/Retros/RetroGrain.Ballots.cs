namespace OrleansRetro.Retros;

// Secret ballots: tags under keys that are destroyed, and signals that are never kept.
sealed partial class RetroGrain
{
    public async Task<(long Version, int Left)> SetVotes(Caller who, TopicId topic, int count)
    {
        MustExist();
        Durable.Seated(who);
        var voting = Durable.Voting;
        // Where somebody has voted there was a key: only then does its absence mean that it is lost.
        if (voting is { Open: true, Begun: true } && await keys.Get(RoundKey(voting.Round)) is null)
        {
            await Decide(retro => retro.VoteAnew(voting.Round));
            voting = Durable.Voting;
        }
        // Once voting is closed, only what was said before may be said again, and only while its key is there.
        var tag = voting.Open ? Secret.Hmac(await Key(RoundKey(voting.Round)), who.Person.ToString())
            : await VoterTag(who) ?? throw new RejectedException("voting-closed");
        await Act(retro => retro.Voting.Round == voting.Round ? retro.SetVotes(who, topic, count, tag) : throw new RejectedException("voting-closed"));
        return (_feed.Version, Durable.Voting.Left(tag, Durable));
    }

    public async Task<long> AnswerPoll(Caller who, PollId poll, string option)
    {
        MustExist();
        Durable.Seated(who);
        var asked = Durable.Polls.GetValueOrDefault(poll) ?? throw new RejectedException("not-found");
        if (asked.Closed)
            throw new RejectedException("poll-closed");
        // As with votes: under another key nobody could be told from somebody who has answered.
        if (!asked.Answers.IsEmpty && await keys.Get(PollKey(poll)) is null)
        {
            await Decide(retro => retro.GiveUpPoll(poll));
            throw new RejectedException("poll-closed");
        }
        var tag = Secret.Hmac(await Key(PollKey(poll)), who.Person.ToString());
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
    async Task<string?> VoterTag(Caller who) =>
        await keys.Get(RoundKey(Durable.Voting.Round)) is { } key ? Secret.Hmac(key, who.Person.ToString()) : null;

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
        for (var round = 1; round < Durable.Voting.Round || (Durable.Voting.Sealed && round == Durable.Voting.Round); round++)
            await keys.Destroy(RoundKey(round));
        foreach (var poll in Durable.Polls.Values.Where(poll => poll.Closed))
            await keys.Destroy(PollKey(poll.Id));
    }
}
