using System.CommandLine;
using System.CommandLine.Parsing;

namespace Assay.Cli;

/// <summary>The verbs, and what a run of one of them ends with.</summary>
public static class CommandLine
{
    /// <summary>Every verb, in the order of the help, which leaves hidden ones out. A new one is a file and a line here.</summary>
    public static IReadOnlyList<Command> Verbs() =>
    [
        DemoCommand.Create(),
        ServeCommand.Create(),
        ImportCommand.Create(),
        ExportCommand.Create(),
        AgreeCommand.Create(),
        AggregateCommand.Create(),
        PreannotateCommand.Create(),
        SelectCommand.Create(),
        MlBackendCommand.Create(),
        TrainCommand.Create(),
        SimulateCommand.Create(),
        UserCommand.Create(),
        TokenCommand.Create(),
        MigrateCommand.Create(),
        LearningWorkerCommand.Create(),
    ];

    /// <summary>Runs one command line. Gives 0 when all is well, 1 for bad input, 2 for bad usage, 130 when cancelled.</summary>
    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var parsed = Root().Parse(args.Count == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
            return Usage(parsed, error);
        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,

                // the first Ctrl C asks, and work ends at its next safe point; after this it is over anyway
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            };
            return await parsed.InvokeAsync(invocation, cancellation);
        }
#pragma warning disable CA1031 // the outermost catch: a failure becomes a line and an exit code
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Failures.Report(failure, error);
        }
    }

    internal static RootCommand Root()
    {
        var root = new RootCommand("Assay: data labeling from import to export, on your own machine.");
        foreach (var verb in Verbs())
            root.Subcommands.Add(verb);
        Verb.TeachHelp(root);
        return root;
    }

    private static int Usage(ParseResult parsed, TextWriter error)
    {
        error.WriteLine(parsed.UnmatchedTokens is [var unknown, ..]
            ? $"assay: there is no \"{unknown}\" here"
            : $"assay: {parsed.Errors[0].Message.ReplaceLineEndings("").Replace("\t", " ", StringComparison.Ordinal)}");
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
            if (at is CommandResult { Command: not RootCommand and var command })
                names.Push(command.Name);
        error.WriteLine($"See: assay {string.Join(' ', names.Append("--help"))}");
        return ExitCodes.Usage;
    }
}
