namespace OrleansRetro.Load.Commands;

static class Crash
{
    public static Task<Outcome> Run(Options options, CancellationToken stop) => throw new NotSupportedException();
}
