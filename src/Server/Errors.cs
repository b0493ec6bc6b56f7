using System.Text.Json;
using Assay.Model;
using Microsoft.AspNetCore.Diagnostics;

namespace Assay.Server;

/// <summary>What the pipeline's exceptions mean in HTTP. Anything not named here is a bug: it is logged and ends in 500 without details.</summary>
public sealed class Errors : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case Invalid invalid:
                await Problems.Write(httpContext, StatusCodes.Status400BadRequest, Summary(invalid.Violations), invalid.Violations);
                return true;
            case Forbidden:
                await Problems.Write(httpContext, StatusCodes.Status403Forbidden, exception.Message);
                return true;
            case NotFound:
                await Problems.Write(httpContext, StatusCodes.Status404NotFound, exception.Message);
                return true;
            case Conflict:
                await Problems.Write(httpContext, StatusCodes.Status409Conflict, exception.Message);
                return true;
            case BadHttpRequestException { InnerException: JsonException json }:
                var unread = Unread(json);
                await Problems.Write(httpContext, StatusCodes.Status400BadRequest, Summary([unread]), [unread]);
                return true;
            case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest }:
                await Problems.Write(httpContext, StatusCodes.Status400BadRequest, exception.Message);
                return true;
            case BadHttpRequestException bad:
                await Problems.Write(httpContext, bad.StatusCode, null);
                return true;
            default:
                return false;
        }
    }

    private static string Summary(IReadOnlyList<Violation> violations) =>
        violations.Count == 1 ? violations[0].ToString() : $"{violations.Count} values break a rule.";

    /// <summary>The serializer's words, without its coordinates and without the names of our types.</summary>
    private static Violation Unread(JsonException error)
    {
        var path = error.Path is null or "$" ? "" : error.Path.StartsWith("$.", StringComparison.Ordinal) ? error.Path[2..] : error.Path;
        var message = error.Message.Split(" Path: ")[0];
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            message = "The value here is of the wrong kind.";
        else if (message.Contains("null values", StringComparison.Ordinal))
            message = "A value is needed here, not null.";
        else if (message.Contains("missing required properties", StringComparison.Ordinal))
            message = $"Missing: {message[(message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}.";
        return new Violation(path, "json", message);
    }
}
