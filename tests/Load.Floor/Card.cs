using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrleansRetro.Load.Floor;

/// <summary>A card on its way to the disk; <see cref="Stored"/> answers with its version.</summary>
sealed class Card(Board board, string id, NewCard card, string author)
{
    public Board Board { get; } = board;
    public int Version { get; private set; }
    public TaskCompletionSource<int> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The server-sent event.</summary>
    public byte[] Event { get; private set; } = [];

    /// <summary>Takes the board's next version and writes the file's line.</summary>
    public void Serialise(ArrayBufferWriter<byte> lines)
    {
        Version = ++Board.Version;
        var start = lines.WrittenCount;
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
        Event = [.. Encoding.UTF8.GetBytes($"id: {Version}\nevent: change\ndata: "), .. lines.WrittenSpan[start..], .. "\n\n"u8];
        lines.Write("\n"u8);
    }
}
