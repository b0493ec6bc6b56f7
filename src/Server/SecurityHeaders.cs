namespace Assay.Server;

/// <summary>What every answer tells the browser not to do.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Styles may be inline: the component library of the web app writes its theme into a style element. Scripts may not.</summary>
    private const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task Invoke(HttpContext context)
    {
        // when the answer starts, because an exception clears headers set before
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return next(context);
    }

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";

        // what never changes says so itself, when all went well
        if (context.Request.Path.StartsWithSegments("/api") && (headers.CacheControl.Count == 0 || context.Response.StatusCode >= 400))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
