using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.HttpOverrides;

namespace OrleansRetro.Hosting;

/// <summary>What every request passes first: headers on each answer, and no circuit for a page of another origin.</summary>
public static class Gate
{
    const string Csp =
        "default-src 'self'; base-uri 'self'; object-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'";

    // Orleans' dashboard brings its icons along in its styles.
    const string OpsCsp = Csp + "; font-src 'self' data:";

    // The API reader brings one inline script along.
    const string DocsCsp =
        "default-src 'self'; base-uri 'self'; object-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>As the answer leaves, for on the way errors clear what was set before.</summary>
    public static IApplicationBuilder UseSafeHeaders(this IApplicationBuilder app, WebOptions options) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            Secure(http, options);
            return Task.CompletedTask;
        });
        return next(http);
    });

    static void Secure(HttpContext http, WebOptions options)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs") ? DocsCsp : http.Request.Path.StartsWithSegments("/ops") ? OpsCsp : Csp;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers.XFrameOptions = "DENY";
        // Browsers take no notice of it over http, and behind a proxy every request looks like that.
        if (options.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }

    /// <summary>Where requests come from and how, behind a proxy: the address as known proxies say, https as the public address says.</summary>
    public static IApplicationBuilder UsePublicAddress(this IApplicationBuilder app, WebOptions options)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor };
        foreach (var proxy in options.Proxies)
            forwarded.KnownIPNetworks.Add(proxy);
        return app.UseForwardedHeaders(forwarded).Use((http, next) =>
        {
            if (options.IsHttps && http.Request.Host.Host == options.PublicUrl!.Host)
                http.Request.Scheme = Uri.UriSchemeHttps;
            return next(http);
        });
    }

    /// <summary>
    /// Circuits act with the visitor's cookie, and browsers let any page open a WebSocket: so an upgrade and a POST must come from
    /// this origin. A plain GET carries no Origin of its own; without the secret connection token, which only a POST gives, it gets nowhere.
    /// </summary>
    public static IApplicationBuilder UseOriginGate(this IApplicationBuilder app, WebOptions options) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/_blazor") || IsOurs(http, options))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>Pages answer GET and POST alone; whoever asks for the head gets that of the page, and the server leaves its body out.</summary>
    public static IApplicationBuilder UseHeadsOfPages(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method) && !http.Request.Path.StartsWithSegments("/api") && !http.Request.Path.StartsWithSegments("/_blazor"))
            http.Request.Method = HttpMethods.Get;
        return next(http);
    });

    /// <summary>When this process is about to end, programs go on elsewhere: by their next connection.</summary>
    public static IApplicationBuilder UseLastAnswers(this IApplicationBuilder app)
    {
        var draining = app.ApplicationServices.GetRequiredService<Draining>();
        return app.Use((http, next) =>
        {
            if (draining.IsOn)
                http.Response.Headers.Connection = "close";
            return next(http);
        });
    }

    /// <summary>And so do pages: no circuit begins here any more, nor a page that would want one. Whoever asks for it asks again in a second.</summary>
    public static IApplicationBuilder UseNoNewCircuits(this IApplicationBuilder app)
    {
        var draining = app.ApplicationServices.GetRequiredService<Draining>();
        return app.Use((http, next) =>
        {
            if (!draining.IsOn || !BeginsCircuit(http))
                return next(http);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "1";
            http.Response.Headers["Refresh"] = "1";
            return Task.CompletedTask;
        });
    }

    static bool BeginsCircuit(HttpContext http) => http.Request.Path.StartsWithSegments("/_blazor/negotiate")
        || HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && http.AcceptsInteractiveRouting();

    static bool IsOurs(HttpContext http, WebOptions options)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return HttpMethods.IsGet(http.Request.Method) && !http.WebSockets.IsWebSocketRequest && http.Request.Headers.Upgrade.Count == 0;
        return origin == $"{http.Request.Scheme}://{http.Request.Host}" || origin == options.PublicUrl?.GetLeftPart(UriPartial.Authority);
    }
}
