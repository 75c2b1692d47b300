namespace OrleansRetro.Load.Commands;

static class Growth
{
    public static Task<Outcome> Run(Options options, CancellationToken stop) => throw new NotSupportedException();
}
