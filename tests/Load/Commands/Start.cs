namespace OrleansRetro.Load.Commands;

static class Start
{
    public static Task<Outcome> Run(Options options, CancellationToken stop) => throw new NotSupportedException();
}
