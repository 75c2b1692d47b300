using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansRetro.Load.Contract;

/// <summary>
/// The run's card ids: UUIDs that carry the card's number, so that a watcher knows a card again without a look-up table.
/// <c>mmmmmmmm-bbbb-4rrr-8rrr-nnnnnnnnnnnn</c>: the run's mark, the board, random digits, the number.
/// </summary>
sealed class CardIds(int board)
{
    public const int Length = 36;
    const int NumberAt = 24;

    static readonly string Random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(7));
    static readonly byte[] Mark = Encoding.ASCII.GetBytes(Random[..8] + "-");

    readonly byte[] start = Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Random[..8]}-{board:x4}-4{Random[8..11]}-8{Random[11..14]}-"));

    public string this[long number] => Encoding.ASCII.GetString(start) + Digits(number);

    public static string Digits(long number) => number.ToString("x12", CultureInfo.InvariantCulture);

    public static void WriteDigits(long number, Span<byte> into) => number.TryFormat(into, out _, "x12", CultureInfo.InvariantCulture);

    /// <summary>The number of the card with this id; negative if it is not one of this board's.</summary>
    public long Number(string id)
    {
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(id);
        return text.Length == Length ? Next(ref text) : -1;
    }

    /// <summary>The next of this run's ids in the text: its card's number, -1 if there are no more, -2 if it is another board's.</summary>
    public long Next(ref ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf(Mark);
        if (at < 0 || text.Length < at + Length) return -1;
        var id = text.Slice(at, Length);
        text = text[(at + Length)..];
        return id.StartsWith(start) && Utf8Parser.TryParse(id[NumberAt..], out long number, out var used, 'x') && used == 12 ? number : -2;
    }
}
