using System.Threading.RateLimiting;
using Assay.Pipeline;
using Assay.Pipeline.Database;
using Assay.Server.Auth;
using Assay.Server.Endpoints;
using Assay.Server.OpenApi;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace Assay.Server;

/// <summary>The web server: the API of every stage, sign-in, and the web app.</summary>
public static class AssayServer
{
    /// <summary>
    /// Opens the database, brings it to the newest migration, and gives the application ready to run. Whoever runs it finds the
    /// pipeline in <see cref="WebApplication.Services"/>.
    /// </summary>
    public static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "Assay.Server",
            EnvironmentName = Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,

            // nothing is configured by file; watching for one would wake the program at every write below the folder it was started in
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(options.LogLevel);

        // says at every start that cookie keys lie in the database unencrypted: they do, beside the password hashes
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls([.. options.Urls]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimits.Ordinary;
        });
        AddServices(builder.Services, options);
        var app = builder.Build();
        Pass(app, options);
        Map(app, options);
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options);

        services.AddPipeline(Db.Open(options.DataFolder, options.Database), options.Clock, options.LargestUpload, options.Learner);
        services.AddSingleton<Callers>().AddSingleton<LiveEvents>().AddHostedService<Housekeeping>();
        services.ConfigureHttpJsonOptions(json => ServerJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Errors>();
        services.AddSignIn();
        services.AddAssayOpenApi();
        services.AddResponseCompression(compression =>
        {
            // no page here mixes a secret with what a stranger may choose, and other sites cannot make a browser send the cookie
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml"];
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = (context, _) => new ValueTask(Problems.Write(
                context.HttpContext, StatusCodes.Status429TooManyRequests, "Too many attempts from your address. Try again in a minute."));
            foreach (var policy in (string[])[RateLimits.SignIn, RateLimits.Invitation])
                limiter.AddPolicy(policy, context => RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = options.AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });

        // a reverse proxy on this machine says who it speaks for; nobody else is believed
        services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    private static void Pass(WebApplication app, ServerOptions options)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Problems.Write(context, StatusCodes.Status500InternalServerError, null),
        });
        app.UseStatusCodePages(context => Problems.Write(context.HttpContext, context.HttpContext.Response.StatusCode, null));
        app.UseResponseCompression();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<CrossSiteCheck>();
        app.UseMiddleware<AccessCheck>();
        app.UseWebApp(options.WebFolder);
    }

    private static void Map(WebApplication app, ServerOptions options)
    {
        var api = app.MapGroup("/api");
        SessionEndpoints.Map(api);
        PeopleEndpoints.Map(api);
        ProjectEndpoints.Map(api);
        MediaEndpoints.Map(api, options.LargestUpload);
        IngestEndpoints.Map(api, options.LargestUpload);
        PreAnnotateEndpoints.Map(api);
        QueueEndpoints.Map(api);
        AnnotateEndpoints.Map(api);
        QualityEndpoints.Map(api);
        ArbitrationEndpoints.Map(api);
        DataEndpoints.Map(api);
        ExportEndpoints.Map(api);
        ActiveLearningEndpoints.Map(api);
        MetricsEndpoints.Map(api);
        HealthEndpoints.Map(app);
        app.MapOpenApi();
        app.MapReference();
        Access.RequireEverywhere(app);
    }
}
