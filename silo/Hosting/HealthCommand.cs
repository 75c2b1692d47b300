using Microsoft.Extensions.Configuration;

namespace OrleansRetro.Hosting;

/// <summary>The command <c>health</c>: asks the program that runs beside it, for images that hold no other program to ask with.</summary>
public static class HealthCommand
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public static bool IsMeant(string[] args) => args is ["health"];

    /// <summary>0 when <c>/health/ready</c> at the first of <c>ASPNETCORE_URLS</c> answers 200, else 1.</summary>
    public static async Task<int> Run(string otherwise)
    {
        var urls = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").Build()["urls"] ?? otherwise;
        var address = Listening.Parse(urls.Split(';')[0]);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri($"{address.Scheme}://{host}:{address.Port}/health/ready"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
