using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assay.WeakModels.Onnx;

/// <summary>
/// A graph in ONNX form, ready to run. It is fed by the names of its own inputs: what it does not ask for is left out. Several may run it at once.
/// </summary>
internal sealed class Graph : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions run = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    private readonly GraphForm form;

    private Graph(InferenceSession session, string path, ProcessorUse processor, int lanes, GraphForm form)
    {
        (this.session, this.form) = (session, form);
        (Path, Processor) = (path, processor);
        Output = form.Outputs.FirstOrDefault(session.OutputMetadata.ContainsKey) ?? form.Outputs[0];
        var isOnGpu = processor == ProcessorUse.Cuda;
        Lanes = isOnGpu ? 1 : lanes;
        BatchTokens = isOnGpu ? Batches.MostTokensOnGpu : Batches.MostTokens;
    }

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>What it runs on.</summary>
    public ProcessorUse Processor { get; }

    /// <summary>The output that is read.</summary>
    public string Output { get; }

    /// <summary>Batches run at once.</summary>
    public int Lanes { get; }

    /// <summary>Tokens of a batch, with what fills it up.</summary>
    public int BatchTokens { get; }

    /// <summary>The number of rows it takes at once; null for any.</summary>
    public int? FixedRows => FixedAxis(0);

    /// <summary>The number of tokens of a row, where it is fixed; null for any.</summary>
    public int? FixedLength => FixedAxis(1);

    /// <param name="folder">Where it is.</param>
    /// <param name="settings">How it is run.</param>
    /// <param name="known">The inputs that can be given, the needed ones first.</param>
    /// <param name="needed">How many of them it must ask for.</param>
    /// <param name="form">What else it is; null for tokens in and logits out.</param>
    /// <exception cref="UnfitModel">It cannot be read, asks for something else, or has none of the outputs.</exception>
    public static Graph Open(ModelFolder folder, SessionSettings settings, IReadOnlyList<string> known, int needed, GraphForm? form = null)
    {
        if (folder.MissingWeights() is { } missing) throw new UnfitModel($"{folder.GraphPath} has its weights in {missing}, which should lie beside it and does not");
        var (session, processor) = Load(folder.GraphPath, settings);
        var graph = new Graph(session, folder.GraphPath, processor, settings.Lanes, form ?? GraphForm.OfTokens);
        try
        {
            graph.Check(known, needed);
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>Whether it asks for an input.</summary>
    public bool Takes(string input) => session.InputMetadata.ContainsKey(input);

    /// <summary>The length of each axis of an input; -1 for any.</summary>
    public int[] AxesOf(string input) => session.InputMetadata[input].Dimensions;

    /// <summary>The output for a batch. What the graph does not ask for is left out.</summary>
    /// <exception cref="UnfitModel">The graph fails.</exception>
    public Tensor Run(params IReadOnlyList<IGraphInput> inputs)
    {
        var given = inputs.Where(input => Takes(input.Name)).ToList();
        var values = new List<OrtValue>(given.Count);
        try
        {
            foreach (var input in given) values.Add(input.ToValue(session.InputMetadata[input.Name].ElementDataType));
            using var results = session.Run(run, [.. given.Select(input => input.Name)], values, [Output]);
            return Read(results[0]);
        }
        catch (OnnxRuntimeException error)
        {
            throw new UnfitModel($"{Path} fails on {string.Join(", ", given)}: {error.Message}", error);
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        run.Dispose();
        session.Dispose();
    }

    /// <summary>On the GPU where that can be; where it cannot, on the processor, and why is kept.</summary>
    private static (InferenceSession, ProcessorUse) Load(string path, SessionSettings settings)
    {
        var usesGpus = OnnxLibrary.UsesGpus; // loads the library that was named, whatever is done with it
        var refusal = settings.UsesGpu ? OnnxLibrary.Lack : null;
        if (usesGpus && settings.UsesGpu)
            try
            {
                return (New(path, settings, onGpu: true), ProcessorUse.Cuda);
            }
            catch (OnnxRuntimeException error)
            {
                refusal = OnnxLibrary.InWords(error.Message);
            }
        try
        {
            return (New(path, settings, onGpu: false), refusal is null ? ProcessorUse.Cpu : ProcessorUse.Cpu with { WhyNoGpu = refusal });
        }
        catch (OnnxRuntimeException error)
        {
            throw new UnfitModel($"{path} is no graph that ONNX Runtime can read: {error.Message}", error);
        }
    }

    private static InferenceSession New(string path, SessionSettings settings, bool onGpu)
    {
        using var options = settings.Options(onGpu);
        return new InferenceSession(path, options);
    }

    private static Tensor Read(OrtValue value)
    {
        var shape = value.GetTensorTypeAndShape();
        return new Tensor(
            shape.ElementDataType == TensorElementType.Float16
                ? Array.ConvertAll(value.GetTensorDataAsSpan<Float16>().ToArray(), half => half.ToFloat())
                : value.GetTensorDataAsSpan<float>().ToArray(),
            shape.Shape);
    }

    private void Check(IReadOnlyList<string> known, int needed)
    {
        foreach (var (name, input) in session.InputMetadata)
            if (!known.Contains(name))
                throw new UnfitModel($"{Path} asks for the input \"{name}\" ({input.ElementDataType} [{string.Join(", ", input.Dimensions)}]), which nothing here gives; known are {string.Join(", ", known)}");
        foreach (var name in known.Take(needed))
            if (!Takes(name)) throw new UnfitModel($"{Path} does not ask for {name}; it asks for {string.Join(", ", session.InputMetadata.Keys)}");
        foreach (var (name, input) in session.InputMetadata)
            if (!(form.IsOfReals ? RealInput.CanBe(input.ElementDataType) : GraphInput.CanBe(input.ElementDataType)))
                throw new UnfitModel($"{Path} wants the input \"{name}\" as {input.ElementDataType}; {(form.IsOfReals ? "numbers of 32 or 16 bits" : "integers of 32 or 64 bits, or booleans,")} are given");
        if (!session.OutputMetadata.TryGetValue(Output, out var output))
            throw new UnfitModel($"{Path} gives {string.Join(", ", session.OutputMetadata.Keys)} and no {string.Join(" or ", form.Outputs)}; {form.Otherwise}");
        if (output.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
            throw new UnfitModel($"{Path} gives {Output} as {output.ElementDataType}; numbers of 32 or 16 bits are read");
    }

    private int? FixedAxis(int axis) =>
        session.InputMetadata.TryGetValue("input_ids", out var input) && input.Dimensions.Length > axis && input.Dimensions[axis] > 0 ? input.Dimensions[axis] : null;
}
