namespace Assay.Server.Auth;

/// <summary>
/// Refuses changes that another site makes a browser ask for. A request with a cookie proves that it comes from our own page by a
/// header that other sites' forms cannot set; one with a token needs no proof, since no browser adds a token by itself.
/// </summary>
public sealed class CrossSiteCheck(RequestDelegate next)
{
    public const string Header = "X-Assay";

    public Task Invoke(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            || !request.Path.StartsWithSegments("/api") || Callers.Token(request) is not null)
            return next(context);
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            return Problems.Write(context, StatusCodes.Status403Forbidden, "This request comes from another site.");
        return request.Headers[Header] == "1"
            ? next(context)
            : Problems.Write(context, StatusCodes.Status403Forbidden, $"A request that changes something carries the header {Header}: 1, or a token.");
    }
}
