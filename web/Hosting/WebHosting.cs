using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using OrleansRetro.Account;
using OrleansRetro.Api;
using OrleansRetro.Calendars;
using OrleansRetro.Layout;
using OrleansRetro.Live;
using OrleansRetro.Mailing;
using OrleansRetro.Ops;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Shared;
using OrleansRetro.Teams;
using OrleansRetro.Visitors;

namespace OrleansRetro.Hosting;

/// <summary>The web half of the program: what it is made of and what each request passes.</summary>
public static class WebHosting
{
    // Largest text 2,000 characters of up to 4 bytes, escaped, with room to spare.
    const int LargestMessage = 64 * 1024;

    /// <summary>What pages can be read in; the first is the default.</summary>
    public static ImmutableArray<CultureInfo> Languages { get; } = [new("en"), new("de")];

    /// <summary>How days and numbers can be written: as anywhere that speaks one of the languages.</summary>
    static CultureInfo[] Regions { get; } =
        [.. Languages, .. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(region => Languages.Any(language => region.TwoLetterISOLanguageName == language.Name))];

    /// <summary>Where this browser speaks a language; the language itself when it doesn't say.</summary>
    public static CultureInfo RegionOf(HttpContext http, CultureInfo language) =>
        http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => Array.Find(Regions, region => accepted.Value.Equals(region.Name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(region => region?.TwoLetterISOLanguageName == language.Name) ?? language;

    public static void AddRetroWeb(this WebApplicationBuilder builder, WebOptions options)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Requests.LargestBody;
        });
        var services = builder.Services;
        services.AddSingleton(options).AddSingleton<Buckets>().AddSingleton<Starting>();
        services.AddSingleton(provider => new Seats(provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<ClosedAccounts>().Has, provider.GetRequiredService<Holders>().AccountOf));
        services.AddSingleton(new Modules(builder.Environment.IsDevelopment() ? null : builder.Environment.WebRootFileProvider));
        services.AddSingleton<Handover>().AddSingleton<TeamLinks>().AddSingleton<TeamStarting>().AddScoped<OwnRecords>().AddSingleton<Entering>().AddSingleton<TeamRetros>();
        services.AddSingleton<SampleRetro>().AddSingleton<PromiseLinks>().AddSingleton<MarkdownExport>().AddSingleton<CalendarFeeds>();
        services.TryAddKeyedSingleton("domain", TimeProvider.System);
        services.AddSingleton(TimeProvider.System).AddSingleton<DomainTime>().AddSingleton<LiveFeeds>().AddHostedService(provider => provider.GetRequiredService<LiveFeeds>());
        if (Telemetry.IsOn(builder.Configuration))
            services.AddHostedService<LiveFigures>();
        services.AddSingleton<GatewayCountChangedHandler>(provider => (_, _) => provider.GetRequiredService<LiveFeeds>().Rewatch());
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = [.. options.Hosts]);
        services.AddHostFiltering(_ => { });
        var keys = services.AddDataProtection().SetApplicationName("OrleansRetro");
        if (options.KeyCertificate is { } certificate)
            keys.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        var provider = OidcOptions.ReadFrom(builder.Configuration);
        services.AddSingleton(provider).AddAuthentication(schemes => (schemes.DefaultScheme, schemes.DefaultChallengeScheme, schemes.DefaultForbidScheme) = (VisitorCookie.SchemeName, AccountCookie.SchemeName, AccountCookie.SchemeName))
            .AddScheme<AuthenticationSchemeOptions, VisitorCookie>(VisitorCookie.SchemeName, null).AddAccountCookie(options).AddOidc(provider, options);
        services.AddAccounts(options, builder.Configuration);
        services.AddMailing();
        services.AddOperators();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = options.IsHttps ? "__Host-forms" : "forms";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddCascadingAuthenticationState();
        services.AddLocalization();
        services.AddMudServices();
        services.AddApiDescription();
        services.AddExceptionHandler<ApiFailures>();
        services.AddHttpContextAccessor();
        services.AddScoped<PageScripts>().AddScoped<Line>().AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<Line>());
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = 200;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2);
            circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(15);
            circuits.MaxBufferedUnacknowledgedRenderBatches = 10;
        }).AddHubOptions(hub =>
        {
            hub.MaximumReceiveMessageSize = LargestMessage;
            hub.AddFilter<LiveConnections>();
        });
    }

    public static void UseRetroWeb(this WebApplication app, WebOptions options)
    {
        if (Telemetry.IsOn(app.Configuration))
            app.UseTraces();
        app.UseLastAnswers();
        app.UseSafeHeaders(options);
        app.UseHeadsOfPages();
        app.UseHostFiltering();
        app.UsePublicAddress(options);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = failure => Asking.IsOutOfReach(failure) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.Use(app.Services.GetRequiredService<Modules>().Serve);
        // From here programs go straight to their endpoints; what follows is for pages, and for answers that no endpoint gives.
        app.UseRouting();
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.Use(StatusPages);
        app.UseApiProblems();
        app.UseOriginGate(options);
        app.UseNoNewCircuits();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new("en"),
            SupportedCultures = Regions,
            SupportedUICultures = Languages,
            RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()],
            ApplyCurrentCultureToResponseHeaders = true,
        });
        app.UseAntiforgery();
    }

    static async Task StatusPages(HttpContext http, RequestDelegate next)
    {
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = IsForAPerson(http);
        // A page that says what went wrong is looked at, whatever was sent before it.
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null)
            http.Request.Method = HttpMethods.Get;
        await next(http);
        // A component's endpoint says text/html before it refuses a form; without a word after it that is no page.
        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentLength: null })
            http.Response.ContentType = null;
    }

    /// <summary>Programs get the status alone.</summary>
    static bool IsForAPerson(HttpContext http) =>
        http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !http.Request.Path.StartsWithSegments("/api");

    public static void MapRetroPages(this WebApplication app, WebOptions options)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server =>
        {
            server.ContentSecurityFrameAncestorsPolicy = "'none'";
            server.DisableWebSocketCompression = true;
        });
        app.MapRetroForms(options);
        app.MapPromiseForms();
        app.MapTeamForms(options);
        app.MapHouseForms(options);
        app.MapAccountForms();
        MailSwitches.Map(app);
    }
}
