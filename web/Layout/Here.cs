using Microsoft.AspNetCore.Diagnostics;

namespace OrleansRetro.Layout;

/// <summary>The address that the person sees, also where another page is shown in its place.</summary>
public static class Here
{
    /// <summary>Path and query, from the root; the start page where there is no request.</summary>
    public static string Of(HttpContext? http)
    {
        if (http?.Features.Get<IStatusCodeReExecuteFeature>() is { } replaced)
            return replaced.OriginalPath + replaced.OriginalQueryString;
        return http is null ? "/" : http.Request.Path + http.Request.QueryString;
    }
}
