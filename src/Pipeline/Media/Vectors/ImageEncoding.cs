namespace Assay.Pipeline.Media.Vectors;

/// <summary>What this server makes images into vectors by. It is opened when it is first needed, and stays.</summary>
public sealed class ImageEncoding
{
    private readonly Lock gate = new();
    private readonly Func<IImageEncoder> open;
    private IImageEncoder? opened;

    /// <param name="open">Opens it; called until it has succeeded once.</param>
    internal ImageEncoding(Func<IImageEncoder> open) => this.open = open;

    /// <summary>Colours and edges.</summary>
    public static ImageEncoding ByDescriptors() => new(() => new DescriptorEncoder());

    /// <summary>By a published encoder: a folder, a folder and a variant as in <c>DIR#quantized</c>, or the file of a graph.</summary>
    public static ImageEncoding Of(string named) => new(() => PublishedEncoder.Open(named));

    /// <exception cref="WeakModels.UnfitModel">The server names an encoder that cannot be opened; the message says why.</exception>
    internal IImageEncoder Encoder
    {
        get
        {
            lock (gate)
                return opened ??= open();
        }
    }
}
