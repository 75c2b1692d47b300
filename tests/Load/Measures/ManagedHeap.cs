using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace OrleansRetro.Load.Measures;

/// <summary>What is alive on another process's managed heap, asked of its runtime over the diagnostics port.</summary>
static class ManagedHeap
{
    const string Runtime = "Microsoft-Windows-DotNETRuntime";
    const long CollectionEvents = 0x1;
    const long CollectNow = 0x800000;
    const int BufferMegabytes = 16;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of objects after a full blocking collection, free space left out.</summary>
    public static async Task<long> LiveBytes(int pid, CancellationToken stop)
    {
        // What waits for its finalizer survives the first.
        await Collect(pid, stop);
        return await Collect(pid, stop);
    }

    static async Task<long> Collect(int pid, CancellationToken stop)
    {
        var client = new DiagnosticsClient(pid);
        EventPipeProvider[] asked = [new(Runtime, EventLevel.Informational, CollectionEvents | CollectNow)];
        using var session = await client.StartEventPipeSessionAsync(asked, requestRundown: false, BufferMegabytes, stop);
        var live = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() => Read(session.EventStream, live), stop);
        try
        {
            return await live.Task.WaitAsync(Patience, stop);
        }
        finally
        {
            await session.StopAsync(CancellationToken.None);
            await reading;
        }
    }

    static void Read(Stream events, TaskCompletionSource<long> live)
    {
        using var source = new EventPipeEventSource(events);
        var (full, bytes) = (false, 0L);
        source.Clr.GCStart += collection => (full, bytes) = (collection is { Depth: 2, Type: GCType.NonConcurrentGC }, 0);
        source.Clr.GCPerHeapHistory += heap =>
        {
            for (var generation = Gens.Gen0; generation <= Gens.GenPinObj; generation++) bytes += heap.GenData(generation).ObjSizeAfter;
        };
        source.Clr.GCHeapStats += _ =>
        {
            if (full) live.TrySetResult(bytes);
        };
        source.Process();
        live.TrySetException(new IOException("the server's runtime ended the session before it had collected"));
    }
}
