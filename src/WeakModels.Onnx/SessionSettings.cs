using Microsoft.ML.OnnxRuntime;

namespace Assay.WeakModels.Onnx;

/// <summary>How graphs are run.</summary>
public sealed record SessionSettings
{
    private const string Cuda = "CUDAExecutionProvider";

    /// <summary>The defaults.</summary>
    public static readonly SessionSettings Default = new();

    /// <summary>Processor cores used at most; all by default.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether a GPU is used where the GPU package of ONNX Runtime is installed in place of the usual one. By default it is.</summary>
    public bool UsesGpu { get; init; } = true;

    /// <summary>
    /// Batches run at once, each on its share of the cores: two smaller ones keep two cores busier than one that waits for itself at every step of the graph. On a GPU, one.
    /// </summary>
    internal int Lanes => OnGpu ? 1 : Math.Clamp(Cores, 1, 4);

    internal bool OnGpu => UsesGpu && OrtEnv.Instance().GetAvailableProviders().Contains(Cuda);

    internal SessionOptions Options()
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = Math.Max(1, Cores / Lanes),
            InterOpNumThreads = 1,
            // shapes differ from batch to batch
            EnableMemoryPattern = false,
            // what fails is thrown, and told once
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        if (OnGpu) options.AppendExecutionProvider_CUDA();
        return options;
    }
}
