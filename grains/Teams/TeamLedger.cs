using System.Text.Json.Serialization;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

/// <summary>What a team's retros and the promises made in them amount to.</summary>
sealed partial record TeamLedger
{
    public static TeamLedger Empty { get; } = new();

    /// <summary>By the id of the retro.</summary>
    public ImmutableDictionary<RetroId, Entry> Retros { get; init; } = ImmutableDictionary<RetroId, Entry>.Empty;

    /// <summary>What the team itself did with a retro.</summary>
    public ImmutableDictionary<RetroId, Shelf> Shelves { get; init; } = ImmutableDictionary<RetroId, Shelf>.Empty;
    public ImmutableDictionary<CommitmentId, Commitment> Promises { get; init; } = ImmutableDictionary<CommitmentId, Commitment>.Empty;

    public TeamLedger Evolve(TeamEvent @event) => @event switch
    {
        RetroArchived e => Change(e.Retro, shelf => shelf with { Archived = true }),
        RetroUnarchived e => Change(e.Retro, shelf => shelf with { Archived = false }),
        RetroDiscarded e => Change(e.Retro, shelf => shelf with { DiscardedAt = e.At }),
        RetroRestored e => Change(e.Retro, shelf => shelf with { DiscardedAt = null }),
        RetroRemoved e => this with { Retros = Retros.Remove(e.Retro), Shelves = Shelves.Remove(e.Retro) },
        _ => this,
    };

    public TeamLedger With(RetroId id, Entry? entry) => this with { Retros = entry is null ? Retros.Remove(id) : Retros.SetItem(id, entry) };

    public TeamLedger With(CommitmentId id, Commitment promise) => this with { Promises = Promises.SetItem(id, promise) };

    public RetroLine Line(RetroId id, Entry entry)
    {
        var shelf = Shelves.GetValueOrDefault(id, new());
        var promises = Promises.Values.Where(promise => promise.Retro == id && IsPromise(promise.Status)).ToArray();
        return new(
            id, entry.Title, entry.Format, entry.Phase, entry.StartedAt, entry.Phase == Phase.Close ? entry.ChangedAt : null, entry.TopTopic,
            new(promises.Count(promise => promise is { Status: CommitmentStatus.Met, AsSpecified: true }), promises.Length, promises.Count(promise => promise.Status.IsOpen())),
            shelf.Archived, shelf.DiscardedAt, entry.ChangedAt);
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<KeyValuePair<RetroId, Entry>> InOrder() =>
        Retros.OrderByDescending(retro => retro.Value.StartedAt).ThenBy(retro => retro.Key.Value, StringComparer.Ordinal);

    public bool IsPutAway(RetroId id) => Shelves.TryGetValue(id, out var shelf) && (shelf.Archived || shelf.DiscardedAt is not null);

    public bool IsDiscarded(RetroId id) => Shelves.TryGetValue(id, out var shelf) && shelf.DiscardedAt is not null;

    /// <summary>Open ones, soonest first.</summary>
    public IEnumerable<KeyValuePair<CommitmentId, Commitment>> Open(DateTimeOffset now) =>
        Promises.Where(promise => promise.Value.Status.IsOpen() && promise.Value.Terms is not null && IsSeen(promise.Value) && !promise.Value.HasFaded(now))
            .OrderBy(promise => promise.Value.Terms!.Due).ThenBy(promise => promise.Key.Value);

    TeamLedger Change(RetroId id, Func<Shelf, Shelf> change) => this with { Shelves = Shelves.SetItem(id, change(Shelves.GetValueOrDefault(id, new()))) };

    /// <summary>Somebody's word was given; what was only asked for is nobody's promise, and a no is counted against nobody.</summary>
    static bool IsPromise(CommitmentStatus status) => !status.IsAsked() && status is not (CommitmentStatus.Declined or CommitmentStatus.Released);

    /// <summary>What two people are still looking for terms of is theirs; in a retro it is said in front of all.</summary>
    static bool IsSeen(Commitment promise) => promise.Retro is not null || promise.AgreedAt is not null;

    /// <summary>A retro as it was when its team last heard of it.</summary>
    /// <param name="Texts">What everybody had seen when it entered its phase, and can be found: cards, titles of groups, notes.</param>
    internal sealed record Entry(
        string Title, string Format, Phase Phase, DateTimeOffset StartedAt, DateTimeOffset ChangedAt, string? TopTopic, ImmutableArray<string> Texts)
    {
        /// <param name="now">The retro as it is.</param>
        /// <param name="then">As it was when it entered its phase. Texts are those of then: what was written since tells nobody when.</param>
        public static Entry Of(Retro now, Retro then)
        {
            var votes = then.Voting is { Round: > 0, Open: false } ? then.Voting.Totals(then) : ImmutableDictionary<TopicId, int>.Empty;
            var top = then.TopicsByVotes().FirstOrDefault();
            var cards = then.Cards.Values.Where(card => card is { Deleted: false, FaceUp: true }).OrderBy(card => Chance.Of(card.Id.Value)).ToArray();
            return new(
                now.Title, now.FormatTitle ?? now.Format, now.Phase, now.StartedAt, now.PhaseSince,
                votes.GetValueOrDefault(top) > 0 ? TitleOf(top, then) : null,
                then.Entered.Any(phase => phase > Phase.Write)
                    ? [.. cards.Select(card => card.Text), .. Written(then.Groups.Where(group => !group.Value.Cards.IsEmpty).Select(group => (group.Key.Value, group.Value.Title))), .. Written(then.Notes.Select(note => (note.Key.Value, note.Value)))]
                    : []);
        }

        static IEnumerable<string> Written(IEnumerable<(Guid Id, string Text)> texts) => texts.Where(text => text.Text.Length > 0).OrderBy(text => text.Id).Select(text => text.Text);

        static string? TitleOf(TopicId topic, Retro retro) =>
            retro.Groups.GetValueOrDefault(new(topic.Value)) is { Title.Length: > 0 } group ? group.Title
            : retro.Cards.Values.Where(card => !card.Deleted && Retro.TopicOf(card) == topic).OrderBy(card => card.Number).FirstOrDefault()?.Text;
    }

    internal sealed record Shelf(bool Archived = false, DateTimeOffset? DiscardedAt = null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TeamLedger))]
sealed partial class TeamLedgerJson : JsonSerializerContext;
