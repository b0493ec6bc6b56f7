using Assay.Server.Auth;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Assay.Server.OpenApi;

/// <summary>The description of the API, at /openapi/v1.json, and the page that makes it readable, at /reference.</summary>
public static class ApiDocument
{
    private const string About = """
        Everything the web app does, for programs too. Send `Authorization: Bearer assay_…` with a token made under *Tokens*, or sign in
        and keep the cookie; requests that change something then also carry the header `X-Assay: 1`.

        Every error is a problem details object (RFC 9457); broken rules are listed in `errors` with path, rule and message.
        Ids are numbers, times are UTC, durations are milliseconds unless their name says seconds.
        """;

    public static void AddAssayOpenApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.CreateSchemaReferenceId = SchemaShapes.Name;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Assay", Version = "v1", Description = About };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token." },
                ["cookie"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SignInCookie.Name },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Access>().FirstOrDefault() is not { } access)
                return Task.CompletedTask;
            operation.Description = $"{operation.Description} {access}".Trim();
            if (access.SignedIn)
            {
                operation.Security = [Requirement("cookie")];
                if (access.Scope is not null)
                    operation.Security.Add(Requirement("token"));
            }

            return Task.CompletedTask;

            OpenApiSecurityRequirement Requirement(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };
        });
        options.AddDocumentTransformer(SchemaShapes.AddParts);
        options.AddSchemaTransformer(SchemaShapes.Describe);
    });

    public static void MapReference(this WebApplication app) => app
        .MapScalarApiReference("/reference", reference => reference.WithTitle("Assay API").DisableDefaultFonts().DisableTelemetry())
        .AddEndpointFilter(async (context, next) =>
        {
            // the reader's page starts its script inline; everything it loads still comes from here
            context.HttpContext.Response.Headers.ContentSecurityPolicy =
                "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
                + "script-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
            return await next(context);
        });
}
