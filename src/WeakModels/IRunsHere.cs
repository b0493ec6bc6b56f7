namespace Assay.WeakModels;

/// <summary>A model that computes on this machine, not elsewhere.</summary>
public interface IRunsHere
{
    /// <summary>What it computes on.</summary>
    ProcessorUse Processor { get; }
}

/// <summary>What a model computes on.</summary>
/// <param name="Name"><c>CPU</c> or <c>CUDA</c>.</param>
/// <param name="WhyNoGpu">Why it is not the GPU though the library for it is there, in words; null where it is, or where there is no such library.</param>
public sealed record ProcessorUse(string Name, string? WhyNoGpu = null)
{
    /// <summary>The processor.</summary>
    public static readonly ProcessorUse Cpu = new("CPU");

    /// <summary>A GPU of NVIDIA.</summary>
    public static readonly ProcessorUse Cuda = new("CUDA");
}
