using Microsoft.AspNetCore.Diagnostics;

namespace OrleansRetro.Api;

/// <summary>Answers to programs where no endpoint could give one: nothing there, another method, or something that nobody foresaw.</summary>
sealed partial class ApiFailures(ILogger<ApiFailures> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsApi(httpContext))
            return false;
        LogUnforeseen(logger, exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "");
        await Problems.Write(httpContext, StatusCodes.Status500InternalServerError, "unforeseen");
        return true;
    }

    // Whoever handles an exception meets the path of the page that shows it.
    internal static bool IsApi(HttpContext http) =>
        new PathString(http.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? http.Request.Path).StartsWithSegments("/api");

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed.")]
    static partial void LogUnforeseen(ILogger logger, Exception exception, string method, string endpoint);
}

/// <summary>The same for answers without a body.</summary>
public static class ApiStatus
{
    public static IApplicationBuilder UseApiProblems(this IApplicationBuilder app) => app.UseWhen(ApiFailures.IsApi, api => api.UseStatusCodePages(context =>
    {
        var status = context.HttpContext.Response.StatusCode;
        return Problems.Write(context.HttpContext, status, status switch
        {
            StatusCodes.Status404NotFound => "not-found",
            StatusCodes.Status405MethodNotAllowed => "wrong-method",
            StatusCodes.Status415UnsupportedMediaType => "not-json",
            _ => "malformed",
        });
    }));
}
