namespace OrleansRetro.Load.Processes;

/// <summary>A server did not come up; carries the last lines that it printed.</summary>
sealed class ServerFailedException(string message, IEnumerable<string> output)
    : Exception($"{message}\n{string.Join('\n', output.Select(line => "  | " + line))}");
