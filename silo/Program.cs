using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OrleansRetro;
using OrleansRetro.Hosting;
using OrleansRetro.Upkeep;

// For health alone; grains are reached by Orleans' ports.
const string Address = "http://127.0.0.1:8081";

try
{
    if (HealthCommand.IsMeant(args))
        return await HealthCommand.Run(Address);
    // Settings lie beside the program, wherever it is started from.
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.Configuration["urls"] = builder.Configuration["urls"] is { Length: > 0 } urls ? urls : Address;
    var options = SiloOptions.From(builder.Configuration);
    if (UpkeepCommand.IsMeant(args))
        return await UpkeepCommand.Run(args, options);
    if (options.Postgres is null)
        throw new CannotStartException("A silo of its own needs a database to share: set ConnectionStrings__Postgres, or start OrleansRetro.Web alone, which has a silo in it.");
    Listening.AssertPossible(builder.Configuration);
    builder.AddRetroLogging();
    // As long as webs may take to hear of a silo that has just come.
    builder.AddDraining(seconds: 2);
    builder.AddRetroSilo(options);
    builder.AddRetroTelemetry("OrleansRetro.Silo");

    await using var app = builder.Build();
    app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
    app.MapHealthChecks("/health/ready", DrainingHosting.Readiness);
    app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Silo {options.AdvertisedIP}:{options.SiloPort} is ready at {app.Urls.First()}"));
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (Listening.Explain(failure) is { } line)
{
    Console.Error.WriteLine(line);
    return 1;
}
