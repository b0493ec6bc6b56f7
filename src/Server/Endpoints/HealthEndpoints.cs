using System.Data.Common;
using Assay.Pipeline.Database;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>For whatever watches the process: whether it lives, and whether it can work.</summary>
public static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).ExcludeFromDescription();
        app.MapGet("/readyz", Ready).ExcludeFromDescription();
    }

    private static Results<ContentHttpResult, StatusCodeHttpResult> Ready(Db db)
    {
        try
        {
            db.Read(session => session.One<long>("SELECT count(*) FROM migration"));
            return TypedResults.Text("ok");
        }
        catch (DbException)
        {
            // whoever asked decides what to do about it
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
