using CsCheck;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Log;

public abstract partial class EventLogContract
{
    static int _corners;

    /// <summary>Whatever is asked at once leaves the log as it would be if one thing had been asked after the other, in some order.</summary>
    [Fact, Trait("Row", "Fault-R9")]
    public void What_is_asked_at_once_happens_in_some_order() =>
        Gen.Int.Select(_ => new Corner(Log)).SampleParallel(
            Gen.Select(AnyStream, AnyVersion).Operation<Corner>((corner, asked) => corner.Append(asked.Item1, asked.Item2)),
            Gen.Select(AnyVersion, AnyVersion).Operation<Corner>((corner, asked) => corner.AppendToBoth(asked.Item1, asked.Item2)),
            AnyStream.Operation<Corner>((corner, stream) => corner.Delete(stream)),
            equal: (left, right) => left.Content == right.Content,
            maxSequentialOperations: 6, maxParallelOperations: 4, iter: 60, threads: 2, print: corner => corner.Content);

    static Gen<string> AnyStream => Gen.Bool.Select(first => first ? "a" : "b");
    static Gen<long> AnyVersion => Gen.Frequency((4, Gen.Const(0L)), (4, Gen.Const(1L)), (2, Gen.Const(2L)), (1, Gen.Const(3L)));

    /// <summary>Two streams of a log that nobody else knows.</summary>
    sealed class Corner(IEventLog log)
    {
        readonly int _number = Interlocked.Increment(ref _corners);

        public string Content => string.Join('\n', new[] { "a", "b" }.Select(stream =>
            string.Join(' ', log.Read(Named(stream)).ToBlockingEnumerable().Select(stored => $"{stored.Version}:{System.Text.Encoding.UTF8.GetString(stored.Data.Span)}"))));

        public void Append(string stream, long expected) => Try(log.Append([One(stream, expected, "alone")]));

        public void AppendToBoth(long a, long b) => Try(log.Append([One("a", a, "both"), One("b", b, "both")]));

        public void Delete(string stream) => Try(log.Delete(Named(stream)));

        string Named(string stream) => $"corner-{_number}/{stream}";

        StreamWrite One(string stream, long expected, string text) => Write(Named(stream), expected, text);

        static void Try(Task asked)
        {
            try
            {
                asked.GetAwaiter().GetResult();
            }
            catch (ConflictException)
            {
                // One of the answers there are.
            }
        }
    }
}
