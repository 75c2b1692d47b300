using OrleansRetro;
using OrleansRetro.Account;
using OrleansRetro.Api;
using OrleansRetro.Auditing;
using OrleansRetro.Calendars;
using OrleansRetro.Hosting;
using OrleansRetro.Ops;
using OrleansRetro.Promises;
using OrleansRetro.Teams;
using OrleansRetro.Upkeep;

try
{
    if (HealthCommand.IsMeant(args))
        return await HealthCommand.Run(Listening.Default);
    // Settings and files lie beside the program, wherever it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var options = WebOptions.From(builder.Configuration);
    var silo = SiloOptions.From(builder.Configuration);
    if (UpkeepCommand.IsMeant(args))
        return await UpkeepCommand.Run(args, silo);
    Listening.AssertPossible(builder.Configuration);
    builder.AddRetroLogging();
    // Alone there is no other web to go to, so the sooner it is back the better.
    builder.AddDraining(seconds: silo.Postgres is null ? 0 : 5);
    if (silo.Postgres is { } postgres)
        builder.AddRetroClient(postgres, silo.Dashboard);
    else
        builder.AddRetroSilo(silo);
    builder.AddRetroWeb(options);
    builder.AddRetroTelemetry("OrleansRetro.Web");

    await using var app = builder.Build();
    app.UseRetroWeb(options);
    app.MapRetroApi();
    app.MapAccountApi();
    app.MapTeamApi();
    app.MapPromiseApi();
    app.MapRetroPages(options);
    app.MapOperations();
    app.MapOperators(silo.Dashboard);
    app.MapAudits();
    app.MapCalendars();

    app.Lifetime.ApplicationStarted.Register(() => Announcement.Print(app, options, silo));
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (Listening.Explain(failure) is { } line)
{
    Console.Error.WriteLine(line);
    return 1;
}
