namespace OrleansRetro.Load.Commands;

static class Join
{
    public static Task<Outcome> Run(Options options, CancellationToken stop) => throw new NotSupportedException();
}
