using System.CommandLine;
using System.Security.Cryptography;
using Spectre.Console;

namespace Assay.Cli;

/// <summary>
/// A password from the terminal, from standard input, or made up. Never an argument: those stand in the shell's history and in the
/// list of processes.
/// </summary>
internal sealed record NewPassword(string Text, bool IsGenerated)
{
    public static readonly Option<bool> FromInput = new("--password-stdin") { Description = "Read the password from standard input" };

    public static readonly Option<bool> Generated = new("--generate") { Description = "Make up a password and print it" };

    /// <summary>Letters and digits that cannot be taken for one another.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static NewPassword Read(ParseResult parsed, Output output)
    {
        if (parsed.GetValue(Generated))
            return new NewPassword(RandomNumberGenerator.GetString(Letters, 16), IsGenerated: true);
        if (parsed.GetValue(FromInput))
            return new NewPassword(Console.In.ReadLine() ?? throw new BadInput("standard input holds no password"), IsGenerated: false);
        if (Console.IsInputRedirected || !output.CanDraw)
            throw new BadInput("there is no terminal to ask for the password; use --password-stdin or --generate");
        var terminal = output.Drawing();
        var first = terminal.Prompt(new TextPrompt<string>("Password:").Secret());
        return terminal.Prompt(new TextPrompt<string>("Again:").Secret()) == first
            ? new NewPassword(first, IsGenerated: false)
            : throw new BadInput("the two passwords differ");
    }

    public void Tell(Output output)
    {
        if (IsGenerated)
            output.Say($"Password, shown this once: {Text}");
    }
}
