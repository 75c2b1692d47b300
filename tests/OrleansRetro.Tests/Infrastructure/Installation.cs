using System.Text;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>The product as an operator has set it up: a web, with a silo in it or beside it.</summary>
sealed class Installation : IAsyncDisposable
{
    readonly ScratchDirectory _data = new();
    readonly (string, string)[] _settings;
    RetroProgram? _silo;

    Installation(TestDatabase? database, (string, string)[] settings) =>
        (Database, _settings) = (database, database is null ? settings : [("ConnectionStrings__Postgres", database.ConnectionString), .. settings]);

    /// <summary>The program that people reach.</summary>
    public RetroProgram Web { get; private set; } = null!;

    /// <summary>What it shares, if that is no directory.</summary>
    public TestDatabase? Database { get; }

    public Uri Address => Web.Address;

    /// <summary>What its programs have printed.</summary>
    public IEnumerable<string> Said => Web.Said.Concat(_silo?.Said ?? []);

    public IEnumerable<string> Complaints => Web.Complaints.Concat(_silo?.Complaints ?? []);

    public static Task<Installation> InFiles((string, string)[] settings) => Start(new(null, settings));

    /// <param name="database">Goes with it.</param>
    public static Task<Installation> InADatabase(TestDatabase database, (string, string)[] settings) => Start(new(database, settings));

    /// <summary>Olga, who has an account here and has become its operator.</summary>
    public async Task<PageVisitor> Operator()
    {
        var olga = new PageVisitor(Address);
        await olga.SignUp("Olga", "olga@example.org");
        await olga.BecomeOperator(Web);
        return olga;
    }

    /// <summary>Ends the web as a power cut does, and starts it again on what it kept.</summary>
    public async Task Restart(params (string Name, string Value)[] settings)
    {
        await Web.Kill();
        await Web.DisposeAsync();
        await StartWeb(settings);
    }

    /// <summary>Ends all of it as an operator does.</summary>
    public async Task Stop()
    {
        await Web.Stop();
        if (_silo is not null)
            await _silo.Stop();
    }

    /// <summary>Which of these are written anywhere in what it keeps; asked of an installation that is stopped.</summary>
    public async Task<string[]> Keeps(params string[] secrets)
    {
        if (Database is not null)
            await Database.Tool("pg_dump", "-f", _data.File("dump.sql"));
        var forms = secrets.SelectMany(secret => Forms(secret).Select(form => (secret, form))).ToArray();
        var found = await _data.Holds([.. forms.Select(form => Encoding.UTF8.GetBytes(form.form))]);
        return [.. forms.Where((_, index) => found[index]).Select(form => form.secret).Distinct()];
    }

    public async ValueTask DisposeAsync()
    {
        if (Web is not null)
            await Web.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
        if (Database is not null)
            await Database.DisposeAsync();
        _data.Dispose();
    }

    // A dump shows bytes in hexadecimal.
    static string[] Forms(string secret) => [secret, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret))];

    static async Task<Installation> Start(Installation installation)
    {
        try
        {
            // A web that is there first waits for its silo.
            await Task.WhenAll(installation.StartSilo(), installation.StartWeb([]));
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    async Task StartSilo()
    {
        if (Database is not null)
            // Where people reach it is the web's alone.
            _silo = await RetroProgram.StartSilo([.. _settings.Where(setting => setting.Item1 != "ASPNETCORE_URLS")]);
    }

    async Task StartWeb((string, string)[] settings) => Web = await RetroProgram.Start(_data.Path, [.. _settings, .. settings]);
}
