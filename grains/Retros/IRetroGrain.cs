using OrleansRetro.Commitments;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

/// <summary>What a new retro is made of.</summary>
/// <param name="TokenHash">Hash of the creator's seat token.</param>
/// <param name="InviteHash">Hash of the invite link's token; the token itself is in <see cref="IKeys"/>.</param>
/// <param name="ByProgram">The creator's token was made for a program, which holds it.</param>
[GenerateSerializer, Immutable, Alias("start-retro")]
public sealed record StartRetro(
    string Title, string Format, bool Anonymous, bool Hidden, Phase Phase, PersonId Person, string Name, string TokenHash, string? SeatKey,
    string JoinCode, string InviteHash = "", bool Sample = false, RetroId? Previous = null, ImmutableArray<CarriedPromise> Carried = default, bool ByProgram = false);

/// <summary>Somebody who holds an invite asks for a seat.</summary>
/// <param name="IsNew">The person is unknown so far and is founded with this name.</param>
/// <param name="Invite">The six-character code in canonical spelling, or the invite link's token.</param>
/// <param name="SeatKey">An id for the seat made by an outside program; a repeat with the same token is the same seat.</param>
[GenerateSerializer, Immutable, Alias("take-seat")]
public sealed record TakeSeat(PersonId Person, bool IsNew, string Name, string TokenHash, string Invite, string InviteHash, string? SeatKey = null);

/// <summary>A seat as the web knows it after looking at a token.</summary>
/// <param name="ByProgram">Its token was made for a program.</param>
[GenerateSerializer, Immutable, Alias("seat-holder")]
public sealed record SeatHolder(PersonId Person, ParticipantId Participant, bool Facilitator, bool ByProgram = false)
{
    public Caller Caller => Caller.Seat(Person);
}

/// <summary>The answer to starting or joining.</summary>
[GenerateSerializer, Immutable, Alias("seated")]
public sealed record Seated(SeatHolder Seat, long Version);

/// <summary>How to get in: the code, and the token of the link.</summary>
[GenerateSerializer, Immutable, Alias("invite")]
public sealed record Invite(string JoinCode, string Token);

/// <summary>What a stranger who holds an invite may know before joining.</summary>
[GenerateSerializer, Immutable, Alias("preview")]
public sealed record Preview(string Title, bool Anonymous);

/// <summary>What a promise asked for in a retro says: who will do what by when, and how both can tell.</summary>
/// <param name="Due">A day in <paramref name="Zone"/>, an IANA time zone.</param>
[GenerateSerializer, Immutable, Alias("action-proposal")]
public sealed record ActionProposal(CommitmentId Id, ParticipantId Owner, string What, string DoneWhen, DateOnly Due, string Zone, TopicId? Topic = null);

/// <summary>What became of a promise from last time, as the room sees it; undecided takes back what the room said.</summary>
public enum Outcome { Kept, Partly, NotKept, NoLongerNeeded, Undecided }

/// <summary>Two cards, or a card and a group, that say similar things.</summary>
/// <param name="Likeness">0 to 1.</param>
[GenerateSerializer, Immutable, Alias("group-suggestion")]
public sealed record GroupSuggestion(CardId Card, TopicId With, double Likeness);

/// <summary>
/// One retro; its key is a <see cref="RetroId"/>. Acts are answered with the board's version once they are durable.
/// Every act may be sent again: ids are made by the caller and values are absolute.
/// Each may throw <see cref="RejectedException"/> (the answer is no) and <see cref="UnknownOutcomeException"/> (ask again).
/// </summary>
[Alias("retro")]
public interface IRetroGrain : IGrainWithStringKey
{
    [Alias("Start"), For(Audience.Anybody)] Task<Seated> Start(StartRetro start);
    [Alias("Join"), For(Audience.Anybody)] Task<Seated> Join(TakeSeat claim);

    /// <summary>What this invite leads to; null when it lets nobody in, for whatever reason.</summary>
    [Alias("Preview"), For(Audience.Anybody)] Task<Preview?> Preview(string invite, string inviteHash);

    /// <summary>Whose token this is; null when it holds no seat here. <c>not-found</c> when there is no such retro.</summary>
    [Alias("FindSeat"), For(Audience.Anybody)] Task<SeatHolder?> FindSeat(string tokenHash);

    /// <summary>The retro before this one, if it was started from one.</summary>
    [Alias("Previous"), For(Audience.Anybody)] Task<RetroId?> Previous();

    /// <summary>Whose personal link this is.</summary>
    [Alias("FindLink"), For(Audience.Anybody)] Task<SeatHolder?> FindLink(string tokenHash);
    [Alias("IssueLink"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> IssueLink(Caller who, string tokenHash);
    [Alias("GetInvite"), For(Audience.Member)] Task<Invite> GetInvite(Caller who);
    [Alias("RenewInvite"), For(Audience.Facilitator)] Task<Invite> RenewInvite(Caller who, string joinCode);
    [Alias("RevokeSeat"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> RevokeSeat(Caller who, ParticipantId seat);

    /// <summary>Another name for oneself, here and on one's promises; kept with the person alone. Other retros that run at the moment learn it when they wake next.</summary>
    [Alias("RenameSeat"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> RenameSeat(Caller who, string name);

    /// <summary>A person is being forgotten: the room reads their name no longer. For the person themselves.</summary>
    [Alias("NameGone"), For(Audience.Room)] Task<long> NameGone(Caller room, PersonId person);
    [Alias("NameFacilitator"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> NameFacilitator(Caller who, ParticipantId seat);
    [Alias("TakeFacilitation"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> TakeFacilitation(Caller who);
    [Alias("StepDown"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> StepDown(Caller who);

    [Alias("GetBoard"), For(Audience.Reader, Audience.Room)] Task<Board> GetBoard(Caller who);
    [Alias("GetSeat"), For(Audience.Member)] Task<Seat> GetSeat(Caller who, SeatToken token);
    [Alias("GetRoom"), For(Audience.Reader, Audience.Room)] Task<Room> GetRoom(Caller who);

    /// <summary>
    /// Everything after <paramref name="after"/>, for ever: first what is missing (the board itself where too much is), then each change.
    /// Resume with the last version seen. One watch serves all seats of a web process; it shows nothing that not all may see.
    /// </summary>
    [Alias("Watch"), For(Audience.Reader, Audience.Room)] IAsyncEnumerable<BoardUpdate> Watch(Caller who, long after, CancellationToken cancellationToken = default);

    /// <summary>These seats are here, as far as one web process knows; said every ten seconds and when it changes.</summary>
    [Alias("Attend"), For(Audience.Room)] Task Attend(Caller who, string process, ImmutableArray<ParticipantId> present);

    [Alias("Rename"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> Rename(Caller who, string title);
    [Alias("SwitchOnAnonymity"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> SwitchOnAnonymity(Caller who);
    [Alias("ChangeFormat"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> ChangeFormat(Caller who, string format);
    [Alias("AddColumn"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> AddColumn(Caller who, ColumnId column, string title);

    /// <summary>Null gives a format's column the title back that it has there.</summary>
    [Alias("RenameColumn"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> RenameColumn(Caller who, ColumnId column, string? title);
    [Alias("RemoveColumn"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> RemoveColumn(Caller who, ColumnId column);

    /// <summary>To any phase, back and forth.</summary>
    /// <exception cref="RejectedException"><c>undecided-promises</c>: a retro doesn't close while a promise that was taken along twice still stands; it is given again, dropped or raised first.</exception>
    [Alias("EnterPhase"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> EnterPhase(Caller who, Phase phase);

    /// <summary>Order, names, lengths and what is skipped; it starts no timer.</summary>
    [Alias("PlanPhases"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> PlanPhases(Caller who, ImmutableArray<PlannedPhase> plan);

    /// <summary>One of <see cref="Phases.Lengths"/>, or what the plan adds up to: phases start their timers from now on, the present one too unless it has a timer. Null: they don't.</summary>
    [Alias("ChooseLength"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> ChooseLength(Caller who, int? minutes);
    [Alias("StartTimer"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> StartTimer(Caller who, DateTimeOffset deadline);
    [Alias("PauseTimer"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> PauseTimer(Caller who);
    [Alias("StopTimer"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> StopTimer(Caller who);

    [Alias("AddCard"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> AddCard(Caller who, CardId card, ColumnId column, string text, EditKey key);
    [Alias("RewordCard"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> RewordCard(Caller who, CardId card, string text, EditKey key);
    [Alias("MoveCard"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> MoveCard(Caller who, CardId card, ColumnId column, EditKey key);
    [Alias("DeleteCard"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> DeleteCard(Caller who, CardId card, EditKey key);
    [Alias("RestoreCard"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> RestoreCard(Caller who, CardId card, EditKey key);
    [Alias("Reveal"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> Reveal(Caller who, ParticipantId? author);
    [Alias("React"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> React(Caller who, CardId card, string emoji, bool on, EditKey key);
    [Alias("AddComment"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> AddComment(Caller who, NoteId comment, CardId card, string text, EditKey key);
    [Alias("DeleteComment"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> DeleteComment(Caller who, NoteId comment, EditKey key);

    [Alias("GroupCards"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> GroupCards(Caller who, GroupId group, string? title, ImmutableArray<CardId> cards);
    [Alias("GroupCard"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> GroupCard(Caller who, CardId card, GroupId? group);

    /// <summary>Cards that say similar things, most alike first; computed here, from the words alone.</summary>
    [Alias("SuggestGroups"), For(Audience.Member)] Task<ImmutableArray<GroupSuggestion>> SuggestGroups(Caller who);

    [Alias("PlanVotes"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> PlanVotes(Caller who, int budget, int perTopic);

    /// <summary>Votes on a topic from now on, and how many are left.</summary>
    [Alias("SetVotes"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<(long Version, int Left)> SetVotes(Caller who, TopicId topic, int count);

    [Alias("FocusTopic"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> FocusTopic(Caller who, TopicId? topic);

    /// <summary>Notes on a topic; what others added since the writer saw <paramref name="seen"/> stays below them. Null replaces whatever is there.</summary>
    [Alias("TakeNotes"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> TakeNotes(Caller who, TopicId topic, string text, string? seen = null);
    [Alias("ParkTopic"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> ParkTopic(Caller who, TopicId topic, bool parked);

    [Alias("OpenPoll"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> OpenPoll(Caller who, PollId poll, PollKind kind, string? question, ImmutableArray<string> options);
    [Alias("AnswerPoll"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> AnswerPoll(Caller who, PollId poll, string option);
    [Alias("ClosePoll"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> ClosePoll(Caller who, PollId poll);
    [Alias("AskIcebreaker"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> AskIcebreaker(Caller who, string? question);

    [Alias("SayReady"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> SayReady(Caller who, bool ready);
    [Alias("RaiseHand"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> RaiseHand(Caller who, bool raised);
    [Alias("SetPace"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> SetPace(Caller who, int pace);

    /// <summary>Draws who speaks next among those present; <paramref name="chance"/> is any number, made by the caller at random.</summary>
    [Alias("DrawSpeaker"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> DrawSpeaker(Caller who, int chance);

    /// <summary>Asks somebody in the room for a promise; the commitment is founded in the same append.</summary>
    [Alias("ProposeAction"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> ProposeAction(Caller who, ActionProposal proposal);

    /// <summary>Brings a promise from last time before everybody.</summary>
    [Alias("RecallPromise"), For(Audience.Facilitator), ResponseTimeout(Patience.Act)] Task<long> RecallPromise(Caller who, CommitmentId commitment);

    /// <summary>What became of a promise, decided by the room, which may change its mind in the check-in and from the promises on.</summary>
    /// <exception cref="RejectedException"><c>own-promise</c>: that one's own promise to somebody else was kept, or isn't needed any more, is for others to say.</exception>
    [Alias("JudgePromise"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> JudgePromise(Caller who, CommitmentId commitment, Outcome outcome);

    /// <summary>Whoever made a promise that was taken along makes it again, until the end of <paramref name="due"/>.</summary>
    [Alias("PromiseAgain"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> PromiseAgain(Caller who, CommitmentId commitment, DateOnly due);

    /// <summary>A promise that was taken along becomes a card of the room, face up at once; or is one no longer.</summary>
    [Alias("RaisePromise"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> RaisePromise(Caller who, CommitmentId commitment, bool raised, ColumnId column);

    /// <summary>What got in the way of a promise from last time, as a card.</summary>
    [Alias("NameObstacle"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> NameObstacle(Caller who, CardId card, ColumnId column, string text, EditKey key);

    /// <summary>A hint that a promise of this room has changed.</summary>
    [Alias("PromiseMoved"), For(Audience.Room)] Task PromiseMoved(Caller room, CommitmentId commitment);

    [Alias("GiveKudos"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> GiveKudos(Caller who, NoteId kudos, ParticipantId to, string text);
    [Alias("ShareTakeaway"), For(Audience.Member), ResponseTimeout(Patience.Act)] Task<long> ShareTakeaway(Caller who, NoteId takeaway, string text);

    /// <summary>Founds the next retro, which opens with this one's promises; answers with the one that was founded first and is still there.</summary>
    /// <exception cref="RejectedException"><c>not-member</c>: it is a team's, and whoever sits here neither facilitates nor takes part in the team.</exception>
    [Alias("StartNext"), For(Audience.Member)] Task<RetroId> StartNext(Caller who, RetroId next, StartRetro start);

    /// <summary>The seat of an account's person, or of a guest they were; null when they have none.</summary>
    [Alias("SeatOf"), For(Audience.Anybody)] Task<SeatHolder?> SeatOf(Caller who);

    /// <summary>A seat without an invite, for whoever takes part in the team whose retro this is; the retro asks the team. Whoever has a seat has that one.</summary>
    /// <exception cref="RejectedException"><c>no-seat</c>: they take no part in it.</exception>
    [Alias("Admit"), For(Audience.Anybody)] Task<Seated> Admit(Caller who, TakeSeat claim);

    /// <summary>It is this team's from now on. For the team itself, which has found out whether it may.</summary>
    /// <exception cref="RejectedException"><c>already-claimed</c>: by another team.</exception>
    [Alias("Claim"), For(Audience.Room)] Task<long> Claim(Caller room, TeamId team);

    /// <summary>Somebody with an account who facilitates keeps it: it doesn't go by itself, for as long as they have their account.</summary>
    [Alias("Keep"), For(Audience.Anybody)] Task<long> Keep(Caller who);

    /// <summary>Promises that the next retro opens with. For the team that founds it.</summary>
    [Alias("TakenAlong"), For(Audience.Room)] Task<ImmutableArray<CarriedPromise>> TakenAlong(Caller room);

    /// <summary>The team has founded the retro that comes after this one.</summary>
    [Alias("Continued"), For(Audience.Room)] Task<long> Continued(Caller room, RetroId next);

    /// <summary>Its team has discarded it, or takes that back: while it is shelved it isn't there for anybody.</summary>
    [Alias("Shelve"), For(Audience.Room)] Task<long> Shelve(Caller room, TeamId team, bool shelved);

    /// <summary>Deletes the board for good, because its team says so.</summary>
    [Alias("DeleteFor"), For(Audience.Room)] Task DeleteFor(Caller room, TeamId team);

    /// <summary>Deletes the board for good; promises made here live on. A team's is deleted by who facilitates the team, too.</summary>
    [Alias("Delete"), For(Audience.Facilitator)] Task Delete(Caller who);
}
