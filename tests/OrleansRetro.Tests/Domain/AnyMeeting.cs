using CsCheck;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>What several people could do in a retro, in any order, on few things, so that they get in each other's way.</summary>
static class AnyMeeting
{
    /// <summary>One click: who, what, and two numbers that say on which things.</summary>
    public readonly record struct Click(int Who, int What, int X, int Y)
    {
        public override string ToString() => $"{Person} {Acts[What].Name} {X} {Y}";
        public Caller Person => People[Who];
        public IEnumerable<RetroEvent> On(Retro retro) => Acts[What].Decide(retro, People[Who], X, Y);
        public IEnumerable<RetroEvent> Before(Retro retro) => Acts[What].In is { } phase && X % 5 > 0 ? retro.EnterPhase(Facilitator(retro), phase, Now) : [];
    }

    /// <param name="In">The phase to which it belongs; mostly the room goes there first.</param>
    /// <param name="Often">How often it is done, beside the others.</param>
    sealed record Act(string Name, Func<Retro, Caller, int, int, IEnumerable<RetroEvent>> Decide, Phase? In = null, int Often = 1);

    static readonly Caller[] People = [Ana, Ana, Ana, Ana, Ben, Ben, Ben, Cleo, Cleo, Stranger];
    static readonly CardId[] Cards = [First, Second, Third, new(Pairing.Value)];
    static readonly GroupId[] Groups = [Pairing, Other, new(First.Value)];
    static readonly ColumnId[] Columns = [WentWell, DidNot, Ideas, new("more")];
    static readonly NoteId[] Notes = [Note, NoNote];
    static readonly PollId[] Polls = [new("lunch"), new("safety"), PollId.ReturnOnTime];
    static readonly string[] Texts = ["Pairing", "Slow builds", "", new('t', 130)];
    static readonly string[] Formats = ["went-well", "plus-delta", "four-ls"];
    static readonly ParticipantId[] Seats = [AnasSeat, BensSeat, CleosSeat, NoSeat];

    static readonly Act[] Acts =
    [
        new("enters", (retro, who, x, _) => retro.EnterPhase(who, (Phase)(x % 7), Now.AddMinutes(retro.CardsAdded)), Often: 10),
        new("goes on", (retro, who, _, _) => retro.EnterPhase(who, (Phase)(((int)retro.Phase + 1) % 7), Now), Often: 3),
        new("adds", (retro, who, x, y) => retro.AddCard(who, At(Cards, x), At(Columns, y), At(Texts, x + y), KeyOf(who, At(Cards, x)), Limits), Phase.Write, Often: 6),
        new("adds more", (retro, who, x, y) => retro.AddCard(who, At(Cards, y), At(Columns, x), "More", KeyOf(who, At(Cards, y)), Limits), Phase.Write),
        new("names an obstacle", (retro, who, x, y) => retro.NameObstacle(who, At(Cards, x), At(Columns, y), "No time", KeyOf(who, At(Cards, x)), Limits), Phase.CheckIn),
        new("rewords", (retro, who, x, y) => retro.RewordCard(who, At(Cards, x), At(Texts, y), KeyOf(who, At(Cards, x))), Phase.Group),
        new("moves", (retro, who, x, y) => retro.MoveCard(who, At(Cards, x), At(Columns, y), KeyOf(who, At(Cards, x))), Phase.Group),
        new("deletes", (retro, who, x, _) => retro.DeleteCard(who, At(Cards, x), KeyOf(who, At(Cards, x))), Phase.Group, Often: 4),
        new("restores", (retro, who, x, _) => retro.RestoreCard(who, At(Cards, x), KeyOf(who, At(Cards, x)), Limits), Phase.Group, Often: 4),
        new("reveals", (retro, who, x, _) => retro.Reveal(who, x % 2 == 0 ? null : At(Seats, x / 2))),
        new("reacts", (retro, who, x, y) => retro.React(who, At(Cards, x), "👍", y % 3 != 0, KeyOf(who, At(Cards, x), "👍")), Phase.Discuss),
        new("comments", (retro, who, x, y) => retro.AddComment(who, At(Notes, x), At(Cards, y), "Yes", KeyOf(who, At(Notes, x)), Limits), Phase.Discuss),
        new("takes a comment back", (retro, who, x, _) => retro.DeleteComment(who, At(Notes, x), KeyOf(who, At(Notes, x)))),
        new("groups", (retro, who, x, y) => retro.GroupCards(who, At(Groups, x), y % 3 == 0 ? null : At(Texts, y), [At(Cards, y), At(Cards, y + 1)]), Phase.Group, Often: 6),
        new("regroups", (retro, who, x, y) => retro.GroupCard(who, At(Cards, x), y % 3 == 0 ? null : At(Groups, y)), Phase.Group, Often: 6),
        new("plans votes", (retro, who, x, y) => retro.PlanVotes(who, 1 + (x % 5), 1 + (y % 3))),
        new("votes", (retro, who, x, y) => retro.SetVotes(who, At(Cards, x), y % 4, TagOf(retro, who)), Phase.Vote, Often: 12),
        new("votes on a group", (retro, who, x, y) => retro.SetVotes(who, At(Groups, x), y % 4, TagOf(retro, who)), Phase.Vote, Often: 6),
        new("votes anew", (retro, _, x, _) => x % 5 == 0 ? retro.VoteAnew(retro.Voting.Round) : []),
        new("focuses", (retro, who, x, _) => retro.FocusTopic(who, x % 5 == 0 ? null : At(Cards, x)), Phase.Discuss),
        new("notes", (retro, who, x, y) => retro.TakeNotes(who, At(Cards, x), At(Texts, y), null, Limits), Phase.Discuss),
        new("parks", (retro, who, x, y) => retro.ParkTopic(who, At(Cards, x), y % 2 == 0), Phase.Discuss),
        new("opens a poll", (retro, who, x, y) => retro.OpenPoll(who, At(Polls, x), (PollKind)(y % 7), "Lunch?", ["yes", "no"], Limits), Phase.CheckIn),
        new("answers", (retro, who, x, y) => retro.AnswerPoll(who, At(Polls, x), retro.Polls.GetValueOrDefault(At(Polls, x))?.Options is [var first, .. var rest] && y % 2 == 0 ? first : "no", TokenOf(who).KeyTo($"poll {x}").Hash())),
        new("closes a poll", (retro, who, x, _) => retro.ClosePoll(who, At(Polls, x))),
        new("breaks the ice", (retro, who, x, _) => retro.AskIcebreaker(who, x % 3 == 0 ? null : "weather"), Phase.CheckIn),
        new("thanks", (retro, who, x, y) => retro.GiveKudos(who, At(Notes, x), At(Seats, y), "Thank you", Limits), Phase.Close),
        new("shares", (retro, who, x, _) => retro.ShareTakeaway(who, At(Notes, x), "Rest more", Limits), Phase.Close),
        new("proposes", (retro, who, x, y) => retro.ProposeAction(who, new CommitmentId(Number(0xD0 + (x % 3))), At(Seats, y), y % 2 == 0 ? null : At(Cards, x), Limits), Phase.Commit),
        new("starts the next", (retro, who, _, _) => retro.StartNext(who, new("the-next-retro-after-this-0")), Phase.Close),
        new("changes the format", (retro, who, x, _) => retro.ChangeFormat(who, At(Formats, x), Limits)),
        new("adds a column", (retro, who, x, _) => retro.AddColumn(who, At(Columns, x), "More", Limits)),
        new("renames a column", (retro, who, x, y) => retro.RenameColumn(who, At(Columns, x), At(Texts, y))),
        new("removes a column", (retro, who, x, _) => retro.RemoveColumn(who, At(Columns, x))),
        new("renames", (retro, who, x, _) => retro.Rename(who, At(Texts, x))),
        new("starts a timer", (retro, who, x, _) => retro.StartTimer(who, Now.AddMinutes(x % 9), Now)),
        new("pauses it", (retro, who, x, _) => retro.PauseTimer(who, Now.AddMinutes(x % 9))),
        new("stops it", (retro, who, _, _) => retro.StopTimer(who)),
        new("plans phases", (retro, who, x, _) => retro.PlanPhases(who, Phases.For(At([30, 45, 60], x)))),
        new("chooses a length", (retro, who, x, _) => retro.ChooseLength(who, At<int?>([null, 30, 45, 60], x), Now)),
        new("names a facilitator", (retro, who, x, _) => retro.NameFacilitator(who, At(Seats, x))),
        new("steps down", (retro, who, _, _) => retro.StepDown(who)),
        new("takes over", (retro, who, x, _) => retro.TakeFacilitation(who, [At(Seats, x)])),
        new("revokes", (retro, who, x, y) => y % 9 == 0 ? retro.RevokeSeat(who, At(Seats, x)) : []),
        new("joins", (retro, who, x, _) => retro.Join(new(who.Person, true, "", TokenOf(who).Hash(), x % 2 == 0 ? "AB12CD" : "wrong", ""), Limits)),
        new("renews the invite", (retro, who, _, _) => retro.RenewInvite(who, "ZZ99ZZ", Secret.Hash("new"))),
        new("asks for a link", (retro, who, x, _) => retro.IssueLink(who, $"hash {x % 2}")),
    ];

    public static readonly Gen<Click[]> Clicks = Among(_ => true);

    /// <summary>Meetings about cards, groups and votes alone.</summary>
    public static readonly Gen<Click[]> Ballots = Among(act => act.In is Phase.Write or Phase.Group or Phase.Vote || act.Name == "plans votes");

    /// <summary>The events of each click that was not refused, and the state after it.</summary>
    public static IEnumerable<(RetroEvent[] Events, Retro After)> Meet(Retro retro, IEnumerable<Click> clicks)
    {
        foreach (var decision in clicks.SelectMany(click => new[] { click.Before, (Func<Retro, IEnumerable<RetroEvent>>)click.On }))
        {
            var events = Try(retro, decision);
            if (events.Length == 0)
                continue;
            retro = events.Aggregate(retro, (retro, @event) => retro.Evolve(@event));
            yield return (events, retro);
        }
    }

    static RetroEvent[] Try(Retro retro, Func<Retro, IEnumerable<RetroEvent>> decision)
    {
        try
        {
            return [.. decision(retro)];
        }
        catch (RejectedException)
        {
            return [];
        }
    }

    static Caller Facilitator(Retro retro) => Caller.Seat(retro.Participants.First(seat => seat.Facilitator).Person);

    static Gen<Click[]> Among(Func<Act, bool> wanted)
    {
        int[] acts = [.. Acts.SelectMany((act, number) => Enumerable.Repeat(number, wanted(act) ? act.Often : 0))];
        return Gen.Select(Gen.Int[0, People.Length - 1], Gen.OneOf(acts), Gen.Int[0, 99], Gen.Int[0, 99]).Select((who, what, x, y) => new Click(who, what, x, y)).Array[1, 120];
    }

    static T At<T>(T[] things, int number) => things[number % things.Length];

    static string TagOf(Retro retro, Caller who) => $"{TokenOf(who).KeyTo($"round {retro.Voting.Round}").Hash()}";
}
