using System.Buffers;
using CsvHelper;

namespace OrleansRetro.Shared;

/// <summary>Tables for spreadsheets: RFC 4180 in UTF-8 with a byte-order mark, and nothing that one would run.</summary>
public static class Csv
{
    static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    // Some spreadsheets take the full-width ones for formulas too, and look behind spaces.
    static readonly SearchValues<char> Formulas = SearchValues.Create("=+-@\uFF1D\uFF0B\uFF0D\uFF20");

    public static byte[] Write(string[] header, IEnumerable<string?[]> rows)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Options, leaveOpen: true))
        {
            csv.WriteRecord(header);
            foreach (var row in rows)
                csv.WriteRecord([.. row.Select(Safe)]);
        }
        return bytes.ToArray();
    }

    /// <summary>An apostrophe makes a text of what a spreadsheet might run; the library sees to the cells that begin with an ASCII sign.</summary>
    static string Safe(string? cell) =>
        cell is [var first, ..] && !char.IsAscii(first) | char.IsWhiteSpace(first) && cell.AsSpan().TrimStart() is [var sign, ..] && Formulas.Contains(sign) ? "'" + cell : cell ?? "";
}
