using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OrleansRetro.Load.Floor;

/// <summary>One writer: what has gathered is one write and one fdatasync, then everybody hears of it.</summary>
sealed partial class CardFile : IDisposable
{
    const int MostPerSync = 512;

    readonly SafeFileHandle file;
    readonly BlockingCollection<Card> waiting = [];
    readonly Thread writer;

    public CardFile(string path)
    {
        file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        writer = new Thread(WriteAll) { IsBackground = true, Name = "card file" };
        writer.Start();
    }

    /// <summary>The version at which the card is on the disk.</summary>
    public Task<int> Append(Card card)
    {
        waiting.Add(card);
        return card.Stored.Task;
    }

    void WriteAll()
    {
        var batch = new List<Card>(MostPerSync);
        var lines = new ArrayBufferWriter<byte>(256 * 1024);
        var offset = 0L;
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MostPerSync && waiting.TryTake(out var next)) batch.Add(next);
            foreach (var card in batch) card.Serialise(lines);
            RandomAccess.Write(file, lines.WrittenSpan, offset);
            if (SyncData(file) != 0) throw new IOException($"fdatasync failed: {Marshal.GetLastPInvokeErrorMessage()}");
            offset += lines.WrittenCount;
            foreach (var card in batch) card.Board.Add(card.Event);
            foreach (var board in batch.Select(card => card.Board).Distinct()) board.Wake();
            foreach (var card in batch) card.Stored.SetResult(card.Version);
            lines.ResetWrittenCount();
            batch.Clear();
        }
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        writer.Join();
        file.Dispose();
        waiting.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncData(SafeFileHandle file);
}
