using System.Text.Json;
using CsCheck;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Contracts;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

public sealed class WhateverHappensInAMeeting
{
    const int Iterations = 200;

    static readonly Gen<(bool Anonymous, bool Hidden, AnyMeeting.Click[] Clicks)> Meetings = Gen.Select(Gen.Bool, Gen.Bool, AnyMeeting.Clicks);

    static Retro Start(bool anonymous, bool hidden) => Scenario.Given(Started(anonymous, hidden, Phase.CheckIn)).State;

    static string Text(Retro retro) => JsonSerializer.Serialize(retro, RetroSnapshotJson.Default.Retro);

    static string Text(Board board) => JsonSerializer.Serialize(board with { Version = 0 });

    static Board Seen(Retro retro) => retro.ToBoard(new("retro"), 0, person => $"name of {person.Value.ToByteArray()[0]}", Limits);

    static IEnumerable<BoardChange> Changes(Retro retro, IEnumerable<RetroEvent> events) =>
        events.SelectMany(@event => retro.Changes(@event, person => $"name of {person.Value.ToByteArray()[0]}", Limits));

    [Fact, Trait("Row", "T27")]
    public void The_log_tells_it_again_as_it_was() =>
        Meetings.Sample((anonymous, hidden, clicks) =>
        {
            var start = Start(anonymous, hidden);
            var steps = AnyMeeting.Meet(start, clicks).ToArray();
            var again = steps.SelectMany(step => step.Events).Select(Stored.Text).Select(Stored.Read<RetroEvent>).Aggregate(start, (retro, @event) => retro.Evolve(@event));
            Assert.Equal(Text(steps.LastOrDefault().After ?? start), Text(again));
        }, iter: Iterations);

    [Fact, Trait("Row", "T27")]
    public void A_click_that_is_sent_twice_counts_once() =>
        Meetings.Sample((anonymous, hidden, clicks) =>
        {
            var retro = Start(anonymous, hidden);
            foreach (var click in clicks)
            {
                var before = retro;
                foreach (var (_, after) in AnyMeeting.Meet(before, [click]))
                    retro = after;
                if (!ReferenceEquals(before, retro) && !Moves(click, before))
                    Assert.Empty(AnyMeeting.Meet(retro, [click]));
            }

            // "The phase after this one" is another phase the second time.
            static bool Moves(AnyMeeting.Click click, Retro before) => $"{click}".Contains(" goes on ", StringComparison.Ordinal) || $"{click}".Contains(" votes anew ", StringComparison.Ordinal);
        }, iter: Iterations);

    [Fact, Trait("Row", "R13"), Trait("Row", "Attack-A38")]
    public void Nobody_ever_has_more_votes_out_than_their_budget() =>
        AnyMeeting.Ballots.Sample(clicks =>
        {
            foreach (var (_, retro) in AnyMeeting.Meet(Start(anonymous: false, hidden: false), clicks).Where(step => !step.After.Voting.Sealed))
            {
                Assert.All(retro.Voting.Ballots.Keys, tag => Assert.InRange(retro.Voting.Left(tag, retro), 0, retro.Voting.Budget));
                Assert.Equal(retro.Voting.Ballots.Keys.Sum(tag => retro.Voting.Budget - retro.Voting.Left(tag, retro)), retro.Voting.Totals(retro).Values.Sum());
            }
        }, iter: Iterations);

    [Fact, Trait("Row", "R12")]
    public void Every_card_is_in_one_place() =>
        Meetings.Sample((anonymous, hidden, clicks) =>
        {
            foreach (var (_, retro) in AnyMeeting.Meet(Start(anonymous, hidden), clicks))
            {
                var alive = retro.Cards.Values.Where(card => !card.Deleted).ToArray();
                var grouped = retro.Groups.SelectMany(group => group.Value.Cards.Select(card => (card, (GroupId?)group.Key))).OrderBy(pair => pair.card.Value);
                Assert.Equal(alive.Where(card => card.Group is not null).Select(card => (card.Id, card.Group)).OrderBy(pair => pair.Id.Value), grouped);
                Assert.All(alive, card => Assert.Contains(card.Column, retro.Columns.Select(column => column.Id)));
                Assert.Equal((alive.Length, alive.Count(card => !card.FaceUp)), (retro.CardsAlive, retro.CardsFaceDown));
                Assert.All(alive, card => Assert.True(retro.IsTopic(Retro.TopicOf(card))));
                Assert.Equal(retro.Topics().Select(topic => topic.Value).Order(), alive.Select(card => Retro.TopicOf(card).Value).Distinct().Order());
            }
        }, iter: Iterations);

    [Fact, Trait("Row", "R07")]
    public void Somebody_always_facilitates() =>
        Meetings.Sample((anonymous, hidden, clicks) =>
            Assert.All(AnyMeeting.Meet(Start(anonymous, hidden), clicks), step => Assert.Contains(step.After.Participants, seat => seat is { Facilitator: true, Revoked: false })), iter: Iterations);

    [Fact, Trait("Row", "R26")]
    public void Whoever_follows_the_changes_sees_the_board() =>
        Meetings.Sample((anonymous, hidden, clicks) =>
        {
            RetroEvent[] founding = [.. Started(anonymous, hidden, Phase.CheckIn)];
            var retro = Start(anonymous, hidden);
            var board = Seen(Retro.Empty).With(Changes(retro, founding));
            Assert.Equal(Text(Seen(retro)), Text(board));
            foreach (var (events, after) in AnyMeeting.Meet(retro, clicks))
            {
                board = board.With(Changes(after, events));
                Assert.Equal(Text(Seen(after)), Text(board));
            }
        }, iter: Iterations);

    [Fact, Trait("Row", "R26")]
    public void Whoever_comes_back_later_or_hears_a_change_twice_sees_the_same_board() =>
        Meetings.Sample((anonymous, hidden, clicks) =>
        {
            var start = Start(anonymous, hidden);
            var steps = AnyMeeting.Meet(start, clicks).ToArray();
            var half = steps.Length / 2;
            var (middle, end) = (half == 0 ? start : steps[half - 1].After, steps.LastOrDefault().After ?? start);
            var missed = Changes(end, steps.Skip(half).SelectMany(step => step.Events)).ToArray();
            Assert.Equal(Text(Seen(end)), Text(Seen(middle).With(missed)));
            Assert.Equal(Text(Seen(end)), Text(Seen(middle).With(missed).With(missed)));
        }, iter: Iterations);

    [Fact, Trait("Row", "R09")]
    public void What_lies_face_down_is_never_shown() =>
        Meetings.Sample((anonymous, hidden, clicks) =>
        {
            foreach (var (events, retro) in AnyMeeting.Meet(Start(anonymous, hidden), clicks))
            {
                var down = retro.Cards.Values.Where(card => !card.FaceUp).Select(card => card.Id).ToHashSet();
                Assert.All(Seen(retro).Cards.Values.Where(card => down.Contains(card.Id)), card => Assert.Equal((null, null), (card.Text, card.Author)));
                Assert.All(Changes(retro, events).OfType<CardPut>().Where(card => down.Contains(card.Id)), card => Assert.Equal((null, null), (card.Text, card.Author)));
            }
        }, iter: Iterations);

    [Fact, Trait("Row", "R10")]
    public void On_an_anonymous_board_nothing_that_is_kept_or_shown_names_an_author() =>
        Meetings.Sample((_, hidden, clicks) =>
        {
            foreach (var (events, retro) in AnyMeeting.Meet(Start(anonymous: true, hidden), clicks))
            {
                Assert.All(events, @event => Assert.True(@event is not (CardAdded { Author: not null } or CommentAdded { Author: not null } or KudosGiven { From: not null } or TakeawayShared { Author: not null })));
                var kept = string.Concat(events.Where(@event => @event is not SeatTaken).Select(Stored.Text));
                var shown = Text(Seen(retro));
                Assert.All([Ana, Ben, Cleo, Stranger], who =>
                {
                    Assert.DoesNotContain($"{who.Person}", kept, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain($"{who.Person}", shown, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain(TokenOf(who).Hash(), kept + shown, StringComparison.Ordinal);
                });
            }
        }, iter: Iterations);
}
