namespace Assay.WeakModels.Onnx.Encoders;

/// <summary>
/// Makes images into vectors by a published encoder: a graph with the input <c>pixel_values</c>, and a <c>preprocessor_config.json</c>. Of its outputs the first there is of <c>image_embeds</c> and
/// <c>pooler_output</c>, which are vectors, and <c>last_hidden_state</c>, of which the first token is taken (the class token of transformers), or the mean of all places where it is a map. The vectors are as
/// the graph gives them, of no particular length.
/// </summary>
/// <remarks>One image is run at a time. Several threads may ask at once.</remarks>
public sealed class ImageEncoder : IRunsHere, IDisposable
{
    private const string Input = "pixel_values", Hidden = "last_hidden_state";

    /// <summary>Of the image that is tried when the folder is opened, where its size is not fixed.</summary>
    private const int Tried = 64;

    private static readonly GraphForm Form = new(["image_embeds", "pooler_output", Hidden], "what is needed is the vision part of an encoder, exported for feature extraction", IsOfReals: true);

    private readonly Graph graph;
    private readonly ImageProcessor processor;

    private ImageEncoder(Graph graph, ImageProcessor processor, string identity)
    {
        (this.graph, this.processor, Identity) = (graph, processor, identity);
        var (width, height) = processor.Fixed ?? (Tried, Tried);
        Length = Encode(width, height, new byte[3 * width * height]).Length;
    }

    /// <summary>SHA-256 of all that its vectors depend on, in hexadecimal.</summary>
    public string Identity { get; }

    /// <summary>How many numbers a vector has.</summary>
    public int Length { get; }

    /// <summary>Pixels of the shorter side from which on more of an image are lost.</summary>
    public int Side => processor.Side;

    /// <inheritdoc/>
    public ProcessorUse Processor => graph.Processor;

    /// <summary>Opens a folder, and tries it on a black image.</summary>
    /// <param name="folder">As published.</param>
    /// <param name="session">What is used of the machine; null for the defaults.</param>
    /// <exception cref="UnfitModel">Something is missing, or not as published encoders have it; the message says what.</exception>
    public static ImageEncoder Open(ModelFolder folder, SessionSettings? session = null)
    {
        var processor = ImageProcessor.Read(folder);
        var graph = Graph.Open(folder, session ?? SessionSettings.Default, [Input], needed: 1, Form);
        try
        {
            CheckSize(graph, processor);
            return new ImageEncoder(graph, processor, folder.Identity());
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>The vector of an image.</summary>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <param name="rgb">Red, green and blue of each pixel, row by row from the top left, a byte each.</param>
    /// <exception cref="ArgumentException">There are not three bytes for each pixel.</exception>
    /// <exception cref="UnfitModel">The graph fails, or gives what is no vector.</exception>
    public float[] Encode(int width, int height, ReadOnlySpan<byte> rgb)
    {
        if (width < 1 || height < 1 || rgb.Length != 3L * width * height)
            throw new ArgumentException($"An image of {width} × {height} pixels has {3L * width * height} bytes of red, green and blue; {rgb.Length} were given.", nameof(rgb));
        var pixels = processor.Apply(width, height, rgb);
        var given = graph.Run(new RealInput(Input, pixels.Values, 1, 3, pixels.Height, pixels.Width));
        var vector = given switch
        {
            { Shape: [1, > 0 and var length] } when given.Values.Length == length => given.Values,
            { Shape: [1, > 0, > 0 and var length] } when graph.Output == Hidden => given.Values[..(int)length],
            { Shape: [1, > 0 and var channels, > 0, > 0] } when graph.Output == Hidden || given.Values.Length == channels => Means(given.Values, (int)channels),
            _ => throw new UnfitModel($"{graph.Path} gives {graph.Output} of the shape {given}; of one image a vector should come, [1, length], or as {Hidden} tokens [1, tokens, length] or a map [1, length, height, width]"),
        };
        return vector;
    }

    /// <inheritdoc/>
    public void Dispose() => graph.Dispose();

    private static float[] Means(float[] map, int channels)
    {
        var places = map.Length / channels;
        return [.. Enumerable.Range(0, channels).Select(channel => (float)(map.AsSpan(channel * places, places).ToArray().Sum(value => (double)value) / places))];
    }

    private static void CheckSize(Graph graph, ImageProcessor processor)
    {
        var axes = graph.AxesOf(Input);
        if (axes.Length != 4) throw new UnfitModel($"{graph.Path} wants {Input} of {axes.Length} axes; images have [batch, 3, height, width]");
        if (axes[0] > 1) throw new UnfitModel($"{graph.Path} takes {axes[0]} images at once; one is given: export it with a batch of any size");
        if (axes[1] > 0 && axes[1] != 3) throw new UnfitModel($"{graph.Path} wants images of {axes[1]} channels; red, green and blue are given");
        if ((axes[2] > 0 || axes[3] > 0) && (processor.Fixed is not { } size || (axes[2] > 0 && axes[2] != size.Height) || (axes[3] > 0 && axes[3] != size.Width)))
            throw new UnfitModel($"{graph.Path} wants images of {axes[3]} × {axes[2]} pixels, and by preprocessor_config.json they become {(processor.Fixed is { } made ? $"{made.Width} × {made.Height}" : "of any size")}");
    }
}
