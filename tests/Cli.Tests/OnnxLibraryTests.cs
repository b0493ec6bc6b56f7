using System.Diagnostics;
using Assay.WeakModels.Onnx;

namespace Assay.Cli.Tests;

/// <summary>Another library of ONNX Runtime, named by the environment. A process loads one and keeps it, so each is asked for in a process of its own.</summary>
public sealed class OnnxLibraryTests
{
    private static readonly string Own = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";

    [Fact]
    public async Task One_that_is_named_is_taken_and_one_without_CUDA_computes_on_the_processor_and_says_why()
    {
        using var shell = new Shell();
        var library = Directory.CreateDirectory(Path.Combine(shell.Folder, "library")).FullName;
        File.Copy(Directory.GetFiles(AppContext.BaseDirectory, Own, SearchOption.AllDirectories).First(IsOfThisMachine), Path.Combine(library, Own));

        var usual = await Draft(shell, null);
        var named = await Draft(shell, library);

        usual.Exit.ShouldBe(0, usual.Error);
        usual.Error.ShouldContain(" on CPU");
        usual.Error.ShouldNotContain("GPU");
        named.Exit.ShouldBe(0, named.Error);
        named.Output.ShouldBe(usual.Output);
        named.Error.ShouldContain($"The GPU was not used: {Path.Combine(library, Own)} was built without CUDA");
    }

    [Fact]
    public async Task A_folder_without_a_library_is_named()
    {
        using var shell = new Shell();

        var ran = await Draft(shell, Path.Combine(shell.Folder, "nowhere"));

        ran.Exit.ShouldBe(ExitCodes.BadInput);
        ran.Error.ShouldContain($"{OnnxLibrary.Variable} names a folder without {Own}");
    }

    [Fact]
    public async Task A_file_that_is_no_library_is_named()
    {
        using var shell = new Shell();
        shell.Write(Own, "not a library");

        var ran = await Draft(shell, shell.Folder);

        ran.Exit.ShouldBe(ExitCodes.BadInput);
        ran.Error.ShouldContain($"{Path.Combine(shell.Folder, Own)}, which {OnnxLibrary.Variable} names, cannot be loaded");
    }

    private static bool IsOfThisMachine(string path)
    {
        var folders = path.Split(Path.DirectorySeparatorChar);
        return !folders.Contains("runtimes") || folders.Contains(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier);
    }

    private static async Task<Ran> Draft(Shell shell, string? library)
    {
        var program = LearningWorkerCommand.Program;
        var start = new ProcessStartInfo(
            program.FileName,
            [
                .. program.Arguments.SkipLast(1), "preannotate", shell.Write("texts.jsonl", """{"text": "The parcel came late"}"""),
                "--model", $"nli:{Path.Combine(AppContext.BaseDirectory, "fixtures", "bert")}", "--labels", "delivery,payment", "--json",
            ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[OnnxLibrary.Variable] = library;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Ran(process.ExitCode, await output, await error);
    }
}
