using System.Globalization;
using System.Text;

namespace Assay.Formats;

/// <summary>The column names of a CSV file: from its first row, made unique and never empty.</summary>
internal sealed class CsvHeader
{
    private const int MaxColumns = 10_000;
    private const int LongName = 100;

    private readonly List<string> names = [];
    private readonly List<string> warnings = [];

    public CsvHeader(CsvRecord record, ReadOnlySpan<byte> row)
    {
        if (Utf8Text.IndexOfNoText(row) is var wrong and >= 0)
            throw new UnreadableFile($"The header row cannot be read. {Utf8Text.NoTextReason(row[wrong])}");
        if (record.Parse(row) is { } fault)
            throw new UnreadableFile($"The header row cannot be read: {fault.Reason}");
        if (record.Count > MaxColumns)
        {
            throw new UnreadableFile(FormattableString.Invariant(
                $"The header row has {record.Count:N0} columns; at most {MaxColumns:N0} are read. Is the delimiter right?"));
        }
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < record.Count; i++)
            taken.Add(Name(record, row, i));
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < record.Count; i++)
            Add(Name(record, row, i), i, taken, used);
        if (names.Any(name => name.Length > LongName || double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            warnings.Add("The first row is taken as the column names, but looks like data. If the file has no header row, add one.");
    }

    public IReadOnlyList<string> Names => names;
    public IReadOnlyList<string> Warnings => warnings;

    private static string Name(CsvRecord record, ReadOnlySpan<byte> row, int i) => Encoding.UTF8.GetString(record.Value(row, i)).Trim();

    private void Add(string found, int i, HashSet<string> taken, HashSet<string> used)
    {
        var name = found.Length > 0 ? found : FormattableString.Invariant($"column_{i + 1}");
        if (found.Length == 0 || used.Contains(name))
        {
            var stem = name;
            // "text", "text", "text_2": the second becomes text_3, because text_2 is another column's own name
            for (var n = 2; used.Contains(name) || taken.Contains(name); n++)
                name = FormattableString.Invariant($"{stem}_{n}");
            warnings.Add(found.Length == 0
                ? $"Column {i + 1} has no name; it is called \"{name}\"."
                : $"Column {i + 1} is called \"{found}\" like one before; it is called \"{name}\".");
        }
        used.Add(name);
        names.Add(name);
    }
}
