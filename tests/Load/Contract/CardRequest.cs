using System.Text;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Contract;

/// <summary>The PUT of one person's cards: made once, then only the card's number is changed in place.</summary>
sealed class CardRequest
{
    const string Words = "We met to plan the release twice and nobody wrote down what was agreed: "; // 72 + 8 digits = 80
    const int Digits = 8;

    readonly byte[] bytes;
    readonly int idDigitsAt;
    readonly int textDigitsAt;

    public CardRequest(Board board, string token, string column)
    {
        var id = board.CardIds[0];
        var body = $$"""{"column":"{{column}}","text":"{{Text(0)}}"}""";
        bytes = HttpWire.Request(board.Target, "PUT", $"{board.Path}/cards/{id}", token, body);
        idDigitsAt = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(id)) + CardIds.Length - 12;
        textDigitsAt = bytes.Length - 2 - Digits;
    }

    public static string Text(long number) => Words + CardIds.Digits(number)[^Digits..];

    /// <summary>Valid until the next card.</summary>
    /// <param name="number">The card's.</param>
    /// <param name="text">The number of its words; the first are those of the card's own.</param>
    public ReadOnlyMemory<byte> For(long number, long text)
    {
        // Both in place: the words' number first where the id will be, for that takes more digits.
        CardIds.WriteDigits(text, bytes.AsSpan(idDigitsAt, 12));
        bytes.AsSpan(idDigitsAt + 12 - Digits, Digits).CopyTo(bytes.AsSpan(textDigitsAt));
        CardIds.WriteDigits(number, bytes.AsSpan(idDigitsAt, 12));
        return bytes;
    }
}
