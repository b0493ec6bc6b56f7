using System.Buffers.Binary;
using System.Security.Cryptography;
using Assay.Learning.Calibration;

namespace Assay.Learning.Text;

/// <summary>
/// A text classifier as bytes, little-endian: eight letters, the version of the form, the length of the content, its SHA-256, the content. The content is written twice, first to be measured, so that nothing
/// large is held.
/// </summary>
internal static class TextModelFile
{
    private const int Form = 1, HeadLength = 8 + 4 + 8 + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Letters => "ASSAYTXT"u8;

    public static string VersionOf(TextClassifier model) => Measure(model).Hash is var hash ? Convert.ToHexStringLower(hash.AsSpan(0, 6)) : "";

    public static void Write(TextClassifier model, Stream stream)
    {
        var (length, hash) = Measure(model);
        Span<byte> head = stackalloc byte[HeadLength];
        Letters.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], Form);
        BinaryPrimitives.WriteInt64LittleEndian(head[12..], length);
        hash.CopyTo(head[20..]);
        stream.Write(head);
        using var writer = new ModelWriter(stream);
        Content(model, writer);
    }

    public static TextClassifier Read(Stream stream)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        var read = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        if (read < 8 || !head[..8].SequenceEqual(Letters))
            throw new InvalidDataException("This is no text classifier of Assay: it does not begin with ASSAYTXT.");
        if (read < HeadLength)
            throw new InvalidDataException($"The text classifier is cut off: {read} bytes.");
        if (BinaryPrimitives.ReadInt32LittleEndian(head[8..]) is var form and not Form)
            throw new InvalidDataException($"The text classifier is written in form {form}; this program reads form {Form}.");
        using var reader = new ModelReader(stream, BinaryPrimitives.ReadInt64LittleEndian(head[12..]));
        var model = Model(reader);
        if (!reader.HashAtEnd().AsSpan().SequenceEqual(head[20..]))
            throw new InvalidDataException("The text classifier is damaged: its content is not what its checksum says.");
        return model;
    }

    private static (long Length, byte[] Hash) Measure(TextClassifier model)
    {
        using var writer = new ModelWriter(Stream.Null);
        Content(model, writer);
        return writer.Measured();
    }

    private static void Content(TextClassifier model, ModelWriter writer)
    {
        var scores = model.Scores;
        writer.Number(model.IsMultiLabel ? 1 : 0);
        writer.Number(model.Classes.Count);
        foreach (var name in model.Classes)
            writer.Text(name);
        writer.Numbers(model.Features.Hashes);
        writer.Numbers(model.Features.Weights);
        writer.Numbers<int>([.. model.RowOf.Index().Where(column => column.Item >= 0).Select(column => column.Index)]);
        var weights = new float[(scores.Rows + 1) * scores.Outputs];
        for (var row = 0; row <= scores.Rows; row++)
            scores.Weights.AsSpan(row * scores.Stride, scores.Outputs).CopyTo(weights.AsSpan(row * scores.Outputs));
        writer.Numbers<float>(weights);
        writer.Numbers(model.Isotonic is { } some ? some.At : []);
        writer.Numbers(model.Isotonic is { } other ? other.Value : []);
    }

    private static TextClassifier Model(ModelReader reader)
    {
        var isMultiLabel = reader.Number(0, 1, "whether several labels fit") == 1;
        var classes = new List<string>();
        for (var left = reader.Number(1, int.MaxValue, "classes"); left > 0; left--)
            classes.Add(reader.Text("the name of a class"));
        if (classes.Distinct(StringComparer.Ordinal).Count() < classes.Count)
            throw ModelReader.Wrong("two classes have the same name");
        var features = Features(reader);
        var columns = reader.Numbers<int>("columns");
        var scores = Scores(reader, !isMultiLabel && classes.Count == 2 ? 1 : classes.Count, columns.Length);
        var rowOf = new int[features.Count];
        Array.Fill(rowOf, -1);
        for (var row = 0; row < columns.Length; row++)
            if (columns[row] < 0 || columns[row] >= features.Count || (row > 0 && columns[row] <= columns[row - 1]))
                throw ModelReader.Wrong($"column {columns[row]} is out of order, or of no feature");
            else
                rowOf[columns[row]] = row;
        return new TextClassifier(classes, isMultiLabel, features, scores, rowOf, Isotonic(reader));
    }

    private static TextFeatures Features(ModelReader reader)
    {
        var (hashes, weights) = (reader.Numbers<ulong>("features"), reader.Numbers<float>("weights of features"));
        if (hashes.Length != weights.Length || hashes.AsSpan().Contains(0UL) || hashes.Distinct().Count() < hashes.Length || weights.Any(weight => !(weight > 0 && float.IsFinite(weight))))
            throw ModelReader.Wrong("features and their weights do not fit together");
        for (var i = 1; i < hashes.Length; i++)
            if (FeatureReader.IsPart(hashes[i - 1]) && !FeatureReader.IsPart(hashes[i]))
                throw ModelReader.Wrong("features are out of order");
        return new TextFeatures(hashes, weights);
    }

    private static LinearScores Scores(ModelReader reader, int outputs, int rows)
    {
        var weights = reader.Numbers<float>("weights");
        if (weights.Length != (rows + 1L) * outputs || weights.Any(weight => !float.IsFinite(weight)))
            throw ModelReader.Wrong($"there should be {(rows + 1L) * outputs} weights that are numbers, and there are {weights.Length}");
        var stride = LinearScores.StrideOf(outputs);
        if ((rows + 1L) * stride > Array.MaxLength)
            throw ModelReader.Wrong("there are too many weights");
        var scores = LinearScores.Zero(outputs, rows);
        for (var row = 0; row <= rows; row++)
            weights.AsSpan(row * outputs, outputs).CopyTo(scores.Weights.AsSpan(row * stride));
        return scores;
    }

    private static IsotonicCalibration? Isotonic(ModelReader reader)
    {
        var (at, value) = (reader.Numbers<double>("steps of the calibration"), reader.Numbers<double>("values of the calibration"));
        if (at.Length != value.Length || at.Concat(value).Any(number => !(number is >= 0 and <= 1)) || at.Zip(at.Skip(1)).Any(two => two.First >= two.Second))
            throw ModelReader.Wrong("the calibration is no function");
        return at.Length == 0 ? null : new IsotonicCalibration(at, value);
    }
}
