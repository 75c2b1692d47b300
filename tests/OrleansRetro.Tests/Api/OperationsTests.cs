using System.Text.RegularExpressions;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>What programs and operators look at before they use it.</summary>
public sealed partial class OperationsTests(SharedProgram shared)
{
    // The contract, in no code of ours: path, method, status of success.
    static readonly (string Path, string Method, string Status)[] Contract =
    [
        ("/api/v1/retros", "post", "201"),
        ("/api/v1/retros/{id}/seats", "post", "201"),
        ("/api/v1/seats", "post", "201"),
        ("/api/v1/formats", "get", "200"),
        ("/api/v1/retros/{id}", "get", "200"),
        ("/api/v1/retros/{id}/changes", "get", "200"),
        ("/api/v1/retros/{id}/cards/{cardId}", "put", "200"),
        ("/api/v1/retros/{id}/cards/{cardId}", "delete", "200"),
        ("/api/v1/retros/{id}/phase", "put", "200"),
        ("/api/v1/retros/{id}/groups/{groupId}", "put", "200"),
        ("/api/v1/retros/{id}/cards/{cardId}/group", "put", "200"),
        ("/api/v1/retros/{id}/votes/{topicId}", "put", "200"),
        ("/api/v1/retros/{id}/export.{kind}", "get", "200"),
        ("/api/v1/me", "get", "200"),
        ("/api/v1/me", "put", "200"),
        ("/api/v1/me/export", "get", "200"),
        ("/api/v1/me/stage", "put", "200"),
        ("/api/v1/me/zone", "put", "200"),
        ("/api/v1/me/language", "put", "200"),
        ("/api/v1/teams", "get", "200"),
        ("/api/v1/teams/{id}", "get", "200"),
        ("/api/v1/teams/{id}", "put", "200"),
        ("/api/v1/teams/{id}", "delete", "204"),
        ("/api/v1/teams/{id}/invites/{inviteId}", "put", "200"),
        ("/api/v1/teams/{id}/invites/{inviteId}", "delete", "200"),
        ("/api/v1/teams/{id}/members", "post", "200"),
        ("/api/v1/teams/{id}/members/{memberId}", "put", "200"),
        ("/api/v1/teams/{id}/members/{memberId}", "delete", "200"),
        ("/api/v1/teams/{id}/agreements/{agreementId}", "put", "200"),
        ("/api/v1/teams/{id}/agreements/{agreementId}", "delete", "200"),
        ("/api/v1/teams/{id}/topics/{topicId}", "put", "200"),
        ("/api/v1/teams/{id}/topics/{topicId}", "delete", "200"),
        ("/api/v1/teams/{id}/rhythm", "put", "200"),
        ("/api/v1/teams/{id}/days-off", "put", "200"),
        ("/api/v1/teams/{id}/formats/{formatId}", "put", "200"),
        ("/api/v1/teams/{id}/retros", "post", "201"),
        ("/api/v1/teams/{id}/retros/{retroId}", "put", "200"),
        ("/api/v1/teams/{id}/retention", "put", "200"),
        ("/api/v1/promises", "get", "200"),
        ("/api/v1/promises/closed", "get", "200"),
        ("/api/v1/promises/record", "get", "200"),
        ("/api/v1/promises/{id}", "get", "200"),
        ("/api/v1/promises/{id}", "put", "200"),
        ("/api/v1/promises/{id}/history", "get", "200"),
        ("/api/v1/promises/{id}/terms", "put", "200"),
        ("/api/v1/promises/{id}/answer", "put", "200"),
        ("/api/v1/promises/{id}/question", "put", "200"),
        ("/api/v1/promises/{id}/clarification", "put", "200"),
        ("/api/v1/promises/{id}/progress", "put", "200"),
        ("/api/v1/promises/{id}/day", "put", "200"),
        ("/api/v1/promises/{id}/day/answer", "put", "200"),
        ("/api/v1/promises/{id}/conditions", "put", "200"),
        ("/api/v1/promises/{id}/conditions/answer", "put", "200"),
        ("/api/v1/promises/{id}/size", "put", "200"),
        ("/api/v1/promises/{id}/first-terms", "put", "200"),
        ("/api/v1/promises/{id}/effect", "put", "200"),
        ("/api/v1/promises/{id}/withdrawal", "put", "200"),
        ("/api/v1/promises/{id}/outcome", "put", "200"),
        ("/api/v1/promises/{id}/evidence", "put", "200"),
        ("/api/v1/promises/{id}/unmet", "put", "200"),
        ("/api/v1/promises/{id}/statement", "put", "200"),
        ("/api/v1/promises/{id}/settlement", "put", "200"),
    ];

    [Fact]
    public async Task The_description_names_every_endpoint_its_parameters_body_answers_and_nothing_else()
    {
        using var api = await shared.Client();
        var description = (await api.Get("/openapi/v1.json")).Is(200).Json;
        Assert.Contains("\"at-risk\"", description.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("3.", description.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = description.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (Path: path.Name, Method: method.Name, Described: method.Value))).ToArray();
        Assert.Equal(Contract.Select(known => (known.Path, known.Method)).Order(), operations.Select(known => (known.Path, known.Method)).Order());
        foreach (var (path, method, described) in operations)
        {
            var where = $"{method} {path}";
            Assert.True(described.GetProperty("summary").GetString()!.Length > 10, where);
            var status = Contract.Single(known => known.Path == path && known.Method == method).Status;
            var responses = described.GetProperty("responses");
            Assert.True(responses.TryGetProperty(status, out _), $"{where}: no {status}");
            if (path.Contains("{id}", StringComparison.Ordinal))
            {
                foreach (var problem in new[] { "400", "401", "404", "429", "503" })
                    Assert.True(responses.GetProperty(problem).GetProperty("content").TryGetProperty("application/problem+json", out _), $"{where}: {problem}");
            }
            var named = described.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path").Select(parameter => parameter.GetProperty("name").GetString()).Order()
                : Enumerable.Empty<string?>();
            Assert.Equal(Gap().Matches(path).Select(gap => gap.Groups[1].Value).Order(), named);
            if (method is "post" or "put")
                Assert.True(described.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _), where);
        }
    }

    [Fact]
    public async Task Every_reference_in_the_description_leads_somewhere()
    {
        using var api = await shared.Client();
        var answer = (await api.Get("/openapi/v1.json")).Is(200);
        Assert.Equal("application/json", answer.ContentHeaders.ContentType?.MediaType);
        var schemas = answer.Json.GetProperty("components").GetProperty("schemas");
        var references = Reference().Matches(answer.Text).Select(match => match.Groups[1].Value).Distinct().ToArray();
        Assert.NotEmpty(references);
        Assert.DoesNotMatch("""(?s)"type": "array"\s*\}""", answer.Text);
        Assert.DoesNotContain("{ }", answer.Text, StringComparison.Ordinal);
        Assert.All(references, name => Assert.True(schemas.TryGetProperty(name, out _), name));
        Assert.Contains("bearer", answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_description_of_bodies_says_what_may_be_sent()
    {
        using var api = await shared.Client();
        var schemas = (await api.Get("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        foreach (var (schema, properties) in new (string, string[])[]
        {
            ("CreateRetro", ["title", "format", "anonymous", "hidden", "id", "token"]), ("CreateSeat", ["name", "joinCode", "id", "token"]), ("PutCardBody", ["column", "text"]),
            ("PutPhaseBody", ["phase"]), ("PutGroupBody", ["title", "cards"]), ("PutCardGroupBody", ["group"]), ("PutVotesBody", ["count"]),
            ("RetroCreated", ["id", "version", "joinCode", "joinUrl", "participantId", "token", "columns"]), ("Voted", ["version", "left"]), ("Acted", ["version"]),
        })
        {
            Assert.Empty(properties.Except(schemas.GetProperty(schema).GetProperty("properties").EnumerateObject().Select(property => property.Name)));
        }
        Assert.Equal(
            ["check-in", "write", "group", "vote", "discuss", "commit", "close"],
            schemas.GetProperty("Phase").GetProperty("enum").EnumerateArray().Select(phase => phase.GetString()));
    }

    [Fact]
    public async Task The_readable_docs_come_from_here_alone()
    {
        using var api = await shared.Client();
        Assert.Equal("api/", (await api.Get("/docs/api")).Is(302).Header("Location"));
        var page = (await api.Get("/docs/api/")).Is(200);
        Assert.Equal("text/html", page.ContentHeaders.ContentType?.MediaType);
        Assert.Contains("openapi/v1.json", page.Text, StringComparison.Ordinal);
        Assert.Empty(Elsewhere().Matches(page.Text).Select(match => match.Value));
        foreach (var script in Script().Matches(page.Text).Select(match => match.Groups[1].Value))
            (await api.Get(new Uri(new Uri(api.Address, "/docs/api/"), script).PathAndQuery)).Is(200);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_terse(string path)
    {
        using var api = await shared.Client();
        Assert.Equal("Healthy", (await api.Get(path)).Is(200).Text);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Gap();

    [GeneratedRegex("\"#/components/schemas/([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("""(src|href)="(https?:)?//[^"]*""")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("""<script[^>]* src="([^"]+)""")]
    private static partial Regex Script();
}
