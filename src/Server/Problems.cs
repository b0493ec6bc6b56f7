using System.Diagnostics;
using Assay.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Assay.Server;

/// <summary>
/// Writes problem details (RFC 9457). Every error of the API leaves through here, whatever the client said it accepts: a client that
/// asked for an event stream still wants to know why there is none.
/// </summary>
public static class Problems
{
    public static async Task Write(HttpContext context, int status, string? detail, IReadOnlyList<Violation>? violations = null)
    {
        var problem = new ProblemDetails
        {
            Type = $"https://developer.mozilla.org/docs/Web/HTTP/Reference/Status/{status}",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail ?? Usual(status),
        };
        if (violations is not null)
            problem.Extensions["errors"] = violations;
        if (status >= 500)
            problem.Extensions["traceId"] = Activity.Current?.Id ?? context.TraceIdentifier;
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }

    private static string? Usual(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Sign in first.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this address takes.",
        StatusCodes.Status415UnsupportedMediaType => "The body has to be JSON: Content-Type: application/json.",
        StatusCodes.Status500InternalServerError => "Something went wrong on the server. It has been logged under the trace id.",
        _ => null,
    };
}
