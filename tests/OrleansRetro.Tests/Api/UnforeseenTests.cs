using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Api;

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
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddExceptionHandler<ApiFailures>();
        await using var app = builder.Build();
        app.UseExceptionHandler("/error");
        app.UseApiProblems();
        app.MapGet("/error", () => Results.Content("<p>A page", "text/html"));
        app.MapMethods("/api/thing", [method], string () => throw new NotSupportedException("Nobody thought of this."));
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var http = app.GetTestClient();
        using var request = new HttpRequestMessage(new(method), "/api/thing");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("unforeseen", problem.GetProperty("code").GetString());
        Assert.DoesNotContain("Nobody thought", problem.ToString(), StringComparison.Ordinal);
    }
}
