using Assay.Pipeline.Media.Audio;
using Assay.Pipeline.Media.Images;

namespace Assay.Pipeline.Media;

/// <summary>
/// Looks a file over before it is taken: what it is by its content, how large it is shown, whether it is whole. Images are decoded once, a few at
/// a time, since a decoded image is many times larger than its file.
/// </summary>
public sealed class Inspection(MediaLimits limits) : IDisposable
{
    private readonly DecodingTurns turns = new();

    /// <exception cref="UnusableMedium">The file is refused; the message says why.</exception>
    public async Task<MediumFacts> Of(string path, CancellationToken cancel = default)
    {
        var type = Tell(path);
        if (!type.IsImage)
            return new MediumFacts(type, null, null, await Task.Run(() => Recordings.Duration(type, path), cancel));
        var (width, height) = ImageFile.Measure(type, path, limits);
        using (await turns.Take((long)width * height, cancel))
            await Task.Run(() => ImageFile.DecodeAll(type, path), cancel);
        return new MediumFacts(type, width, height, null);
    }

    public void Dispose() => turns.Dispose();

    private static MediumType Tell(string path)
    {
        var head = new byte[MediumType.HeadBytes];
        using var file = File.OpenRead(path);
        return MediumType.Tell(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }
}
