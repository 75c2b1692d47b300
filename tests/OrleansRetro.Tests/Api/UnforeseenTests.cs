using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Api;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Api;

/// <summary>What nobody foresaw, told to programs as everything else is.</summary>
public sealed class UnforeseenTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_program_gets_a_problem_and_no_page(string method)
    {
        var (status, problem) = await Failing(method, _ => throw new NotSupportedException("Nobody thought of this."));

        Assert.Equal((HttpStatusCode.InternalServerError, "unforeseen"), (status, problem.GetProperty("code").GetString()));
        Assert.DoesNotContain("Nobody thought", problem.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Only an id that is taken stays taken: an append that met somebody else's may be asked for again.</summary>
    [Fact, Trait("Row", "Fault-R8")]
    public async Task What_passes_is_told_apart_from_what_stays()
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "store-refused"), await Told(new ConflictException("retro/a")));
        Assert.Equal((HttpStatusCode.Conflict, "id-taken"), await Told(new StreamTakenException("commitment/a")));
        Assert.Equal((HttpStatusCode.Conflict, "deleted"), await Told(new StreamDeletedException("retro/a")));

        static async Task<(HttpStatusCode, string?)> Told(Exception failure) =>
            await Failing("PUT", http => Problems.Answer(http, () => throw failure)) is var (status, problem) ? (status, problem.GetProperty("code").GetString()) : default;
    }

    static async Task<(HttpStatusCode Status, JsonElement Problem)> Failing(string method, RequestDelegate endpoint)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddExceptionHandler<ApiFailures>();
        await using var app = builder.Build();
        app.UseExceptionHandler("/error");
        app.UseApiProblems();
        app.MapGet("/error", () => Results.Content("<p>A page", "text/html"));
        app.MapMethods("/api/thing", [method], endpoint);
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var http = app.GetTestClient();
        using var request = new HttpRequestMessage(new(method), "/api/thing");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
