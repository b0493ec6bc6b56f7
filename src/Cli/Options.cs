using System.CommandLine;

namespace Assay.Cli;

/// <summary>The options that several verbs share, and how their values are read.</summary>
internal static class Options
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "The data folder [default: $ASSAY_DATA, or ./data]",
        HelpName = "DIR",
    };

    public static readonly Option<string> Database = new("--db")
    {
        Description = "PostgreSQL instead of SQLite in the data folder: a connection string or a postgres:// address [default: $ASSAY_DB]",
        HelpName = "ADDRESS",
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document, for programs" };

    public static readonly Option<string> As = new("--as")
    {
        Description = "E-mail address of the person in whose name this is done [default: the owner of the installation]",
        HelpName = "EMAIL",
    };

    public static Option<string> Project(string description) => new("--project", "-p") { Description = description, HelpName = "NAME|ID" };

    public static string DataFolder(ParseResult parsed) => parsed.GetValue(Data) ?? Environment("ASSAY_DATA") ?? "data";

    public static string? Connection(ParseResult parsed) => parsed.GetValue(Database) ?? Environment("ASSAY_DB");

    public static Output Output(ParseResult parsed) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(Json));

    /// <summary>The options by which a verb finds its installation.</summary>
    public static void AddTo(Command command, params ReadOnlySpan<Option> more)
    {
        foreach (var option in more)
            command.Options.Add(option);
        command.Options.Add(Data);
        command.Options.Add(Database);
    }

    private static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
