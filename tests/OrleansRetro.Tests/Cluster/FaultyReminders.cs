using System.Collections.Concurrent;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Reminders whose store can refuse, in words of its own.</summary>
public sealed class FaultyReminders(IReminderTable reminders) : IReminderTable
{
    readonly ConcurrentDictionary<(GrainId, string), bool> _refused = new();

    /// <summary>The next call by this name for this grain is refused.</summary>
    public void RefuseNext(GrainId grain, string call) => _refused[(grain, call)] = true;

    public Task StartAsync(CancellationToken cancellationToken = default) => reminders.StartAsync(cancellationToken);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => reminders.ReadRows(grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => reminders.ReadRows(begin, end);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        MayGoOn(grainId, nameof(ReadRow));
        return reminders.ReadRow(grainId, reminderName);
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        MayGoOn(entry.GrainId, nameof(UpsertRow));
        return reminders.UpsertRow(entry);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        MayGoOn(grainId, nameof(RemoveRow));
        return reminders.RemoveRow(grainId, reminderName, eTag);
    }

    public Task TestOnlyClearTable() => reminders.TestOnlyClearTable();

    /// <summary>The reminders of this grain are lost.</summary>
    public async Task RemoveAll(GrainId grain)
    {
        foreach (var reminder in (await ReadRows(grain)).Reminders)
            await reminders.RemoveRow(grain, reminder.ReminderName, reminder.ETag!);
    }

    void MayGoOn(GrainId grain, string call)
    {
        if (_refused.TryRemove((grain, call), out _))
            throw new IOException("The test's disk is full.");
    }
}
