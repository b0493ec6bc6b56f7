using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Server;
using Spectre.Console;

namespace Assay.Cli;

/// <summary>What a verb says: lines and tables for people, one JSON document for programs.</summary>
internal sealed class Output(TextWriter output, TextWriter error, bool json)
{
    /// <summary>The JSON of the HTTP interface: a program reads the same shapes from both.</summary>
    private static readonly JsonSerializerOptions Options = Json();

    public bool IsJson => json;

    public TextWriter Error => error;

    /// <summary>A line for a person; nothing when a program listens.</summary>
    public void Say(string line)
    {
        if (!json)
            output.WriteLine(line);
    }

    /// <summary>The result, for a program; <paramref name="words"/> for a person.</summary>
    public void Result(object result, Action words)
    {
        if (json)
            output.WriteLine(JsonSerializer.Serialize(result, Options));
        else
            words();
    }

    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.None).AddColumns([.. columns.Select(column => new TableColumn(new Text(column)).PadRight(2))]);
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 500; // a file has no edge to break lines at
        console.Write(table);
    }

    /// <summary>Whether a bar can be drawn: standard error is a terminal, and a person reads.</summary>
    public bool CanDraw => !json && ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>A terminal to draw progress on, apart from what the verb says, so that both can be redirected.</summary>
    public IAnsiConsole Drawing() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });

    private static JsonSerializerOptions Json()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        ServerJson.Configure(options);
        return options;
    }
}
