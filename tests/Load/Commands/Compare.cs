namespace OrleansRetro.Load.Commands;

static class Compare
{
    public static Task<Outcome> Run(Options options, CancellationToken stop) => throw new NotSupportedException();
}
