using Assay.Model;
using Assay.Pipeline.Media.Audio;
using Assay.Pipeline.Media.Images;

namespace Assay.Pipeline.Media;

/// <summary>
/// Looks a file over before it is taken: what it is by its content, how large it is shown, whether it is whole. Images are decoded once, a few at
/// a time, since a decoded image is many times larger than its file.
/// </summary>
public sealed class Inspection(MediaLimits limits) : IDisposable
{
    internal DecodingTurns Turns { get; } = new();

    /// <param name="path">The file.</param>
    /// <param name="field">The kind of field it is for: an image or a recording; null for either.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="UnusableMedium">The file is refused; the message says why.</exception>
    public async Task<MediumFacts> Of(string path, FieldKind? field = null, CancellationToken cancel = default)
    {
        var type = Tell(path);
        if (field is { } kind && type.IsImage != (kind == FieldKind.Image))
            throw new UnusableMedium(type.IsImage ? "This is an image, and the field is for recordings." : "This is a recording, and the field is for images.");
        if (!type.IsImage)
            return new MediumFacts(type, null, null, await Task.Run(() => Recordings.Duration(type, path), cancel));
        var (width, height) = ImageFile.Measure(type, path, limits);
        using (await Turns.Take((long)width * height, cancel))
            await Task.Run(() => ImageFile.DecodeAll(type, path), cancel);
        return new MediumFacts(type, width, height, null);
    }

    public void Dispose() => Turns.Dispose();

    private static MediumType Tell(string path)
    {
        var head = new byte[MediumType.HeadBytes];
        using var file = File.OpenRead(path);
        return MediumType.Tell(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }
}
