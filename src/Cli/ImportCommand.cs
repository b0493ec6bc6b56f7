using System.CommandLine;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;

namespace Assay.Cli;

/// <summary>assay import: files into the tasks of a project, here and now, by this process.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Files = new("files") { Description = "JSONL, JSON, CSV, TSV or text, also gzipped; patterns such as 'news/*.jsonl'; a folder or zip archive of images or recordings", HelpName = "FILE", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> Project = Options.Project("The project");

    private static readonly Option<bool> Make = new("--create") { Description = "Make the project when there is none of that name" };

    private static readonly Option<FileInfo> Schema = new("--schema") { Description = "With --create: a file with the label schema, as JSON, or with a Label Studio label config, as XML", HelpName = "FILE" };

    private static readonly Option<string> Choice = new("--choice") { Description = "With --create: the labels of one question, separated by commas, instead of a schema", HelpName = "LABELS" };

    private static readonly Option<string> Question = new("--question") { Description = "With --choice: what is asked; with --answers: the name of the question answered", DefaultValueFactory = _ => "Which label fits?", HelpName = "TEXT" };

    private static readonly Option<int> Overlap = new("--overlap") { Description = "With --create: how many people answer each item", DefaultValueFactory = _ => 2, HelpName = "N" };

    private static readonly Option<string[]> Map = new("--map") { Description = "Which column a field is read from, as field=column [default: the columns that suit the fields best]", HelpName = "FIELD=COLUMN" };

    private static readonly Option<string> Format = new("--format") { Description = "jsonl, json, csv, tsv, text or media [default: told from the file]" };

    private static readonly Option<string> Priority = new("--priority") { Description = "A column of whole numbers; items with larger ones come first", HelpName = "COLUMN" };

    private static readonly Option<bool> KeepDuplicates = new("--keep-duplicates") { Description = "Label again what the project has already" };

    private static readonly Option<bool> Answers = new("--answers") { Description = "The rows are answers that people gave elsewhere, to items the project has" };

    private static readonly Option<string> Task = new("--task") { Description = "With --answers: the column of the item [default: task, item or question]", HelpName = "COLUMN" };

    private static readonly Option<string> Annotator = new("--annotator") { Description = "With --answers: the column of the person [default: annotator, worker or rater]", HelpName = "COLUMN" };

    private static readonly Option<string> Label = new("--label") { Description = "With --answers: the column of the answer [default: label, response, answer or value]", HelpName = "COLUMN" };

    private static readonly Option<string> Key = new("--key") { Description = "With --answers: what of an item's data the file names it by [default: what is called as the column, or id]", HelpName = "NAME" };

    private static readonly Option<DirectoryInfo> Rejected = new("--rejected") { Description = "Write the rejected rows of each file into this folder, as CSV", HelpName = "DIR" };

    public static Command Create()
    {
        var command = new Verb(
            "import",
            "Import files into a project. Bad rows are reported and do not stop it; Ctrl C does, and the same command goes on from there",
            "assay import news/*.jsonl --project News",
            "assay import mails.csv --project Mails --create --choice 'spam,ham' --question 'Is it spam?' --map text=body",
            "assay import reviews.jsonl.gz --project Reviews --create --schema reviews.schema.json",
            "assay import votes.csv --project Reviews --answers --task item --annotator worker --label label --key id",
            "assay import photos/ --project Photos --create --schema photos.schema.json");
        Project.Required = true;
        command.Arguments.Add(Files);
        Options.AddTo(
            command, Project, Make, Schema, Choice, Question, Overlap, Map, Format, Priority, KeepDuplicates, Answers, Task, Annotator, Label, Key, Rejected, Options.As, Options.Json);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var files = Paths.Expand(parsed.GetRequiredValue(Files));
        await using var installation = Installation.Open(parsed);
        var person = installation.Actor(parsed.GetValue(Options.As));
        var mapping = Mapping(parsed.GetValue(Map) ?? []);
        var name = parsed.GetRequiredValue(Project);
        var project = installation.FindProject(name)?.Id ?? await MakeProject(parsed, installation, person, name, files, mapping, output);
        var imports = installation.Get<Imports>();
        var options = new ImportOptions
        {
            Format = parsed.GetValue(Format),
            Mapping = mapping.Count > 0 ? mapping : null,
            PriorityColumn = parsed.GetValue(Priority),
            Duplicates = parsed.GetValue(KeepDuplicates) ? DuplicatePolicy.Keep : DuplicatePolicy.Link,
            Answers = Columns(parsed),
        };
        var jobs = await ImportProgress.Show(output, progress => imports.Run(project, person.Id, files, options, progress, cancellation));
        await WriteRejected(imports, jobs, parsed.GetValue(Rejected), cancellation);
        output.Result(jobs, () => ImportReport.Tell(jobs, output));
        return jobs.Any(job => job.State == JobState.Cancelled) ? ExitCodes.Cancelled
            : jobs.Any(ImportReport.IsBad) ? ExitCodes.BadInput
            : ExitCodes.Fine;
    }

    private static AnswerColumns? Columns(ParseResult parsed)
    {
        if (!parsed.GetValue(Answers))
        {
            foreach (var option in (Option[])[Task, Annotator, Label, Key])
                if (parsed.GetResult(option) is not null)
                    throw new BadInput($"{option.Name} goes with --answers");
            return null;
        }

        return new AnswerColumns
        {
            Task = parsed.GetValue(Task),
            Annotator = parsed.GetValue(Annotator),
            Label = parsed.GetValue(Label),
            Key = parsed.GetValue(Key),
            Question = parsed.GetResult(Question) is { Implicit: false } ? parsed.GetValue(Question) : null,
        };
    }

    private static async Task<long> MakeProject(
        ParseResult parsed, Installation installation, Account person, string name, IReadOnlyList<string> files, Dictionary<string, string> mapping, Output output)
    {
        if (!parsed.GetValue(Make))
            throw new BadInput($"there is no project \"{name}\"; --create makes it, with --schema FILE or --choice LABELS");
        var schema = (parsed.GetValue(Schema), parsed.GetValue(Choice)) switch
        {
            ({ } file, null) => SchemaFile.Read(await File.ReadAllTextAsync(file.FullName), output),
            (null, { } labels) => QuickSchema.Of(parsed.GetRequiredValue(Question), labels, files[0], parsed.GetValue(Format), mapping),
            _ => throw new BadInput("a new project needs either --schema FILE or --choice LABELS"),
        };
        var settings = new ProjectChanges { Overlap = parsed.GetValue(Overlap) };
        var made = await installation.Get<Projects>().Create(person.Id, new NewProject(name, schema) { Settings = settings });
        output.Say($"Made the project {made.Name} ({made.Id}).");
        return made.Id;
    }

    private static Dictionary<string, string> Mapping(string[] pairs)
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
            if (pair.Split('=', 2) is not [{ Length: > 0 } field, { Length: > 0 } column] || !mapping.TryAdd(field, column))
                throw new BadInput($"--map {pair}: expected field=column, each field once");
        return mapping;
    }

    private static async Task WriteRejected(Imports imports, IReadOnlyList<ImportJob> jobs, DirectoryInfo? folder, CancellationToken cancellation)
    {
        if (folder is null)
            return;
        folder.Create();
        foreach (var job in jobs.Where(job => job.Rejected > 0))
        {
            await using var file = File.Create(Path.Combine(folder.FullName, $"{job.FileName}.rejected.csv"));
            await imports.Rejected(job.ProjectId, job.Id, file, cancellation);
        }
    }
}
