using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansRetro.EventSourcing;

/// <summary>An id that is one short text, in JSON too.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The id in its canonical spelling.</summary>
    string ToString();

    /// <summary>Reads the canonical spelling and every spelling that means the same.</summary>
    static abstract bool TryParse(string? text, out TSelf id);
}

/// <summary>An id that is a UUID, so that it can be written without a text in between.</summary>
public interface IGuidId
{
    Guid Value { get; }
}

/// <summary>Writes ids as plain JSON strings and property names.</summary>
public sealed class IdJson<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        if (value is IGuidId uuid)
            writer.WriteStringValue(uuid.Value);
        else
            writer.WriteStringValue(value.ToString());
    }

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());

    static TId Parse(string? text) => TId.TryParse(text, out var id) ? id : throw new JsonException($"Not a {typeof(TId).Name}.");
}

/// <summary>A person, as one installation knows them: told to themselves, and to their team.</summary>
[GenerateSerializer, Immutable, Alias("person-id"), JsonConverter(typeof(IdJson<PersonId>))]
public readonly record struct PersonId(Guid Value) : IId<PersonId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out PersonId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}
