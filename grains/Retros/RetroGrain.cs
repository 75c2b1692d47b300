using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansRetro.Retros;

sealed partial class RetroGrain(
    IEventLog log, IKeys keys, [FromKeyedServices("domain")] TimeProvider time, IOptions<RetroLimits> options, IHostApplicationLifetime host, ILogger<RetroGrain> logger)
    : EventSourcedGrain<Retro, RetroEvent>(log, logger), IRetroGrain, IGuarded, IRemindable
{
    protected override string Stream => StreamOf(Id);
    protected override JsonTypeInfo<RetroEvent> EventFormat => RetroJson.Default.RetroEvent;
    protected override (int Schema, JsonTypeInfo<Retro> Format)? SnapshotFormat => (SnapshotSchema, RetroSnapshotJson.Default.Retro);

    /// <summary>Raised whenever a snapshot of an earlier program would be read as something else.</summary>
    public const int SnapshotSchema = 5;

    RetroId Id => new(this.GetPrimaryKeyString());
    RetroLimits Limits => options.Value;
    DateTimeOffset Now => time.GetUtcNow();

    static string StreamOf(RetroId id) => $"retro/{id}";

    public Task<long> IssueLink(Caller who, string tokenHash) => Act(retro => retro.IssueLink(who, tokenHash));
    public Task<long> RevokeSeat(Caller who, ParticipantId seat) => Act(retro => retro.RevokeSeat(who, seat));
    public Task<long> NameFacilitator(Caller who, ParticipantId seat) => Act(retro => retro.NameFacilitator(who, seat));
    public Task<long> TakeFacilitation(Caller who) => Act(retro => retro.TakeFacilitation(who, _room.Offered));
    public Task<long> StepDown(Caller who) => Act(retro => retro.StepDown(who));

    public Task<long> Rename(Caller who, string title) => Act(retro => retro.Rename(who, title));
    public Task<long> SwitchOnAnonymity(Caller who) => Act(retro => retro.SwitchOnAnonymity(who));
    public Task<long> AddColumn(Caller who, ColumnId column, string title) => Act(retro => retro.AddColumn(who, column, title, Limits));
    public Task<long> RenameColumn(Caller who, ColumnId column, string? title) => Act(retro => retro.RenameColumn(who, column, title));
    public Task<long> RemoveColumn(Caller who, ColumnId column) => Act(retro => retro.RemoveColumn(who, column));

    public Task<long> ChooseLength(Caller who, int? minutes) => Act(retro => retro.ChooseLength(who, minutes, Now));
    public Task<long> PlanPhases(Caller who, ImmutableArray<PlannedPhase> plan) => Act(retro => retro.PlanPhases(who, plan));
    public Task<long> StartTimer(Caller who, DateTimeOffset deadline) => Act(retro => retro.StartTimer(who, deadline, Now));
    public Task<long> PauseTimer(Caller who) => Act(retro => retro.PauseTimer(who, Now));
    public Task<long> StopTimer(Caller who) => Act(retro => retro.StopTimer(who));

    public Task<long> AddCard(Caller who, CardId card, ColumnId column, string text, EditKey key) => Act(retro => retro.AddCard(who, card, column, text, key, Limits));
    public Task<long> RewordCard(Caller who, CardId card, string text, EditKey key) => Act(retro => retro.RewordCard(who, card, text, key));
    public Task<long> MoveCard(Caller who, CardId card, ColumnId column, EditKey key) => Act(retro => retro.MoveCard(who, card, column, key));
    public Task<long> DeleteCard(Caller who, CardId card, EditKey key) => Act(retro => retro.DeleteCard(who, card, key));
    public Task<long> RestoreCard(Caller who, CardId card, EditKey key) => Act(retro => retro.RestoreCard(who, card, key, Limits));
    public Task<long> Reveal(Caller who, ParticipantId? author) => Act(retro => retro.Reveal(who, author));
    public Task<long> React(Caller who, CardId card, string emoji, bool on, EditKey key) => Act(retro => retro.React(who, card, emoji, on, key));
    public Task<long> AddComment(Caller who, NoteId comment, CardId card, string text, EditKey key) => Act(retro => retro.AddComment(who, comment, card, text, key, Limits));
    public Task<long> DeleteComment(Caller who, NoteId comment, EditKey key) => Act(retro => retro.DeleteComment(who, comment, key));
    public Task<long> NameObstacle(Caller who, CardId card, ColumnId column, string text, EditKey key) => Act(retro => retro.NameObstacle(who, card, column, text, key, Limits));

    public Task<long> GroupCards(Caller who, GroupId group, string? title, ImmutableArray<CardId> cards) => Act(retro => retro.GroupCards(who, group, title, cards));
    public Task<long> GroupCard(Caller who, CardId card, GroupId? group) => Act(retro => retro.GroupCard(who, card, group));

    public Task<long> PlanVotes(Caller who, int budget, int perTopic) => Act(retro => retro.PlanVotes(who, budget, perTopic));
    public Task<long> FocusTopic(Caller who, TopicId? topic) => Act(retro => retro.FocusTopic(who, topic));
    public Task<long> TakeNotes(Caller who, TopicId topic, string text, string? seen) => Act(retro => retro.TakeNotes(who, topic, text, seen, Limits));
    public Task<long> ParkTopic(Caller who, TopicId topic, bool parked) => Act(retro => retro.ParkTopic(who, topic, parked));

    public Task<long> OpenPoll(Caller who, PollId poll, PollKind kind, string? question, ImmutableArray<string> options) => Act(retro => retro.OpenPoll(who, poll, kind, question, options, Limits));
    public Task<long> AskIcebreaker(Caller who, string? question) => Act(retro => retro.AskIcebreaker(who, question));
    public Task<long> RecallPromise(Caller who, Commitments.CommitmentId commitment) => Act(retro => retro.RecallPromise(who, commitment));
    public Task<long> GiveKudos(Caller who, NoteId kudos, ParticipantId to, string text) => Act(retro => retro.GiveKudos(who, kudos, to, text, Limits));
    public Task<long> ShareTakeaway(Caller who, NoteId takeaway, string text) => Act(retro => retro.ShareTakeaway(who, takeaway, text, Limits));

    public async Task<long> EnterPhase(Caller who, Phase phase)
    {
        if (phase == Phase.Close && Durable.Phase != Phase.Close)
            await MustLeaveNothingUndecided();
        await Act(retro => retro.EnterPhase(who, phase, Now));
        await DestroySpentKeys();
        return _feed.Version;
    }

    public Task<ImmutableArray<GroupSuggestion>> SuggestGroups(Caller who)
    {
        MustExist();
        Durable.MayGroup(who);
        return Task.FromResult(Likeness.Suggest([.. _board.Cards.Values.Where(card => card.Text is not null).OrderBy(card => Chance.Of(card.Id.Value)).Take(400)]));
    }

    public async ValueTask<bool> Admits(Caller who, Audience audience)
    {
        // Also who facilitated what was just deleted: saying so again finishes it.
        MustBeRemembered();
        // Whoever was removed from the team is let in no longer, whether anybody looks at the board or not.
        if (who.Kind is CallerKind.Seat or CallerKind.Account)
            await DismissStrangers();
        return Durable.Admits(who, audience) || audience == Audience.Reader && await IsOfTeam(who);
    }

    async Task<long> Act(Func<Retro, IEnumerable<RetroEvent>> decision, params IReadOnlyList<StreamWrite> founding)
    {
        MustExist();
        // Asked where the decision is made: a no waits, as all do, until what it is about is durable.
        var seen = RequestContext.Get("if-match") as long?;
        await Decide(retro => IsStale(seen) ? throw new RejectedException("stale-version") : decision(retro), founding);
        if (_owes)
            await SettleDebts();
        return _feed.Version;
    }

    /// <summary>Also refuses after the retro was deleted, for as long as watches keep this activation, and while its team has discarded it.</summary>
    /// <exception cref="RejectedException"><c>not-found</c></exception>
    /// <exception cref="UnknownOutcomeException">It is being deleted.</exception>
    protected override void MustExist()
    {
        MustLive();
        if (Durable.Shelved)
            throw new RejectedException("not-found");
    }

    bool IsStale(long? seen) => seen is { } version && (version != _feed.Version || HeadVersion != DurableVersion);
}
