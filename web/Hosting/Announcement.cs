using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OrleansRetro.Ops;

namespace OrleansRetro.Hosting;

/// <summary>What the console says when the program has started.</summary>
public static class Announcement
{
    public static void Print(WebApplication app, WebOptions options, SiloOptions silo)
    {
        var address = options.PublicUrl?.GetLeftPart(UriPartial.Authority)
            ?? app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (Operators.NewToken(app.Services.GetRequiredService<IOperatorToken>(), options.NewOperatorToken) is { } token)
            Console.WriteLine($"Operator code, good once: {token}  (for {address?.TrimEnd('/')}{Operators.SignIn})");
        Console.WriteLine($"OrleansRetro is ready at {address}");
        Console.WriteLine(silo.Postgres is null ? $"Data: {silo.DataDirectory}" : "Data: PostgreSQL, through the silos that share it");
    }
}
