using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Circuits;

/// <summary>Cards of a board get new words, one after the other at an even pace; the words carry the number of the change.</summary>
sealed class Rewording(Board board, int cards, int changes)
{
    /// <summary>In all words of all changes, whoever made them.</summary>
    public const string Common = "We planned the release twice and nobody wrote down what was agreed: ";
    const int Digits = 6;

    readonly byte[] mark = Encoding.ASCII.GetBytes($"{Common}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2))}x"); // 68 + 5 + 6 digits = 79
    readonly long[] sent = new long[changes];

    public int Changes => changes;

    /// <summary>Makes the cards, or changes them, in turns.</summary>
    public async Task Run(double perSecond, CancellationToken stop)
    {
        using var wire = new HttpWire(board.Target);
        var start = Clock.Now;
        for (var number = 0; number < changes; number++)
        {
            await Clock.Pause(TimeSpan.FromSeconds(number / perSecond) - Clock.Since(start), stop);
            var card = number % cards;
            var body = new { column = board.Columns[card % board.Columns.Length], text = Words(number) };
            Volatile.Write(ref sent[number], Clock.Now);
            var answer = await wire.Send("PUT", $"{board.Path}/cards/{board.CardIds[card]}", board.Token, body, stop);
            if (answer.Status != 200) throw new UnexpectedAnswerException($"PUT of a card answered {answer}");
        }
    }

    public long SentAt(int number) => Volatile.Read(ref sent[number]);

    /// <summary>The next of this run's changes in what was drawn; -1 if there are no more.</summary>
    public int Next(ref ReadOnlySpan<byte> drawing)
    {
        while (drawing.IndexOf(mark) is >= 0 and var at)
        {
            drawing = drawing[(at + mark.Length)..];
            if (Utf8Parser.TryParse(drawing[..Math.Min(Digits, drawing.Length)], out int number, out var used) && used == Digits) return number;
        }
        return -1;
    }

    string Words(int number) => Encoding.ASCII.GetString(mark) + number.ToString("D6", CultureInfo.InvariantCulture);
}
