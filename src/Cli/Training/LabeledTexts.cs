using Assay.Cli.Votes;
using Assay.Learning.Text;

namespace Assay.Cli.Training;

/// <summary>Texts of a file with their labels.</summary>
/// <param name="Rows">In the order of the file.</param>
internal sealed record LabeledTexts(IReadOnlyList<LabeledText> Rows)
{
    private static readonly string[] TextNames = ["text"];
    private static readonly string[] LabelNames = ["label"];

    /// <summary>Every label, in the order of the alphabet.</summary>
    public IReadOnlyList<string> Classes { get; } = [.. Rows.SelectMany(row => row.Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <exception cref="BadInput">The file cannot be read as such; the message names line and column.</exception>
    public static LabeledTexts Read(string file, TextColumns columns, bool isMultiLabel, CancellationToken cancellation)
    {
        using var rows = new TableRows(file);
        var (text, label) = (rows.Column("text", columns.Text, TextNames), rows.Column("label", columns.Label, LabelNames));
        var fold = columns.Fold is null ? null : rows.Column("fold", columns.Fold, []);
        var read = new List<LabeledText>();
        while (rows.Next(cancellation))
            read.Add(new LabeledText(rows.Cell(text) ?? "", isMultiLabel ? Labels(rows, label) : [Label(rows, label)], fold is null ? null : rows.Cell(fold) ?? ""));
        return new LabeledTexts(read);
    }

    /// <summary>Texts with the places of their labels among the classes; a label that is not among them is left out.</summary>
    public static List<TrainingText> Examples(IEnumerable<LabeledText> rows, IReadOnlyList<string> classes)
    {
        var places = classes.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        return [.. rows.Select(row => new TrainingText(row.Text, [.. row.Labels.Where(places.ContainsKey).Select(label => places[label])]))];
    }

    private static string Label(TableRows rows, string column) =>
        rows.Cell(column) is { Length: > 0 } label ? label : throw new BadInput($"{rows.File}:{rows.Line}: {column} is empty; each text needs one label, or give --multi-label");

    private static List<string> Labels(TableRows rows, string column) => rows.Cell(column) switch
    {
        null or "" => [],
        ['[', ..] list => SetText.Read(list) is { } names && !names.Contains(null)
            ? [.. names.Distinct(StringComparer.Ordinal)]
            : throw new BadInput($"{rows.File}:{rows.Line}: {column} is no list of names; write it as [\"one\", \"other\"]"),
        var one => [one],
    };
}

/// <summary>A text and its labels.</summary>
/// <param name="Text">May be empty.</param>
/// <param name="Labels">One, or with several labels any number.</param>
/// <param name="Fold">What the file calls its fold.</param>
internal sealed record LabeledText(string Text, IReadOnlyList<string> Labels, string? Fold);

/// <summary>Which columns hold what; null: the usual names, and no folds.</summary>
internal sealed record TextColumns(string? Text, string? Label, string? Fold);
