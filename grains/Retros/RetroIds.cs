using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace OrleansRetro.Retros;

/// <summary>A retro: 22 to 128 characters of A–Z, a–z, 0–9, - and _, random and made by the caller.</summary>
[GenerateSerializer, Immutable, Alias("retro-id"), JsonConverter(typeof(IdJson<RetroId>))]
public readonly partial record struct RetroId(string Value) : IId<RetroId>
{
    public override string ToString() => Value;
    public static bool TryParse(string? text, out RetroId id)
    {
        var canonical = text?.Trim().TrimEnd('=').Replace('+', '-').Replace('/', '_');
        id = new(canonical ?? "");
        return canonical is not null && Shape().IsMatch(canonical);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{22,128}\z")]
    private static partial Regex Shape();
}

/// <summary>Somebody in one retro: a small number, in order of arrival; 0 is nobody.</summary>
[GenerateSerializer, Immutable, Alias("participant-id"), JsonConverter(typeof(IdJson<ParticipantId>))]
public readonly record struct ParticipantId(int Value) : IId<ParticipantId>
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    public static bool TryParse(string? text, out ParticipantId id) { var ok = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value); id = new(value); return ok; }
}

/// <summary>A column: 1 to 40 characters of a–z, 0–9 and -.</summary>
[GenerateSerializer, Immutable, Alias("column-id"), JsonConverter(typeof(IdJson<ColumnId>))]
public readonly partial record struct ColumnId(string Value) : IId<ColumnId>
{
    public override string ToString() => Value;
    public static bool TryParse(string? text, out ColumnId id) { id = new(text ?? ""); return text is not null && Shape().IsMatch(text); }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex Shape();
}

/// <summary>A card: a random UUID made by its author.</summary>
[GenerateSerializer, Immutable, Alias("card-id"), JsonConverter(typeof(IdJson<CardId>))]
public readonly record struct CardId(Guid Value) : IId<CardId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out CardId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}

/// <summary>Cards that belong together: a random UUID made by whoever groups first.</summary>
[GenerateSerializer, Immutable, Alias("group-id"), JsonConverter(typeof(IdJson<GroupId>))]
public readonly record struct GroupId(Guid Value) : IId<GroupId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out GroupId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}

/// <summary>What is voted on and discussed: a group, or a card without one. The same UUID as theirs.</summary>
[GenerateSerializer, Immutable, Alias("topic-id"), JsonConverter(typeof(IdJson<TopicId>))]
public readonly record struct TopicId(Guid Value) : IId<TopicId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out TopicId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
    public static implicit operator TopicId(CardId card) => new(card.Value);
    public static implicit operator TopicId(GroupId group) => new(group.Value);
}

/// <summary>A comment, a thank-you or a shared take-away: a random UUID made by its author.</summary>
[GenerateSerializer, Immutable, Alias("note-id"), JsonConverter(typeof(IdJson<NoteId>))]
public readonly record struct NoteId(Guid Value) : IId<NoteId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out NoteId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}

/// <summary>A poll: 1 to 40 characters of a–z, 0–9 and -.</summary>
[GenerateSerializer, Immutable, Alias("poll-id"), JsonConverter(typeof(IdJson<PollId>))]
public readonly record struct PollId(string Value) : IId<PollId>
{
    /// <summary>The one that asks at the end whether the retro was worth the time.</summary>
    public static PollId ReturnOnTime { get; } = new("roti");
    public override string ToString() => Value;
    public static bool TryParse(string? text, out PollId id) { id = new(text ?? ""); return ColumnId.TryParse(text, out _); }
}
