using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Api;

/// <summary>How the API describes itself to programs.</summary>
public static class Description
{
    const string Scheme = "seat", AccountScheme = "account";

    /// <summary>On endpoints that are for seats alone.</summary>
    public sealed record NeedsSeat;

    /// <summary>On endpoints that are for accounts alone.</summary>
    public sealed record NeedsAccount;

    /// <summary>It reads JSON of this shape.</summary>
    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder endpoint) where TBody : notnull =>
        endpoint.Accepts<TBody>("application/json").Problem(StatusCodes.Status413PayloadTooLarge).Problem(StatusCodes.Status415UnsupportedMediaType);

    /// <summary>It answers this, or why not.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK, string type = "application/json") =>
        endpoint.Produces<T>(status, type).Refuses();

    /// <summary>It says why not as a problem.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint) => endpoint
        .Problem(StatusCodes.Status400BadRequest).Problem(StatusCodes.Status401Unauthorized).Problem(StatusCodes.Status403Forbidden).Problem(StatusCodes.Status404NotFound)
        .Problem(StatusCodes.Status409Conflict).Problem(StatusCodes.Status429TooManyRequests).Problem(StatusCodes.Status503ServiceUnavailable);

    static RouteHandlerBuilder Problem(this RouteHandlerBuilder endpoint, int status) => endpoint.Produces<Problem>(status, "application/problem+json");

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Wire);
            // A resolver brings no converters along; without them kinds would be described as numbers.
            foreach (var converter in ApiJson.Wire.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        })
        .AddOpenApi(api =>
        {
            api.AddDocumentTransformer(Introduce);
            api.AddOperationTransformer(Guard);
            api.AddSchemaTransformer(NameIds);
            api.AddSchemaTransformer(LeaveOut);
        });

    static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "OrleansRetro",
            Version = "v1",
            Description = """
                Ids of retros, seats, cards and groups are made by the caller, every PUT says how a thing is from now on, and so any request may be sent again.
                Each answer has the version of the board that includes it; If-Match with a version does an act at that version alone.
                Errors are problem details with a stable code.
                """,
        };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The token that came with the seat, when the retro was started or joined.",
        };
        document.Components.SecuritySchemes[AccountScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token that somebody with an account has made, at /account/tokens.",
        };
        return Task.CompletedTask;
    }

    static Task Guard(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsSeat>().Any())
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsAccount>().Any())
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(AccountScheme, context.Document)] = [] }];
        return Task.CompletedTask;
    }

    /// <summary>Ids are strings on the wire, of whatever they are made inside.</summary>
    static Task NameIds(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (IsId(type))
            Name(schema, type);
        else if (schema is { Type: JsonSchemaType.Array, Items: null } && context.JsonTypeInfo.ElementType is { } element && IsId(element))
            schema.Items = Name(new(), element);
        else if (type == typeof(JsonElement))
            schema.Type = JsonSchemaType.Object;
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, context.JsonTypeInfo)!)];
        }
        return Task.CompletedTask;
    }

    static bool IsId(Type type) => type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IId<>));

    static OpenApiSchema Name(OpenApiSchema schema, Type id)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = id.GetProperty("Value")?.PropertyType == typeof(Guid) ? "uuid" : null;
        return schema;
    }

    /// <summary>What is null is left out of answers, so nobody may count on it.</summary>
    static Task LeaveOut(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.ParameterDescription is null)
            schema.Required?.ExceptWith(context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable).Select(property => property.Name));
        return Task.CompletedTask;
    }
}
