namespace OrleansRetro.Retros;

// What others may see of it.
sealed partial record Retro
{
    /// <summary>The board as it would be if everything had just been published.</summary>
    public Board ToBoard(RetroId id, long version, Func<PersonId, string> nameOf, RetroLimits limits) => new()
    {
        Id = id,
        Version = version,
        Settings = Settings(limits),
        Phase = Phase,
        PhaseSince = PhaseSince,
        Timer = TimerFace(),
        Seats = Participants.Where(seat => !seat.Revoked).ToImmutableDictionary(seat => seat.Id, seat => new BoardSeat(seat.Id, nameOf(seat.Person), seat.Facilitator)),
        Cards = Cards.Values.Where(card => !card.Deleted).ToImmutableDictionary(card => card.Id, Face),
        Groups = Groups.ToImmutableDictionary(group => group.Key, group => group.Value.Title),
        Comments = Comments.Values.Where(comment => !comment.Deleted).ToImmutableDictionary(comment => comment.Id, Face),
        Votes = VotesFace(),
        Focus = Focus,
        Notes = Notes,
        Parked = Parked,
        Polls = Polls.ToImmutableDictionary(poll => poll.Key, poll => Face(poll.Value, limits)),
        Icebreaker = Icebreaker,
        Recalled = Recalled,
        Kudos = Kudos.ToImmutableDictionary(kudos => kudos.Key, kudos => Face(kudos.Value)),
        Takeaways = Takeaways.ToImmutableDictionary(takeaway => takeaway.Key, takeaway => Face(takeaway.Value)),
    };

    /// <summary>How things are now that this event touched.</summary>
    public IEnumerable<BoardChange> Changes(RetroEvent @event, Func<PersonId, string> nameOf, RetroLimits limits) => @event switch
    {
        RetroStarted => [new SettingsPut(Settings(limits)), new PhasePut(Phase, PhaseSince)],
        RetroRenamed or NextStarted or RetroClaimed or RetroKept or RetroLetGo or InviteRenewed or FormatChanged or ColumnAdded or ColumnRenamed or ColumnRemoved
            or AnonymitySwitchedOn or PhasesPlanned or ActionProposed
            or PromisedAgain => [new SettingsPut(Settings(limits))],
        SeatTaken e => [Put(e.Participant, nameOf)],
        FacilitatorNamed e => [Put(e.Participant, nameOf)],
        FacilitatorSteppedDown e => [Put(e.Participant, nameOf)],
        SeatRenamed e => [Put(e.Participant, nameOf)],
        SeatRevoked e => [new SeatGone(e.Participant)],

        PhaseEntered => [new PhasePut(Phase, PhaseSince), new SettingsPut(Settings(limits))],
        TimerStarted or TimerPaused or TimerStopped => [new TimerPut(TimerFace())],

        CardAdded e => [Put(e.Card)],
        CardReworded e => [Put(e.Card)],
        CardMoved e => [Put(e.Card)],
        CardRestored e => [Put(e.Card), .. Votes()],
        CardDeleted e => [Put(e.Card), .. Votes()],
        CardsRevealed => Cards.Values.Where(card => card is { Deleted: false, FaceUp: true }).OrderBy(card => Chance.Of(card.Id.Value)).Select(card => Put(card.Id)),
        ReactionAdded e => [Put(e.Card)],
        ReactionRemoved e => [Put(e.Card)],
        CommentAdded e => [Put(e.Comment)],
        CommentDeleted e => [new CommentGone(e.Comment)],

        GroupTitled e => [new GroupPut(e.Group, e.Title)],
        CardGrouped e => [new GroupPut(e.Group, Groups.GetValueOrDefault(e.Group)?.Title ?? ""), Put(e.Card), .. Votes()],
        CardUngrouped e => [Put(e.Card), .. Votes()],

        VotesPlanned or VotingOpened or VotingClosed or VotingSealed => [new VotesPut(VotesFace())],
        TopicFocused e => [new FocusPut(e.Topic)],
        NotesTaken e => [new NotesPut(e.Topic, e.Text)],
        TopicParked e => [new ParkedPut(e.Topic, true)],
        TopicUnparked e => [new ParkedPut(e.Topic, false)],

        PollOpened e => Put(e.Poll, limits),
        PollAnswered e => Put(e.Poll, limits),
        PollClosed e => Put(e.Poll, limits),
        IcebreakerAsked e => [new IcebreakerPut(e.Question)],
        PromiseRecalled e => [new RecallPut(e.Promise)],
        KudosGiven e => [new KudosPut(Face(Kudos[e.Kudos]))],
        TakeawayShared e => [new TakeawayPut(Face(Takeaways[e.Takeaway]))],
        _ => [],
    };

    public Seat SeatOf(Participant me, SeatToken token, string? voterTag, Func<PollId, string?> pollTag)
    {
        var cards = Cards.Values.Where(card => !card.Deleted && IsMine(card.Author, card.KeyHash, card.Id.Value)).ToImmutableDictionary(card => card.Id, card => FaceUp(card) with { Reactions = null });
        var ballot = voterTag is null ? null : Voting.Ballots.GetValueOrDefault(voterTag);
        return new()
        {
            Participant = me.Id,
            Facilitator = me.Facilitator,
            Cards = cards,
            Comments = Comments.Values.Where(comment => !comment.Deleted && IsMine(comment.Author, comment.KeyHash, comment.Id.Value)).ToImmutableDictionary(comment => comment.Id, Face),
            Votes = ballot ?? ImmutableDictionary<TopicId, int>.Empty,
            VotesLeft = voterTag is null ? Voting.Budget : Voting.Left(voterTag, this),
            Answers = Polls.Values.Select(poll => (poll.Id, Option: pollTag(poll.Id) is { } tag ? poll.Answers.GetValueOrDefault(tag) : null))
                .Where(answer => answer.Option is not null).ToImmutableDictionary(answer => answer.Id, answer => answer.Option!),
            Reactions =
            [
                .. from card in Cards.Values
                   where !card.Deleted
                   from reaction in card.Reactions
                   where reaction.Value.Contains(token.KeyToReaction(card.Id, reaction.Key).Hash())
                   select (card.Id, reaction.Key),
            ],
        };

        bool IsMine(ParticipantId? author, string? keyHash, Guid id) => keyHash is null ? author == me.Id : keyHash == token.KeyTo(id).Hash();
    }

    CardFace Face(Card card) => card.FaceUp ? FaceUp(card) : new(card.Id, card.Column, null, null, null, OrderOf(card.Id.Value, card.Number));

    CardFace FaceUp(Card card) => new(
        card.Id, card.Column, card.Text, card.Author, card.Group, OrderOf(card.Id.Value, card.Number),
        card.Reactions.IsEmpty ? null : Counts(card.Reactions));

    static ImmutableDictionary<string, int>? Counts(ImmutableDictionary<string, ImmutableHashSet<string>> reactions) =>
        reactions.Where(reaction => !reaction.Value.IsEmpty).ToImmutableDictionary(reaction => reaction.Key, reaction => reaction.Value.Count) is { IsEmpty: false } counts ? counts : null;

    CommentFace Face(Comment comment) => new(comment.Id, comment.Card, comment.Text, comment.Author, OrderOf(comment.Id.Value, comment.Number));

    static PollFace Face(Poll poll, RetroLimits limits)
    {
        var enough = !poll.NeedsCompany || poll.Answers.Count >= Math.Max(3, limits.PeoplePerScore);
        var results = poll.Closed && enough
            ? poll.Options.ToImmutableDictionary(option => option, option => poll.Answers.Values.Count(answer => answer == option))
            : null;
        return new(poll.Id, poll.Kind, poll.Question, poll.Options, poll.Number, poll.Closed, poll.Answers.Count, results) { AskedIn = poll.AskedIn };
    }

    static KudosFace Face(Kudos kudos) => new(kudos.Id, kudos.To, kudos.Text, kudos.From);

    static TakeawayFace Face(Takeaway takeaway) => new(takeaway.Id, takeaway.Text, takeaway.Author);

    BoardChange Put(CardId id) => Alive(id) is { } card ? CardPut.Of(Face(card)) : new CardGone(id);

    IEnumerable<BoardChange> Put(PollId id, RetroLimits limits) => Polls.TryGetValue(id, out var poll) ? [new PollPut(Face(poll, limits))] : [];

    BoardChange Put(NoteId id) => Comments[id] is { Deleted: false } comment
        ? new CommentPut(comment.Id, comment.Card, comment.Text, comment.Author, OrderOf(comment.Id.Value, comment.Number))
        : new CommentGone(id);

    BoardChange Put(ParticipantId id, Func<PersonId, string> nameOf) => Find(id) is { Revoked: false } seat
        ? new SeatPut(seat.Id, nameOf(seat.Person), seat.Facilitator)
        : new SeatGone(id);

    /// <summary>Totals move with the topics they belong to, once they are known.</summary>
    IEnumerable<BoardChange> Votes() => Voting.Round > 0 ? [new VotesPut(VotesFace())] : [];

    VotesFace VotesFace() => new(
        Voting.Budget, Voting.PerTopic, Voting.Round, Voting.Open,
        Voting.Round == 0 || Voting.Open ? null : Voting.Totals(this),
        Voting.Earlier.IsEmpty ? null : Voting.Summed(Voting.Earlier, this));

    BoardTimer? TimerFace() => Timer is { } timer ? new(timer.Deadline, timer.Left) : null;

    BoardSettings Settings(RetroLimits limits) => new()
    {
        Title = Title,
        Format = Format,
        FormatTitle = FormatTitle,
        Team = Team,
        Kept = IsKept(),
        Columns = Columns,
        Anonymous = Anonymous,
        Hidden = Hidden,
        Sample = Sample,
        JoinCode = JoinCode,
        Plan = Plan,
        Planned = Planned,
        StartedAt = StartedAt,
        Previous = Previous,
        Next = Next,
        Actions = [.. Actions.Select(action => new ActionFace(action.Id, action.Topic))],
        Carried = Carried,
        KeptUntil = KeptUntil(limits),
        Entered = [.. Entered.Order()],
    };

    /// <summary>Until when it stays where nobody keeps it.</summary>
    public DateTimeOffset KeptUntil(RetroLimits limits) => (LetGoAt is { } gone && gone > PhaseSince ? gone : PhaseSince).AddDays(limits.DaysKept);

    /// <summary>A person or a team keeps it.</summary>
    public bool IsKept() => Team is not null || KeptBy is not null;

    ulong OrderOf(Guid id, int number) => Anonymous ? Chance.Of(id) : (ulong)number;
}
