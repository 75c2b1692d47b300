using System.Collections.Immutable;
using Microsoft.Extensions.Localization;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Visitors;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>
/// A retro that three invented colleagues have already written, grouped and voted in, so that somebody alone sees how it feels.
/// Made by the same calls as any other, and marked.
/// </summary>
public sealed class SampleRetro(IGrainFactory grains, Starting starting, IStringLocalizer<SampleWords> words, TimeProvider time)
{
    static readonly (string Column, int Cards)[] Columns = [("went-well", 3), ("did-not", 5), ("ideas", 3)];

    public async Task Start(RetroId id, SeatToken token, string name)
    {
        var me = (await starting.Start(id, token, words["title"], "went-well", anonymous: true, hidden: true, name, sample: true)).Seat;
        var retro = grains.GetGrain<IRetroGrain>(id.Value);
        var code = (await retro.GetInvite(me.Caller)).JoinCode;
        var ben = await Arrive(id, "Ben", code);
        var chidi = await Arrive(id, "Chidi", code);
        var dana = await Arrive(id, "Dana", code);

        var cards = await Write(retro, [ben, chidi, dana]);
        await retro.EnterPhase(me.Caller, Phase.Group);
        var invoices = await Group(retro, dana, "invoices", [cards["did-not.3"], cards["did-not.4"], cards["ideas.2"]]);
        var reviews = await Group(retro, ben, "reviews", [cards["did-not.1"], cards["did-not.2"], cards["ideas.1"]]);
        var staging = await Group(retro, chidi, "staging", [cards["did-not.5"], cards["ideas.3"]]);
        foreach (var colleague in new[] { ben, dana })
            await retro.React(colleague.Caller, cards["went-well.1"], Reactions.All[0], on: true, colleague.Token.KeyToReaction(cards["went-well.1"], Reactions.All[0]));

        await retro.EnterPhase(me.Caller, Phase.Vote);
        foreach (var (who, topic, count) in new[] { (ben, invoices, 2), (ben, reviews, 1), (chidi, staging, 2), (chidi, reviews, 1), (dana, invoices, 2), (dana, reviews, 1) })
            await retro.SetVotes(who.Caller, topic, count);

        await retro.EnterPhase(me.Caller, Phase.Discuss);
        await retro.TakeNotes(dana.Caller, invoices, words["notes"]);
        await retro.GiveKudos(chidi.Caller, new(Guid.NewGuid()), dana.Seat.Participant, words["thanks"]);
        var promise = await Propose(retro, dana, ben.Seat.Participant, "promise.1", invoices, days: 7);
        await grains.GetGrain<ICommitmentGrain>(promise.Value).Promise(ben.Caller);
        await Propose(retro, ben, me.Participant, "promise.2", invoices, days: 5);
    }

    async Task<Colleague> Arrive(RetroId id, string name, string code)
    {
        var token = new SeatToken(Visitor.RandomToken());
        return new((await starting.Join(id, token, name, code)).Seat, token);
    }

    async Task<Dictionary<string, CardId>> Write(IRetroGrain retro, Colleague[] colleagues)
    {
        var cards = new Dictionary<string, CardId>();
        foreach (var (column, count) in Columns)
        {
            for (var number = 1; number <= count; number++)
            {
                var card = cards[$"{column}.{number}"] = new(Guid.NewGuid());
                var author = colleagues[cards.Count % colleagues.Length];
                await retro.AddCard(author.Caller, card, new(column), words[$"{column}.{number}"], author.Token.KeyTo(card.Value));
            }
        }
        return cards;
    }

    async Task<GroupId> Group(IRetroGrain retro, Colleague who, string title, ImmutableArray<CardId> cards)
    {
        var group = new GroupId(Guid.NewGuid());
        await retro.GroupCards(who.Caller, group, words[$"group.{title}"], cards);
        return group;
    }

    async Task<CommitmentId> Propose(IRetroGrain retro, Colleague who, ParticipantId owner, string key, TopicId topic, int days)
    {
        var id = new CommitmentId(Guid.NewGuid());
        await retro.ProposeAction(who.Caller, new(id, owner, words[key], words[$"{key}.done-when"], time.Today().AddDays(days), "Etc/UTC", topic));
        return id;
    }

    readonly record struct Colleague(SeatHolder Seat, SeatToken Token)
    {
        public Caller Caller => Seat.Caller;
    }
}
