using System.Text.Json.Serialization;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Partnerships;

/// <summary>What something on an agenda is about; a fixed list, in which nobody's career has a place.</summary>
[JsonConverter(typeof(KebabCase<AgendaTopic>))]
public enum AgendaTopic { Work, Problem, Opportunity, Learning }

/// <summary>How one of two finds that it goes between them.</summary>
[JsonConverter(typeof(KebabCase<Going>))]
public enum Going { Smoothly, Mixed, Hard }

/// <summary>Something to talk about.</summary>
/// <param name="By">Who added it, and alone may reword it.</param>
/// <param name="SettledAt">When the two said that they have talked about it; null while they haven't.</param>
[GenerateSerializer, Immutable, Alias("agenda-item")]
public sealed record AgendaItem(AgendaItemId Id, AgendaTopic Topic, string Text, PersonId By, DateTimeOffset AddedAt, DateTimeOffset? SettledAt = null);

/// <summary>How many of the things that were talked about were of a topic.</summary>
[GenerateSerializer, Immutable, Alias("topic-count")]
public readonly record struct TopicCount(AgendaTopic Topic, int Count);

/// <summary>What one of the two is after, in their words.</summary>
[GenerateSerializer, Immutable, Alias("aim")]
public sealed record Aim(AimId Id, string Text, PersonId By);

/// <summary>What one of the two answers in a check-in.</summary>
/// <param name="Works">What works between them.</param>
/// <param name="Differently">What they should do differently; may be empty.</param>
[GenerateSerializer, Immutable, Alias("check-in-answers")]
public sealed record CheckInAnswers(string Works, string Differently, Going Going, DateTimeOffset At);

/// <summary>A check-in that both have answered.</summary>
/// <param name="Mine">Null where it was erased with whoever wrote it.</param>
/// <param name="Theirs">The same of the other one.</param>
[GenerateSerializer, Immutable, Alias("joint-check-in")]
public sealed record JointCheckIn(int Number, CheckInAnswers? Mine, CheckInAnswers? Theirs, DateTimeOffset At);

/// <summary>What one of two sees of what is between them; promises are streams of their own.</summary>
/// <param name="HasLeft">The other one is here no longer, and what they wrote is gone.</param>
/// <param name="Round">Which time the two have begun; 0 when they haven't yet.</param>
/// <param name="IsOpen">Begun, and closed by neither.</param>
/// <param name="Agenda">To be talked about, oldest first.</param>
/// <param name="Settled">Talked about, newest first.</param>
/// <param name="Mix">What they talked about in the last weeks, by topic; empty topics left out.</param>
/// <param name="CheckIn">Number of the check-in that is to be answered now, or next.</param>
/// <param name="Mine">One's own answers to it; the other one's are on no wire before both have answered.</param>
/// <param name="IsAsking">It is time to check in, and this side hasn't answered.</param>
/// <param name="CheckIns">Those that both have answered, newest first.</param>
[GenerateSerializer, Immutable, Alias("partnership-view")]
public sealed record PartnershipView(
    PersonId Other, bool HasLeft, int Round, bool IsOpen, ImmutableArray<AgendaItem> Agenda, ImmutableArray<AgendaItem> Settled, ImmutableArray<TopicCount> Mix, ImmutableArray<Aim> MyAims, ImmutableArray<Aim> TheirAims,
    int CheckIn, CheckInAnswers? Mine, bool IsAsking, ImmutableArray<JointCheckIn> CheckIns, long Version)
{
    /// <summary>What one shows oneself; null where nothing is shown.</summary>
    [Id(15)] public ShownKeeping? Shown { get; init; }
}

/// <summary>What two teammates share: an agenda, what each is after, check-ins. Its key is a <see cref="PartnershipId"/>. Acts answer with its version and may be sent again.</summary>
[Alias("partnership")]
public interface IPartnershipGrain : IGrainWithStringKey
{
    /// <summary>For the two alone; null when they have never begun.</summary>
    [Alias("View"), For(Audience.Reader)] Task<PartnershipView?> View(Caller who);

    /// <summary>The version, again whenever it has moved beyond <paramref name="after"/>.</summary>
    [Alias("Watch"), For(Audience.Reader)] IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default);

    /// <summary>Begins for the first time, or anew after it was closed.</summary>
    /// <param name="team">In which both are members.</param>
    /// <param name="round">One more than has been; a repeat finds it begun.</param>
    /// <exception cref="RejectedException"><c>not-teammates</c>: the two are not both members of that team.</exception>
    [Alias("Begin"), For(Audience.Reader)] Task<long> Begin(Caller who, TeamId team, int round);

    /// <exception cref="RejectedException"><c>full-agenda</c>, <c>text-empty</c>, <c>text-too-long</c>; <c>partnership-closed</c> and <c>partner-left</c> as any act here.</exception>
    [Alias("AddItem"), For(Audience.Reader)] Task<long> AddItem(Caller who, AgendaItemId item, AgendaTopic topic, string text);

    /// <summary>Other words, by whoever added it.</summary>
    [Alias("RewordItem"), For(Audience.Reader)] Task<long> RewordItem(Caller who, AgendaItemId item, AgendaTopic topic, string text);

    /// <summary>The two have talked about it, or not yet after all.</summary>
    [Alias("SettleItem"), For(Audience.Reader)] Task<long> SettleItem(Caller who, AgendaItemId item, bool settled);

    /// <summary>Either takes it off the agenda for good.</summary>
    [Alias("RemoveItem"), For(Audience.Reader)] Task<long> RemoveItem(Caller who, AgendaItemId item);

    /// <summary>Says what one is after, or says it otherwise.</summary>
    /// <exception cref="RejectedException"><c>full-aims</c></exception>
    [Alias("WriteAim"), For(Audience.Reader)] Task<long> WriteAim(Caller who, AimId aim, string text);

    [Alias("DropAim"), For(Audience.Reader)] Task<long> DropAim(Caller who, AimId aim);

    /// <summary>One side of a check-in; may be said otherwise until the other side has answered, too.</summary>
    /// <exception cref="RejectedException"><c>check-in-over</c>: both have answered that one.</exception>
    [Alias("AnswerCheckIn"), For(Audience.Reader)] Task<long> AnswerCheckIn(Caller who, int number, string works, string differently, Going going);

    /// <summary>Shows the other one how oneself has kept promises, as it stands now; shown again, it is of today.</summary>
    [Alias("ShowKeeping"), For(Audience.Reader)] Task<long> ShowKeeping(Caller who);

    /// <summary>What is shown by oneself is no more, also in the log.</summary>
    [Alias("HideKeeping"), For(Audience.Reader)] Task<long> HideKeeping(Caller who);

    /// <summary>What the other one shows; null where they show nothing. They see that somebody looked.</summary>
    [Alias("Keeping"), For(Audience.Reader)] Task<ShownKeeping?> Keeping(Caller who);

    /// <summary>Either ends it, and what both wrote here goes; promises stay.</summary>
    /// <param name="round">Which one is meant, so that a late repeat doesn't end the next.</param>
    [Alias("Close"), For(Audience.Reader)] Task<long> Close(Caller who, int round);

    /// <summary>One of the two is erased, and what they wrote with them. For their own grain.</summary>
    [Alias("Forget"), For(Audience.Room)] Task Forget(Caller room, PersonId person);
}
