using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using Assay.Pipeline.Export;

namespace Assay.Cli;

/// <summary>assay export: a project's labels into a file.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Project = Options.Project("The project");

    private static readonly Option<string> Format = new("--format", "-f") { Description = $"{string.Join(" or ", Exporter.Formats)} [default: told from the file's name, or jsonl]" };

    private static readonly Option<string> File = new("--output", "-o") { Description = "The file; .gz compresses it [default: standard output]", HelpName = "FILE" };

    private static readonly Option<bool> Annotations = new("--annotations") { Description = "Also every answer of every person" };

    private static readonly Option<bool> All = new("--all") { Description = "Also items that have no final label yet" };

    private static readonly Option<bool> GuardFormulas = new("--guard-formulas") { Description = "For CSV that people open in a spreadsheet: mark texts that look like formulas" };

    public static Command Create()
    {
        var command = new Verb(
            "export",
            "Export final labels and how they came about. The same data gives the same bytes",
            "assay export --project News --output news.jsonl",
            "assay export --project News --annotations --all --format csv > news.csv");
        Project.Required = true;
        Format.AcceptOnlyFromAmong([.. Exporter.Formats]);
        Options.AddTo(command, Project, Format, File, Annotations, All, GuardFormulas, Options.Json);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var file = parsed.GetValue(File) is { } named and not "-" ? Path.GetFullPath(named) : null;
        if (file is null && output.IsJson)
            throw new BadInput("--json tells of a file that was written; name it with --output");
        await using var installation = Installation.Open(parsed);
        var project = installation.Project(parsed.GetRequiredValue(Project));
        var options = new ExportOptions(
            parsed.GetValue(Format) ?? Guess(file), parsed.GetValue(Annotations), !parsed.GetValue(All), parsed.GetValue(GuardFormulas));
        var exporter = installation.Get<Exporter>();
        if (file is null)
        {
            await using var stream = Console.OpenStandardOutput();
            await exporter.Write(project.Id, options, stream, cancellation);
            return ExitCodes.Fine;
        }

        var rows = await WriteFile(exporter, project.Id, options, file, cancellation);
        output.Result(new { File = file, options.Format, Rows = rows, Bytes = new FileInfo(file).Length }, () =>
            output.Say(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows of {project.Name} are in {file}")));
        return ExitCodes.Fine;
    }

    /// <summary>Under another name until it is whole: a file that breaks off must not be taken for an export.</summary>
    private static async Task<long> WriteFile(Exporter exporter, long project, ExportOptions options, string file, CancellationToken cancellation)
    {
        var part = $"{file}.part";
        try
        {
            long rows;
            await using (var raw = System.IO.File.Create(part))
            await using (Stream stream = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionLevel.Optimal) : raw)
                rows = await exporter.Write(project, options, stream, cancellation);
            System.IO.File.Move(part, file, overwrite: true);
            return rows;
        }
        catch
        {
            System.IO.File.Delete(part);
            throw;
        }
    }

    private static string Guess(string? file) =>
        file is not null && Path.GetExtension(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? "csv" : "jsonl";
}
