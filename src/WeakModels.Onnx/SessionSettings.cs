using Microsoft.ML.OnnxRuntime;

namespace Assay.WeakModels.Onnx;

/// <summary>How graphs are run.</summary>
public sealed record SessionSettings
{
    /// <summary>The defaults.</summary>
    public static readonly SessionSettings Default = new();

    /// <summary>Processor cores used at most; all by default.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether a GPU is used where the GPU package of ONNX Runtime is there in place of the usual one, and a GPU that it can use. By default it is.</summary>
    public bool UsesGpu { get; init; } = true;

    /// <summary>
    /// Batches run at once on the processor, each on its share of the cores: two smaller ones keep two cores busier than one that waits for itself at every step of the graph.
    /// </summary>
    internal int Lanes => Math.Clamp(Cores, 1, 4);

    internal SessionOptions Options(bool onGpu)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = Math.Max(1, onGpu ? 1 : Cores / Lanes),
            InterOpNumThreads = 1,
            // shapes differ from batch to batch
            EnableMemoryPattern = false,
            // what fails is thrown, and told once
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        if (!onGpu)
            return options;
        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new Dictionary<string, string>
            {
                // memory as it is needed, since others may use the GPU too
                ["arena_extend_strategy"] = "kSameAsRequested",
                // numbers of 19 bits in the products of matrices are faster, and change scores from the fourth decimal on: a model of a version is to say the same here and there
                ["use_tf32"] = "0",
            });
            options.AppendExecutionProvider_CUDA(cuda);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }
}
