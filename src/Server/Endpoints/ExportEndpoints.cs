using Assay.Model;
using Assay.Pipeline.Export;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>Labels out, with how each came about.</summary>
public static class ExportEndpoints
{
    private static readonly Access Exporters = Access.Member(ProjectRole.Manager, Scope.Export);

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("Export");
        project.Get("/export", DownloadExport, Exporters).ProducesProblem(StatusCodes.Status400BadRequest)
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson", "text/csv");
        project.Get("/export/summary", GetExportSummary, Exporters);
    }

    /// <summary>
    /// Downloads the labels as of this moment, as `jsonl` or `csv`: the `decided` tasks or `all`, with every answer of every person if
    /// asked. The same data gives the same bytes. For a spreadsheet `guardFormulas` keeps texts from being read as formulas.
    /// </summary>
    public static PushStreamHttpResult DownloadExport(
        long projectId,
        Caller caller,
        Exporter exporter,
        Projects projects,
        CancellationToken cancellation,
        string format = "jsonl",
        bool annotations = false,
        string only = "decided",
        bool guardFormulas = false)
    {
        if (only is not ("decided" or "all"))
            throw new Invalid("only", "unknown", $"\"{only}\" is neither decided nor all.");
        if (!Exporter.Formats.Contains(format))
            throw new Invalid("format", "unknown", $"There is no export format \"{format}\"; there are {string.Join(", ", Exporter.Formats)}.");
        var options = new ExportOptions(format, annotations, only == "decided", guardFormulas);
        return TypedResults.Stream(
            stream => exporter.Write(projectId, options, stream, cancellation),
            format == "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson",
            $"{FileName(projects.Get(projectId, caller.InProject).Name)}.{format}");
    }

    /// <summary>What an export would hold, and about how large it would be.</summary>
    public static Ok<ExportSummary> GetExportSummary(long projectId, ExportSummaries summaries) => TypedResults.Ok(summaries.Of(projectId));

    private static string FileName(string project)
    {
        var words = string.Concat(project.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "export" : string.Join('-', words);
    }
}
