using System.Collections.Immutable;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>A retro while it is played. What the six do is done one after the other, so that any order that is kept somewhere is the true one.</summary>
sealed class Playing(Stage stage, Played played, string code, Random chance)
{
    const string TheEnd = "Nobody listens any more";

    readonly List<(EventStream Wire, Task Listening)> _watchers = [];
    readonly List<Guid?> _unpublished = [];
    long _version;

    public Played Played => played;
    public string Code => code;
    public Played? Before { get; init; }
    public IRetroGrain Grain => stage.Grain(played.Id);
    Player[] People => played.People;

    public async Task Sit(int who, string name, TestSeat seat)
    {
        var holder = (await Grain.FindSeat(new SeatToken(seat.Token).Hash()))!;
        People[who] = new(name, holder.Person, seat with { Participant = $"{holder.Participant}" });
    }

    /// <summary>Until all cards are written.</summary>
    public async Task Write()
    {
        await Watch(0);
        var cards = new Dictionary<(int, int), (Guid Id, string Column)>();
        foreach (var act in Script.Draw(chance))
        {
            if (act.Deed == Deed.Join)
            {
                if (act.Who > 0)
                {
                    var known = Before?.People[act.Who];
                    var name = known?.Name ?? Stage.Name();
                    await Sit(act.Who, name, await stage.TakeSeat(this, name, known?.Person));
                    if (act.Who == 5)
                        await Watch(5);
                }
                Published((await People[0].Seat.GetBoard()).Is(200).Version, atOnce: true);
                continue;
            }
            var who = People[act.Who];
            if (act.Deed == Deed.Rename)
            {
                Published(await Grain.RenameSeat(who.Caller, $"{who.Name} anew"), atOnce: true);
                continue;
            }
            var isNew = cards.TryAdd((act.Who, act.Card), (Guid.NewGuid(), chance.GetItems(["went-well", "did-not", "ideas"], 1)[0]));
            var (card, column) = cards[(act.Who, act.Card)];
            var version = act.Deed switch
            {
                Deed.Delete => (await who.Seat.DeleteCard(card)).Is(200).Version,
                Deed.Restore => await Grain.RestoreCard(who.Caller, new(card), who.Token.KeyTo(card)),
                _ => (await who.Seat.PutCard(card, Script.Words(chance), column)).Version,
            };
            if (isNew)
            {
                played.Written.Add((card, act.Who));
                played.Columns[card] = column;
            }
            Published(version, isNew ? card : null);
        }
        await Look();
    }

    /// <summary>Cards are put together, talked about below them and voted on; the vote is still open.</summary>
    public async Task Vote()
    {
        await People[0].Seat.Enter("group");
        await Look();
        var cards = (await Grain.GetBoard(People[0].Caller)).Cards.Values.Where(card => card.Text is not null).Select(card => card.Id).ToArray();
        chance.Shuffle(cards);
        for (var i = 0; i < 8; i++)
        {
            var (who, note) = (People[chance.Next(6)], new NoteId(Guid.NewGuid()));
            await Grain.AddComment(who.Caller, note, cards[i], Script.Words(chance), who.Token.KeyTo(note.Value));
            who = People[chance.Next(6)];
            await Grain.React(who.Caller, cards[i], "👍", true, who.Token.KeyToReaction(cards[i], "👍"));
        }
        var own = played.Written.First(written => cards.Contains(new(written.Card)));
        (await People[own.Who].Seat.PutCard(own.Card, Script.Words(chance))).Is(200);
        (await People[2].Seat.PutGroup(Guid.NewGuid(), "A group", [.. cards[..4].Select(card => card.Value)])).Is(200);
        await People[0].Seat.Enter("vote");
        // Three votes each, some of them at once and some after others.
        var votes = Enumerable.Range(0, 18).Select(i => (Who: i % 6, Topic: cards[chance.Next(4, cards.Length)])).DistinctBy(vote => vote).ToArray();
        chance.Shuffle(votes);
        foreach (var (who, topic) in votes)
        {
            (await People[who].Seat.PutVotes(topic.Value, 1)).Is(200);
            played.Balloted.Add(who);
        }
        Know($"round/{played.Id}/1");
    }

    /// <summary>To the end, and documents for everybody.</summary>
    public async Task Close()
    {
        await People[0].Seat.Enter("discuss");
        await Grain.TakeNotes(People[3].Caller, (await Grain.GetBoard(People[3].Caller)).Topics().First(), Script.Words(chance));
        await Poll(new("more-time"), PollKind.MoreTime, ["up", "sideways", "down"]);
        await People[0].Seat.Enter("commit");
        await Grain.ProposeAction(People[1].Caller, new(new(Guid.NewGuid()), new(3), "Ask for it", "It was asked for", new(2099, 1, 1), "Etc/UTC"));
        await People[0].Seat.Enter("close");
        await Poll(PollId.ReturnOnTime, null, ["1", "2", "3", "4", "5"]);
        foreach (var who in People)
        {
            await Grain.ShareTakeaway(who.Caller, new(Guid.NewGuid()), Script.Words(chance));
            await Grain.GiveKudos(who.Caller, new(Guid.NewGuid()), new(chance.Next(1, 7)), Script.Words(chance));
        }
        await Look();
        foreach (var (who, at) in People.Select((who, at) => (who, at)))
            foreach (var kind in new[] { "md", "csv", "json" })
                played.Answers.Add(($"export.{kind} of {(at == 0 ? "the facilitator" : "somebody")}", (await who.Seat.Export(kind)).Is(200).Text));
        await Grain.Rename(People[0].Caller, TheEnd);
        foreach (var (wire, listening) in _watchers)
        {
            await listening;
            await wire.DisposeAsync();
        }
    }

    async Task Poll(PollId poll, PollKind? kind, ImmutableArray<string> options)
    {
        if (kind is { } asked)
            await Grain.OpenPoll(People[0].Caller, poll, asked, null, []);
        int[] order = [0, 1, 2, 3, 4, 5];
        chance.Shuffle(order);
        foreach (var who in order)
        {
            await Grain.AnswerPoll(People[who].Caller, poll, options[chance.Next(options.Length)]);
            played.Balloted.Add(who);
        }
        Know($"poll/{played.Id}/{poll}");
        await Grain.ClosePoll(People[0].Caller, poll);
    }

    void Know(string key)
    {
        var secret = stage.KeyOf(key) ?? throw new InvalidOperationException($"{key} is gone before its time.");
        for (var who = 0; who < 6; who++)
        {
            played.Tags[Secret.Hmac(secret, $"{People[who].Person}")] = who;
            // What a leaky build makes of it.
            played.Tags[Secret.Hash($"{People[who].Person}")] = who;
        }
    }

    /// <summary>Something that everybody sees at once; what waited may have left before it.</summary>
    void Published(long version, bool atOnce)
    {
        var left = (int)(version - _version) - (atOnce ? 1 : 0);
        if (_version > 0 && left > 0)
            Leave(left);
        _version = version;
    }

    /// <summary>Something that waits: which acts left together, by what the answers say.</summary>
    void Published(long version, Guid? card)
    {
        var left = (int)(version - _version);
        _version = version;
        // What had waited for too long left without this.
        if (left > 0 && left <= _unpublished.Count)
        {
            Leave(left);
            left = 0;
        }
        _unpublished.Add(card);
        if (left > 0)
            Leave(left);
    }

    void Leave(int count)
    {
        played.Batches.Add([.. _unpublished.Take(count).OfType<Guid>()]);
        _unpublished.RemoveRange(0, count);
    }

    async Task Watch(int who)
    {
        var wire = await People[who].Seat.Watch();
        var seen = new List<EventStream.Event>();
        played.Wires.Add(seen);
        _watchers.Add((wire, Listen()));

        async Task Listen()
        {
            while (await wire.Next() is { } next && !next.Raw.Contains(TheEnd, StringComparison.Ordinal))
                seen.Add(next);
        }
    }

    /// <summary>The board as each of those who are there gets it.</summary>
    async Task Look()
    {
        foreach (var (who, at) in People.Select((who, at) => (who, at)))
            played.Answers.Add(($"board of {(at == 0 ? "the facilitator" : "somebody")}", (await who.Seat.GetBoard()).Is(200).Text));
    }
}
