using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using OrleansRetro.Load;
using OrleansRetro.Load.Commands;
using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Processes;
using OrleansRetro.Load.Wire;

// What stands between a silo and its database must not wait for what the driver does with an answer.
if (args is not ["nemesis" or "watchers-back", ..]) Sockets.CompleteInline();
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var options = Options.Parse(args);
    return (int)await (options.Command switch
    {
        "cards" => Cards.Run(options, stop.Token),
        "compare" => Compare.Run(options, stop.Token),
        "join" => Join.Run(options, stop.Token),
        "growth" => Growth.Run(options, stop.Token),
        "circuits" => Circuits.Run(options, stop.Token),
        "start" => Start.Run(options, stop.Token),
        "crash" => Crash.Run(options, stop.Token),
        "hold" => Hold.Run(options, stop.Token),
        "ways" => Ways.Run(options, stop.Token),
        "nemesis" => Nemesis.Run(options, stop.Token),
        "watchers-back" => WatchersBack.Run(options, stop.Token),
        var other => throw new ArgumentException($"'{other}' is none of cards, compare, join, growth, circuits, start, hold, ways, crash, nemesis, watchers-back; see tests/Load/README.md"),
    });
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return (int)Outcome.Misused;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("stopped");
    return (int)Outcome.Misused;
}
catch (Exception broken) when (broken is UnexpectedAnswerException or ServerFailedException or TimeoutException or IOException or SocketException or WebSocketException or HttpRequestException)
{
    Console.Error.WriteLine(broken.Message);
    return (int)Outcome.Violated;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
