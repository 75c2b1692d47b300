using System.Globalization;
using OrleansRetro.Load.History;

namespace OrleansRetro.Load.Nemeses;

/// <summary>What is to be said of a run, after all of it is read again.</summary>
sealed class Verdict
{
    readonly List<string> boards = [];

    public Verdict(Workload load, Func<string, List<Fact>> log)
    {
        foreach (var board in load.Boards)
        {
            var history = board.History(log(board.Id));
            var violations = board.Violations.Concat(Checker.Check(history)).ToArray();
            Violations.AddRange(violations.Select(violation => $"board {board.Id[..6]}: {violation}"));
            var endings = history.Operations.CountBy(operation => operation.Ending).ToDictionary();
            boards.Add(string.Create(CultureInfo.InvariantCulture,
                $"board {board.Id[..6]}: {endings.GetValueOrDefault(Ending.Done)} done, {endings.GetValueOrDefault(Ending.Refused)} refused, {endings.GetValueOrDefault(Ending.Unknown)} unknown, the slowest took {board.Slowest.TotalSeconds:0.0} s; {history.Log.Count} versions stored, {history.Sights.Count} seen; {violations.Length} violations"));
            foreach (var (failure, count) in board.Failures.CountBy(failure => failure)) boards.Add($"  {count} attempts: {failure}");
        }
    }

    public List<string> Violations { get; } = [];

    public override string ToString() => string.Join('\n', boards);
}
