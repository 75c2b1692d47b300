using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Api;

/// <summary>Why a request was not done, as <c>application/problem+json</c> with a stable code.</summary>
public static class Problems
{
    /// <summary>Runs an endpoint and answers what stops it.</summary>
    public static async Task Answer(HttpContext http, Func<Task> endpoint)
    {
        try
        {
            await endpoint();
        }
        catch (RejectedException rejected)
        {
            await Write(http, StatusOf(rejected.Code), rejected.Code, string.Join(", ", rejected.Args));
        }
        catch (BadHttpRequestException bad)
        {
            await Write(http, bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "too-large" : "malformed");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException { Source: "System.Text.Json" })
        {
            await Write(http, StatusCodes.Status400BadRequest, "malformed");
        }
        catch (StreamDeletedException)
        {
            await Write(http, StatusCodes.Status409Conflict, "deleted");
        }
        catch (StreamTakenException)
        {
            await Write(http, StatusCodes.Status409Conflict, "id-taken");
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            http.Response.Headers.RetryAfter = "1";
            await Write(http, StatusCodes.Status503ServiceUnavailable, "store-refused");
        }
    }

    public static Task Write(HttpContext http, int status, string code, string? detail = null)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return Task.CompletedTask;
        }
        if (http.Features.Get<IHttpBodyControlFeature>() is not null && status is StatusCodes.Status413PayloadTooLarge)
            http.Response.Headers.Connection = "close";
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        var problem = new Problem("about:blank", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), status, code, string.IsNullOrEmpty(detail) ? null : detail);
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Wire.Problem)).AsTask();
    }

    /// <summary>The status that belongs to a rejection; whatever isn't said otherwise is a rule that says no.</summary>
    public static int StatusOf(string code) => code switch
    {
        "malformed" or "text-empty" or "text-too-long" or "name-empty" or "title-empty" or "unknown-column" or "unknown-format" or "unknown-phase"
            or "unknown-option" or "poll-options" or "due-in-past" or "name-poses" => StatusCodes.Status400BadRequest,
        "no-token" => StatusCodes.Status401Unauthorized,
        "not-yours" or "no-seat" or "not-facilitator" or "not-owner" or "seat-taken" or "read-only-token" => StatusCodes.Status403Forbidden,
        "not-found" or "code-unknown" or "unknown-card" or "unknown-group" or "unknown-person" or "unknown-whole" => StatusCodes.Status404NotFound,
        "not-json" => StatusCodes.Status415UnsupportedMediaType,
        "slow-down" or "too-many-pages" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status409Conflict,
    };
}
