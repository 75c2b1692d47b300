using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OrleansRetro.EventSourcing;

/// <summary>
/// Writes dictionaries by key and sets by element. What they are kept in has an order of its own, which is another in each process;
/// a hash must not depend on it. Only for hashes: nothing reads it back.
/// </summary>
sealed class InOrder : JsonConverterFactory
{
    /// <summary>The same format, in order.</summary>
    public static JsonTypeInfo<T> Of<T>(JsonTypeInfo<T> format) =>
        (JsonTypeInfo<T>)new JsonSerializerOptions(format.Options) { Converters = { new InOrder() } }.GetTypeInfo(typeof(T));

    public override bool CanConvert(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var kind && (kind == typeof(ImmutableDictionary<,>) || kind == typeof(ImmutableHashSet<>));

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options)
    {
        var parts = type.GetGenericArguments();
        return (JsonConverter)Activator.CreateInstance(parts is [var element] ? typeof(OfSet<>).MakeGenericType(element) : typeof(OfDictionary<,>).MakeGenericType(parts))!;
    }

    sealed class OfSet<T> : JsonConverter<ImmutableHashSet<T>>
    {
        public override ImmutableHashSet<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ImmutableHashSet<T> set, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var element in set.OrderBy(element => $"{element}", StringComparer.Ordinal))
                JsonSerializer.Serialize(writer, element, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
            writer.WriteEndArray();
        }
    }

    sealed class OfDictionary<TKey, TValue> : JsonConverter<ImmutableDictionary<TKey, TValue>> where TKey : notnull
    {
        public override ImmutableDictionary<TKey, TValue> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ImmutableDictionary<TKey, TValue> dictionary, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, value) in dictionary.Select(entry => ($"{entry.Key}", entry.Value)).OrderBy(entry => entry.Item1, StringComparer.Ordinal))
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, value, (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue)));
            }
            writer.WriteEndObject();
        }
    }
}
