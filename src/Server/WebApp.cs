using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Assay.Server;

/// <summary>
/// Serves the built web app: compressed copies where the build made them, hashed assets for a year, index.html for every page of the
/// app. Addresses that belong to the API never end here.
/// </summary>
public static class WebApp
{
    private const string Missing = """
        <!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Assay</title>
        <body style="font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem">
        <h1>The server is running.</h1>
        <p>The web app has not been built. In the repository, run <code>npm ci &amp;&amp; npm run build</code> in <code>web/</code>,
        or start with <code>./assay serve</code>, which does it. The API is described at <a href="/reference">/reference</a>.</p>
        """;

    private static readonly (string Coding, string Ending)[] Codings = [("br", ".br"), ("gzip", ".gz")];

    public static void UseWebApp(this WebApplication app, string? folder)
    {
        var types = new FileExtensionContentTypeProvider();
        var files = folder is not null && File.Exists(Path.Combine(folder, "index.html")) ? new PhysicalFileProvider(Path.GetFullPath(folder)) : null;
        app.Use((context, next) => context.GetEndpoint() is null ? Route(context, files, next) : next(context));
        if (files is null)
            return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ServeUnknownFileTypes = true,
            OnPrepareResponse = served =>
            {
                var headers = served.Context.Response.Headers;
                var name = served.File.Name;
                foreach (var (coding, ending) in Codings)
                {
                    if (!name.EndsWith(ending, StringComparison.Ordinal))
                        continue;
                    name = name[..^ending.Length];
                    headers.ContentEncoding = coding;
                }

                headers.ContentType = types.TryGetContentType(name, out var type) ? type : "application/octet-stream";
                headers.Vary = "Accept-Encoding";

                // the build puts a hash of the content into the name of everything under assets
                headers.CacheControl = served.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
            },
        });
    }

    private static Task Route(HttpContext context, PhysicalFileProvider? files, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi"))
            return Problems.Write(context, StatusCodes.Status404NotFound, null);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return Problems.Write(context, StatusCodes.Status405MethodNotAllowed, null);
        if (files is null)
            return Results.Content(Missing, "text/html; charset=utf-8").ExecuteAsync(context);
        if (!files.GetFileInfo(path.Value ?? "/").Exists)
        {
            if (Path.HasExtension(path.Value))
                return Problems.Write(context, StatusCodes.Status404NotFound, null);
            path = "/index.html";
        }

        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        foreach (var (coding, ending) in Codings)
        {
            if (!accepted.Contains(coding, StringComparison.Ordinal) || !files.GetFileInfo(path + ending).Exists)
                continue;
            path += ending;
            break;
        }

        context.Request.Path = path;
        return next(context);
    }
}
