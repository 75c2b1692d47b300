using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace OrleansRetro.Hosting;

/// <summary>What the console says when the program has started, or why it can't.</summary>
public static class Announcement
{
    public static void Print(WebApplication app, WebOptions options, SiloOptions silo)
    {
        var address = options.PublicUrl?.GetLeftPart(UriPartial.Authority)
            ?? app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        Console.WriteLine($"OrleansRetro is ready at {address}");
        Console.WriteLine($"Data: {silo.DataDirectory}");
    }

    /// <summary>One line that says what to do, or null for what nobody foresaw.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        CannotStartException known => known.Message,
        IOException { InnerException: AddressInUseException taken } => $"{taken.Message} Choose another with ASPNETCORE_URLS.",
        AggregateException { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
