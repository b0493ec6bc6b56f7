using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace Assay.WeakModels.Onnx;

/// <summary>
/// The native library of ONNX Runtime. It is that of the program's own package, which computes on the processor, unless <see cref="Variable"/> names a folder with another, such as that of the GPU package.
/// It is loaded once, when the first graph is opened.
/// </summary>
public static partial class OnnxLibrary
{
    /// <summary>The environment's variable with the folder.</summary>
    public const string Variable = "ASSAY_ONNXRUNTIME";

    private const string Cuda = "CUDAExecutionProvider";

    private static readonly Lazy<Loaded> Once = new(() => Load(Environment.GetEnvironmentVariable(Variable)));

    /// <summary>Why no GPU can be used with the library at hand, where one was named; null where nobody asked for a GPU, or one may be used.</summary>
    /// <exception cref="UnfitModel">The library cannot be loaded.</exception>
    internal static string? Lack => Once.Value.Lack;

    /// <summary>Whether the library can use GPUs; whether there is one, a session tells.</summary>
    /// <exception cref="UnfitModel">The library cannot be loaded.</exception>
    internal static bool UsesGpus => Once.Value.UsesGpus;

    private static string FileName =>
        OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";

    private static string Version => typeof(OrtEnv).Assembly.GetName().Version!.ToString(2);

    /// <summary>What an error of the library says, without the places in its source.</summary>
    internal static string InWords(string message)
    {
        var said = message.ReplaceLineEndings(" ").Trim();
        return Said().Matches(said).LastOrDefault() is { } last ? last.Groups[1].Value : said;
    }

    [GeneratedRegex(@"(?:\[ONNXRuntimeError\] : \d+ : \w+ : |(?=CUDA failure ))([^;]+?)(?= ; |$)")]
    private static partial Regex Said();

    private static Loaded Load(string? folder)
    {
        var isNamed = !string.IsNullOrWhiteSpace(folder);
        var path = isNamed ? Path.GetFullPath(Path.Combine(folder!, FileName)) : null;
        if (path is not null)
            Take(path);
        try
        {
            if (!OrtEnv.IsCreated)
            {
                // what goes wrong is thrown, and told once
                var options = new EnvironmentCreationOptions { logId = "assay", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
                OrtEnv.CreateInstanceWithOptions(ref options);
            }

            var usesGpus = OrtEnv.Instance().GetAvailableProviders().Contains(Cuda);
            return new Loaded(usesGpus, isNamed && !usesGpus ? $"{path} was built without CUDA" : null);
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or OnnxRuntimeException)
        {
            throw new UnfitModel($"{path ?? FileName} cannot be used as ONNX Runtime {Version}: {(error.InnerException ?? error).Message}", error);
        }
    }

    private static void Take(string path)
    {
        if (!File.Exists(path))
            throw new UnfitModel($"{Variable} names a folder without {FileName}: there is no {path}. In the GPU package of ONNX Runtime it lies under runtimes/{RuntimeInformation.RuntimeIdentifier}/native");
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new UnfitModel($"{path}, which {Variable} names, cannot be loaded: {error.Message}", error);
        }

        OrtEnv.DisableDllImportResolver = true;
        NativeLibrary.SetDllImportResolver(typeof(OrtEnv).Assembly, (name, _, _) => name.StartsWith("onnxruntime", StringComparison.Ordinal) && !name.Contains("extensions", StringComparison.Ordinal) ? library : 0);
    }

    private sealed record Loaded(bool UsesGpus, string? Lack);
}
