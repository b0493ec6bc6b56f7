using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Assay.Cli;

/// <summary>A command whose help ends with an example.</summary>
internal sealed class Verb : Command
{
    public Verb(string name, string description, params string[] examples)
        : base(name, description) => Examples = examples;

    /// <summary>Whole command lines.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Makes the help of all commands show their examples, and call the program by the name people type.</summary>
    public static void TeachHelp(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new Help((HelpAction)option.Action!);
    }

    private sealed class Help(HelpAction plain) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var output = parseResult.InvocationConfiguration.Output;
            using var words = new StringWriter();
            parseResult.InvocationConfiguration.Output = words;
            plain.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output = output;
            output.WriteLine(words.ToString().Replace(RootCommand.ExecutableName, "assay", StringComparison.Ordinal).TrimEnd());
            if (parseResult.CommandResult.Command is Verb { Examples: { Count: > 0 } examples })
            {
                output.WriteLine();
                output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
                foreach (var example in examples)
                    output.WriteLine($"  {example}");
            }

            return ExitCodes.Fine;
        }
    }
}
