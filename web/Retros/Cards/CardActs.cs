using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OrleansRetro.EventSourcing;
using OrleansRetro.Live;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>What people do with cards and groups. Each act can be taken back for ten seconds by whoever did it.</summary>
public abstract class CardActs : LiveComponent
{
    const int Short = 48;

    [Inject] public required IStringLocalizer<Words.Words> Words { get; set; }
    [Inject] public required IStringLocalizer<FormatWords> Formats { get; set; }

    protected Task Delete(CardId card)
    {
        var key = Session.KeyTo(card.Value);
        return Do(Words["undo.card-deleted"], (retro, who) => retro.DeleteCard(who, card, key), (retro, who) => retro.RestoreCard(who, card, key), Phases.OfCards);
    }

    /// <summary>Into a column, and out of its group.</summary>
    protected Task MoveTo(CardId id, ColumnId column) =>
        Session.Card(id) is { } card && (card.Column != column || card.Group is not null)
            ? Do(Words["undo.card-moved", TitleOf(column)], Place(id, column, null), Place(id, card.Column, card.Group), card.Group is null ? Phases.OfCards : [Phase.Group])
            : Task.CompletedTask;

    protected Task TakeOut(CardId id) =>
        Session.Card(id) is { Group: { } group } card
            ? Do(Words["undo.card-ungrouped", NameOf(group)], Place(id, card.Column, null), Place(id, card.Column, group), Phase.Group)
            : Task.CompletedTask;

    protected Task PutInto(CardId id, GroupId group) =>
        Session.Card(id) is { } card && card.Group != group
            ? Do(Words["undo.card-grouped", NameOf(group)], Place(id, card.Column, group), Place(id, card.Column, card.Group), Phase.Group)
            : Task.CompletedTask;

    /// <summary>Onto another card: into that card's group, or into a new one around it.</summary>
    protected Task PutOnto(CardId id, CardId target)
    {
        if (id == target || Session.Card(id) is not { } card || Session.Card(target) is not { } with)
            return Task.CompletedTask;
        if (with.Group is { } known)
            return PutInto(id, known);
        var group = Lanes.GroupAround(target);
        if (Session.Lanes.CardsOf(group).Count > 0)
            group = new(Guid.NewGuid());
        var title = Board.Groups.ContainsKey(group) ? "" : null;
        return Do(Words["undo.card-grouped", Shortened(with.Text)],
            (retro, who) => retro.GroupCards(who, group, title, [target, id]),
            async (retro, who) =>
            {
                await Place(id, card.Column, card.Group)(retro, who);
                return await Place(target, with.Column, null)(retro, who);
            },
            Phase.Group);
    }

    protected Task Merge(GroupId from, GroupId into)
    {
        var cards = Session.Lanes.CardsOf(from).Select(card => card.Id).ToImmutableArray();
        return cards.IsEmpty || from == into
            ? Task.CompletedTask
            : Do(Words["undo.groups-merged"], (retro, who) => retro.GroupCards(who, into, null, cards), (retro, who) => retro.GroupCards(who, from, null, cards), Phase.Group);
    }

    protected Task TakeApart(GroupId group)
    {
        var cards = Session.Lanes.CardsOf(group).Select(card => card.Id).ToImmutableArray();
        return cards.IsEmpty
            ? Task.CompletedTask
            : Do(Words["undo.group-dissolved"], Each(cards, (retro, who, card) => retro.GroupCard(who, card, null)), (retro, who) => retro.GroupCards(who, group, null, cards), Phase.Group);
    }

    protected Task React(CardId card, string emoji)
    {
        var on = !Session.Seat.Reactions.Contains((card, emoji));
        return Attempt((retro, who) => retro.React(who, card, emoji, on, Session.KeyToReaction(card, emoji)));
    }

    /// <summary>Comments on a card, one's own also before they have left the grain.</summary>
    protected IEnumerable<CommentFace> CommentsOn(CardId card) =>
        Session.Lanes.CommentsOn(card).Concat(Session.Seat.Comments.Values.Where(own => own.Card == card && !Board.Comments.ContainsKey(own.Id)));

    /// <summary>What a topic got where voting was closed and people went back to grouping; null where there is no count to show.</summary>
    protected int? TallyOf(TopicId topic) =>
        Board.Phase == Phase.Group && Board.Votes.Totals is { IsEmpty: false } totals ? totals.GetValueOrDefault(topic) : null;

    protected Task DeleteComment(CommentFace comment)
    {
        var again = new NoteId(Guid.NewGuid());
        return Do(Words["undo.comment-deleted"],
            (retro, who) => retro.DeleteComment(who, comment.Id, Session.KeyTo(comment.Id.Value)),
            (retro, who) => retro.AddComment(who, again, comment.Card, comment.Text, Session.KeyTo(again.Value)),
            Phases.OfComments);
    }

    /// <summary>What a topic or text is called in a sentence.</summary>
    protected static string Shortened(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ");
        return line.Length <= Short ? line : $"{line.AsSpan(0, Short).TrimEnd()}…";
    }

    protected string NameOf(GroupId group) => Shortened(Board.TitleOf(group));

    protected string TitleOf(ColumnId column) => Formats.TitleOf(Board.Settings, column);

    protected async Task Do(string done, Func<IRetroGrain, Caller, Task<long>> act, Func<IRetroGrain, Caller, Task<long>> undo, params ImmutableArray<Phase> during)
    {
        if (await Attempt(act))
            Messages.SayUndo(done, () => Attempt(undo), during);
    }

    static Func<IRetroGrain, Caller, Task<long>> Each(ImmutableArray<CardId> cards, Func<IRetroGrain, Caller, CardId, Task<long>> act) => async (retro, who) =>
    {
        var version = 0L;
        foreach (var card in cards)
            version = await act(retro, who, card);
        return version;
    };

    Func<IRetroGrain, Caller, Task<long>> Place(CardId card, ColumnId column, GroupId? group)
    {
        var key = Session.KeyTo(card.Value);
        return async (retro, who) =>
        {
            var version = await retro.GroupCard(who, card, group);
            return Board.Cards.GetValueOrDefault(card)?.Column == column ? version : await retro.MoveCard(who, card, column, key);
        };
    }
}
