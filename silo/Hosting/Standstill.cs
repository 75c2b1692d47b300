using System.Diagnostics;

namespace OrleansRetro.Hosting;

/// <summary>
/// Notices that this process stood still, as one does that is stopped or whose machine is paused, for so long that other silos
/// may have taken over what it held. What waits in its sockets then is old, and would be done after what came later elsewhere:
/// so it does nothing more, and ends, to be started anew.
/// </summary>
sealed class Standstill : IDisposable
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    // Others wait longer than this before they take over.
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    readonly TimeProvider _time;
    readonly Action _end;
    readonly ManualResetEventSlim _stop = new();
    readonly Thread _thread;
    long _last;

    public Standstill() : this(TimeProvider.System, End)
    {
    }

    public Standstill(TimeProvider time, Action end)
    {
        (_time, _end, _last) = (time, end, time.GetTimestamp());
        _thread = new(Run) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>True from the first moment on, before anything else has noticed.</summary>
    public bool Happened => _time.GetElapsedTime(Volatile.Read(ref _last)) > Longest;

    void Run()
    {
        while (!_stop.Wait(Beat))
        {
            if (Happened)
            {
                _end();
                return;
            }
            Volatile.Write(ref _last, _time.GetTimestamp());
        }
    }

    static void End()
    {
        Console.Error.WriteLine($"This silo stood still for more than {Longest.TotalSeconds} s, so others may have taken its place. It ends now; start it again.");
        Process.GetCurrentProcess().Kill();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }
}
