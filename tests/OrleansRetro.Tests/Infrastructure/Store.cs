namespace OrleansRetro.Tests.Infrastructure;

/// <summary>One of the two ways to keep things: in files of one program's own, or in a database that a silo and a web share.</summary>
public abstract class Store
{
    public static Store Files { get; } = new InFiles();

    public static Store In(Postgres postgres) => new InADatabase(postgres);

    /// <summary>An installation of a test's own, with nothing in it.</summary>
    /// <param name="settings">For each of its programs.</param>
    internal abstract Task<Installation> Start(params (string Name, string Value)[] settings);

    sealed class InFiles : Store
    {
        internal override Task<Installation> Start(params (string Name, string Value)[] settings) => Installation.InFiles(settings);
    }

    sealed class InADatabase(Postgres postgres) : Store
    {
        internal override async Task<Installation> Start(params (string Name, string Value)[] settings) => await Installation.InADatabase(await postgres.Database(), settings);
    }
}
