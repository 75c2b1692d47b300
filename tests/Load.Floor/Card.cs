using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrleansRetro.Load.Floor;

/// <summary>A card on its way to the disk; <see cref="Stored"/> answers with its version.</summary>
sealed class Card(Board board, string id, NewCard card, string author)
{
    byte[] change = [];

    public Board Board { get; } = board;
    public int Version { get; private set; }
    public TaskCompletionSource<int> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Serialise(ArrayBufferWriter<byte> lines)
    {
        Version = ++Board.Version;
        var before = lines.WrittenCount;
        using (var json = new Utf8JsonWriter(lines))
        {
            json.WriteStartObject();
            json.WriteStartArray("changes");
            json.WriteStartObject();
            json.WriteString("type", "card-added");
            json.WriteString("id", id);
            json.WriteString("column", card.Column);
            json.WriteString("text", card.Text);
            json.WriteString("author", author);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        change = lines.WrittenSpan[before..].ToArray();
        lines.Write("\n"u8);
    }

    public void SerialiseEvent(ArrayBufferWriter<byte> events)
    {
        Encoding.UTF8.GetBytes($"id: {Version}\nevent: change\ndata: ", events);
        events.Write(change);
        events.Write("\n\n"u8);
    }
}
