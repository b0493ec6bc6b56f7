namespace Assay.Cli;

/// <summary>What a program that called assay learns from its exit.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>Something given was wrong: a file, a value, a name. One line on standard error says what and where.</summary>
    public const int BadInput = 1;

    public const int Usage = 2;

    /// <summary>A fault of the program itself, with what a report of it needs.</summary>
    public const int Fault = 70;

    /// <summary>As the shell has it for an interrupted command.</summary>
    public const int Cancelled = 130;
}
