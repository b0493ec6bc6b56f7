using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Formats;

/// <summary>A table of numbers from a <c>.npy</c> file, as <c>numpy.save</c> writes it: embeddings, chances.</summary>
/// <remarks>
/// NumPy format 1.0, 2.0 and 3.0 (numpy.lib.format), float16, float32 and float64 in little-endian C order, one dimension (then a column) or two. Numbers are kept with 32 bits;
/// what a float64 holds beyond their range becomes infinite.
/// </remarks>
/// <param name="Rows">0 or more.</param>
/// <param name="Columns">1 or more; 0 only without rows.</param>
/// <param name="Values">Rows × columns numbers, the first row first.</param>
public sealed partial record NumpyArray(int Rows, int Columns, float[] Values)
{
    /// <summary>NumPy itself reads no longer ones unless told to.</summary>
    private const int LongestHeader = 10_000;

    private const int ReadSize = 1 << 20;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file to its end. The stream stays the caller's.</summary>
    /// <param name="stream">From its start.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="UnreadableFile">It is no such file, or not as long as it says.</exception>
    public static NumpyArray Read(Stream stream, CancellationToken cancellation = default)
    {
        var header = Header(stream);
        var size = SizeOf(Part(Description(), header, "descr"));
        if (Part(Order(), header, "fortran_order") == "True")
            throw new UnreadableFile("The array lies column after column (Fortran order). Save it with numpy.ascontiguousarray.");
        var (rows, columns) = Shape(Part(Dimensions(), header, "shape"));
        var count = (long)rows * columns;
        if (count > Array.MaxLength)
            throw new UnreadableFile(string.Create(CultureInfo.InvariantCulture, $"The array has {rows:N0} × {columns:N0} numbers; at most {Array.MaxLength:N0} are read."));
        if (stream.CanSeek && stream.Length - stream.Position != count * size)
            throw Length(rows, columns, count * size, stream.Length - stream.Position);
        return new NumpyArray(rows, columns, Numbers(stream, rows, columns, size, cancellation));
    }

    private static string Header(Stream stream)
    {
        Span<byte> head = stackalloc byte[12];
        if (stream.ReadAtLeast(head[..8], 8, throwOnEndOfStream: false) < 8 || !head.StartsWith(Magic))
            throw new UnreadableFile("The file is no NumPy array: it does not begin with \\x93NUMPY. Save it with numpy.save.");
        var (major, minor) = (head[6], head[7]);
        if (major is < 1 or > 3 || minor != 0)
            throw new UnreadableFile($"The file is NumPy format {major}.{minor}; 1.0, 2.0 and 3.0 are read.");
        var width = major == 1 ? 2 : 4;
        if (stream.ReadAtLeast(head.Slice(8, width), width, throwOnEndOfStream: false) < width)
            throw new UnreadableFile("The file ends within its header.");
        var length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
        if (length > LongestHeader)
            throw new UnreadableFile(string.Create(CultureInfo.InvariantCulture, $"The header says it has {length:N0} bytes; one of an array of numbers has fewer than {LongestHeader:N0}."));
        var text = new byte[length];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
            throw new UnreadableFile("The file ends within its header.");
        return Encoding.UTF8.GetString(text);
    }

    private static string Part(Regex pattern, string header, string name) => pattern.Match(header) is { Success: true } found
        ? found.Groups[1].Value
        : throw new UnreadableFile($"The header has no '{name}' that can be read: {Excerpt(header)}");

    private static int SizeOf(string type) => type switch
    {
        "<f2" => 2,
        "<f4" => 4,
        "<f8" => 8,
        _ => throw new UnreadableFile($"The array holds numbers of type {type}; float16, float32 and float64 are read, little-endian. Save it with .astype('<f4')."),
    };

    private static (int Rows, int Columns) Shape(string text)
    {
        var sizes = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (sizes.Length is not (1 or 2))
            throw new UnreadableFile($"The array has {sizes.Length} dimensions, ({text}); a table has two, a column one.");
        var parsed = new int[2];
        parsed[1] = 1;
        foreach (var (place, size) in sizes.Index())
            if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out parsed[place]))
                throw new UnreadableFile($"The array has the shape ({text}); at most {int.MaxValue} rows and columns are read.");
        return parsed is [> 0, 0] ? throw new UnreadableFile($"The array has the shape ({text}): rows without numbers.") : (parsed[0], parsed[1]);
    }

    private static float[] Numbers(Stream stream, int rows, int columns, int size, CancellationToken cancellation)
    {
        // what a header promises is not made room for before it is there
        var count = (long)rows * columns;
        var values = new float[Math.Min(count, ReadSize)];
        var bytes = new byte[(int)Math.Min(ReadSize, count) * size];
        for (long done = 0; done < count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = bytes.AsSpan(0, (int)Math.Min(bytes.Length, (count - done) * size));
            var read = stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
            if (read < part.Length)
                throw Length(rows, columns, count * size, done * size + read);
            if (done + part.Length / size > values.Length)
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            Convert(part, size, values.AsSpan((int)done));
            done += part.Length / size;
        }

        return stream.ReadByte() < 0 ? values : throw new UnreadableFile("The file goes on after its array; a file with one array is read.");
    }

    private static void Convert(ReadOnlySpan<byte> bytes, int size, Span<float> values)
    {
        for (var place = 0; place < bytes.Length / size; place++)
            values[place] = size switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(place * 2)..]),
                4 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(place * 4)..]),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(place * 8)..]),
            };
    }

    private static UnreadableFile Length(int rows, int columns, long wanted, long there) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The array has the shape ({rows}, {columns}), which is {wanted:N0} bytes; there are {there:N0}. {(there < wanted ? "Is the file cut off?" : "A file with one array is read.")}"));

    private static string Excerpt(string header) => header.Length <= 200 ? header.Trim() : header[..200] + "…";

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex Description();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape'\s*:\s*\(([0-9,\s]*)\)")]
    private static partial Regex Dimensions();
}
