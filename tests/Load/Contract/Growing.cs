namespace OrleansRetro.Load.Contract;

/// <summary>An array that grows without moving what is in it, so that one may write while others read.</summary>
sealed class Growing<T>
{
    const int SegmentSize = 4096;

    readonly T[]?[] segments = new T[]?[4096];

    public ref T this[long index]
    {
        get
        {
            ref var segment = ref segments[index / SegmentSize];
            if (segment is null) Interlocked.CompareExchange(ref segment, new T[SegmentSize], null);
            return ref segment[index % SegmentSize];
        }
    }
}
