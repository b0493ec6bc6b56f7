using System.CommandLine;
using Assay.Pipeline.ActiveLearning.Work;

namespace Assay.Cli;

/// <summary>assay learning-worker: what the server starts to learn in a process of its own. Nobody types it.</summary>
internal static class LearningWorkerCommand
{
    private const string Name = "learning-worker";

    private static readonly Option<bool> UsualPriority = new(LearningWorker.Usual);

    /// <summary>How this program is started as the worker.</summary>
    public static LearnerProgram Program => Path.GetFileNameWithoutExtension(Environment.ProcessPath) is null or "dotnet"
        ? new LearnerProgram(Environment.ProcessPath ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Assay.Cli.dll"), Name])
        : new LearnerProgram(Environment.ProcessPath!, [Name]);

    public static Command Create()
    {
        var command = new Command(Name, "Learn for the server that starts this") { Hidden = true };
        command.Options.Add(UsualPriority);
        command.SetAction(Run);
        return command;
    }

    /// <summary>Ctrl C in a terminal is meant for the server, whose end ends the input of this.</summary>
    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        await LearningWorker.Run(input, output, isIdle: !parsed.GetValue(UsualPriority));
        return ExitCodes.Fine;
    }
}
