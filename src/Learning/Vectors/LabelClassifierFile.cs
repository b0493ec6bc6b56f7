using System.Text;
using Assay.Learning.Saved;

namespace Assay.Learning.Vectors;

/// <summary>How a <see cref="LabelClassifier"/> is written: its sign, format, source, labels, then its parts as <see cref="VectorClassifier"/> writes them.</summary>
internal static class LabelClassifierFile
{
    private const int Format = 1, MostLabels = 10_000, MostBytes = 4_000;
    private static readonly byte[] Sign = [.. "ASSAYLAB"u8];

    public static bool IsSaved(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Sign);

    public static string VersionOf(LabelClassifier classifier)
    {
        using var stream = new MemoryStream();
        Save(classifier, stream);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)))[..12];
    }

    public static void Save(LabelClassifier classifier, Stream to)
    {
        using (var writer = new HashedWriter(to))
        {
            writer.Many<byte>(Sign);
            writer.Many<int>([Format, classifier.IsMultiLabel ? 1 : 0, classifier.Labels.Count]);
            foreach (var text in classifier.Labels.Prepend(classifier.Source))
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                writer.Number(bytes.Length);
                writer.Many<byte>(bytes);
            }

            to.Write(writer.Hash());
        }

        foreach (var part in classifier.Parts) part.Save(to);
    }

    public static LabelClassifier Load(Stream from)
    {
        using var reader = new HashedReader(from);
        if (!reader.Many<byte>(Sign.Length, 1).SequenceEqual(Sign)) throw new InvalidDataException("This is no classifier of labels: it does not begin with ASSAYLAB.");
        var (format, several, count) = (reader.Number(), reader.Number(), reader.Number());
        if (format != Format) throw new InvalidDataException($"The classifier is of format {format}; this version reads format {Format}.");
        if (count is < 1 or > MostLabels || several is not (0 or 1)) throw new InvalidDataException($"The classifier has {count} labels.");
        string[] texts = [.. Enumerable.Range(0, count + 1).Select(_ => Text(reader))];
        if (!reader.Hash().AsSpan().SequenceEqual(reader.Unhashed(32))) throw new InvalidDataException("The classifier is damaged: its checksum is not that of its content.");
        VectorClassifier[] parts = [.. Enumerable.Range(0, several == 1 ? count : 1).Select(_ => VectorClassifier.Load(from))];
        return parts.All(part => part.Classes == (several == 1 ? 2 : count) && part.Coordinates == parts[0].Coordinates)
            ? new LabelClassifier(texts[0], texts[1..], several == 1, parts) : throw new InvalidDataException("The parts of the classifier are not of its labels.");
    }

    private static string Text(HashedReader reader)
    {
        var length = reader.Number();
        return length is >= 0 and <= MostBytes ? Encoding.UTF8.GetString(reader.Many<byte>(length, 1)) : throw new InvalidDataException($"The classifier has a name of {length} bytes.");
    }
}
