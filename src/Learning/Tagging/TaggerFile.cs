using System.Text;
using Assay.Learning.Saved;

namespace Assay.Learning.Tagging;

/// <summary>
/// A tagger as bytes, numbers with their low byte first: the sign <c>ASSAYTAG</c>, the number of the format, labels, counts of the training, features with their weights,
/// pairs of tags, sightings, and the SHA-256 of all that. Memory is taken only as bytes come, whatever a file says of its size.
/// </summary>
internal static class TaggerFile
{
    /// <summary>More labels are refused.</summary>
    public const int MostLabels = 1000;

    private const int Format = 1, MostRows = 100_000_000, LongestLabel = 10_000;
    private static readonly byte[] Sign = [.. "ASSAYTAG"u8];

    public static bool IsSigned(ReadOnlySpan<byte> saved) => saved.StartsWith(Sign);

    public static string VersionOf(SequenceTagger tagger)
    {
        using var writer = new HashedWriter(Stream.Null);
        WriteContent(tagger, writer);
        return Convert.ToHexStringLower(writer.Hash())[..12];
    }

    public static void Write(SequenceTagger tagger, Stream to)
    {
        using var writer = new HashedWriter(to);
        WriteContent(tagger, writer);
        to.Write(writer.Hash());
    }

    /// <exception cref="InvalidDataException">It is no tagger, of another version of the format, cut short or changed.</exception>
    public static SequenceTagger Read(Stream from)
    {
        using var reader = new HashedReader(from);
        if (!reader.Many<byte>(Sign.Length, 1).SequenceEqual(Sign)) throw new InvalidDataException("This is no tagger: it does not begin with ASSAYTAG.");
        var format = reader.Number();
        if (format != Format) throw new InvalidDataException($"The tagger is of format {format}; this version reads format {Format}.");
        var labels = Labels(reader);
        var scheme = new TagScheme(labels.Length);
        var linesEnd = reader.Many<byte>(1, 1)[0] switch { 0 => false, 1 => true, var other => throw new InvalidDataException($"The tagger has {other} where 0 or 1 should be.") };
        var counts = reader.Many<int>(6, 1);
        var temperature = reader.Many<double>(1, 1)[0];
        if (!(temperature >= Temperature.Coldest && temperature <= Temperature.Hottest)) throw new InvalidDataException($"The tagger has the temperature {temperature}; {Temperature.Coldest} to {Temperature.Hottest} is possible.");
        var features = Index(reader, "features");
        var weights = new CrfWeights(scheme, features, Rows(reader, features.Count, scheme), Finite(reader.Many<float>(scheme.Pairs, 1)));
        var words = Index(reader, "words");
        var sightings = new Sightings(labels.Length, words, reader.Many<ushort>(words.Count, labels.Length + 1));
        if (!reader.Hash().AsSpan().SequenceEqual(reader.Unhashed(32))) throw new InvalidDataException("The tagger is damaged: its checksum is not that of its content.");
        return new SequenceTagger(labels, weights, sightings, linesEnd, new TaggerTraining(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], features.Count, temperature));
    }

    private static void WriteContent(SequenceTagger tagger, HashedWriter writer)
    {
        writer.Many<byte>(Sign);
        writer.Number(Format);
        writer.Number(tagger.Labels.Count);
        foreach (var bytes in tagger.Labels.Select(Encoding.UTF8.GetBytes))
        {
            writer.Number(bytes.Length);
            writer.Many<byte>(bytes);
        }

        writer.Many<byte>([(byte)(tagger.LinesEnd ? 1 : 0)]);
        var training = tagger.Training;
        writer.Many<int>([training.Texts, training.Tokens, training.Spans, training.Overlapping, training.Blank, training.CutTokens]);
        writer.Many<double>([training.Temperature]);
        var (weights, tags) = (tagger.Weights, tagger.Weights.Scheme.Tags);
        writer.Number(weights.Features.Count);
        writer.Many(weights.Features.Keys);
        for (var feature = 0; feature < weights.Features.Count; feature++) writer.Many<float>(weights.Row(feature)[..tags]);
        writer.Many<float>(weights.Pairs);
        writer.Number(tagger.Sightings.Count);
        writer.Many(tagger.Sightings.Keys);
        writer.Many(tagger.Sightings.Counts);
    }

    private static string[] Labels(HashedReader reader)
    {
        var labels = new string[Within(reader.Number(), 1, MostLabels, "labels")];
        for (var label = 0; label < labels.Length; label++)
            labels[label] = Encoding.UTF8.GetString(reader.Many<byte>(Within(reader.Number(), 0, LongestLabel, "bytes of a label"), 1));
        if (labels.Distinct().Count() != labels.Length) throw new InvalidDataException("The tagger has a label twice.");
        return labels;
    }

    private static FeatureIndex Index(HashedReader reader, string of)
    {
        var keys = reader.Many<ulong>(Within(reader.Number(), 0, MostRows, of), 1);
        var index = new FeatureIndex(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] <= (i == 0 ? 0 : keys[i - 1])) throw new InvalidDataException($"The {of} of the tagger are not in order.");
            index.Add(keys[i]);
        }

        return index;
    }

    private static float[] Rows(HashedReader reader, int count, TagScheme scheme)
    {
        if ((long)count * scheme.Stride > Array.MaxLength) throw new InvalidDataException($"The tagger has {count} features of {scheme.Tags} weights, more than can be held.");
        var packed = Finite(reader.Many<float>(count, scheme.Tags));
        var rows = new float[count * scheme.Stride];
        for (var row = 0; row < count; row++) packed.AsSpan(row * scheme.Tags, scheme.Tags).CopyTo(rows.AsSpan(row * scheme.Stride));
        return rows;
    }

    private static float[] Finite(float[] weights) =>
        Array.TrueForAll(weights, weight => Math.Abs(weight) < 1e6f) ? weights : throw new InvalidDataException("A weight of the tagger is no number between -1,000,000 and 1,000,000.");

    private static int Within(int count, int least, int most, string of) =>
        count >= least && count <= most ? count : throw new InvalidDataException($"The tagger has {count} {of}; {least} to {most} can be read.");
}
