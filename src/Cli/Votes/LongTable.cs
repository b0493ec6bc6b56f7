using System.Globalization;
using Assay.Model;

namespace Assay.Cli.Votes;

/// <summary>What becomes of a second vote of one person on one task.</summary>
internal enum Repeats
{
    Error,
    First,
    Last,
}

/// <summary>Which columns hold what; null: the usual names.</summary>
internal sealed record VoteColumns(string? Task, string? Annotator, string? Label);

/// <summary>Votes in a long table: a row says that a person gave a task a label. Where each label first comes is kept, for messages.</summary>
internal sealed class LongTable
{
    private static readonly string[] TaskNames = ["task", "item", "question"];
    private static readonly string[] AnnotatorNames = ["annotator", "worker", "rater"];
    private static readonly string[] LabelNames = ["label", "response", "answer", "value"];

    private readonly List<string> labelPlaces = [];

    public VoteTable<string, string> Votes { get; } = new();

    private bool HasNewLabel => labelPlaces.Count < Votes.Categories.Count;

    /// <exception cref="BadInput">The file cannot be read as such a table; the message names line and column.</exception>
    public static LongTable Read(TableRows rows, VoteColumns columns, Repeats repeats, CancellationToken cancellation)
    {
        var table = new LongTable();
        var task = rows.Column("task", columns.Task, TaskNames);
        var annotator = rows.Column("annotator", columns.Annotator, AnnotatorNames);
        var label = rows.Column("label", columns.Label, LabelNames);
        var lines = new List<long>();
        while (rows.Next(cancellation))
        {
            var (who, by, said) = (rows.Text(task), rows.Text(annotator), rows.Text(label));
            if (table.Votes.TryAdd(who, by, said, out var earlier))
                lines.Add(rows.Line);
            else if (repeats == Repeats.Last)
                table.Votes.Replace(earlier, said);
            else if (repeats == Repeats.Error)
                throw new BadInput(
                    $"{rows.File}:{rows.Line}: a second vote of \"{by}\" on \"{who}\", after line {lines[earlier]}; say with --duplicates whether the first or the last counts");
            if (table.HasNewLabel)
                table.labelPlaces.Add($"{rows.File}:{rows.Line}");
        }

        return table;
    }

    /// <summary>Adds a vote of someone who has none on the task.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="task">The task.</param>
    /// <param name="annotator">The person.</param>
    /// <param name="label">The label.</param>
    public void Add(string place, string task, string annotator, string label)
    {
        Votes.Add(task, annotator, label);
        if (HasNewLabel)
            labelPlaces.Add(place);
    }

    /// <summary>The number each label stands for.</summary>
    /// <exception cref="BadInput">A label is not a number.</exception>
    public IReadOnlyList<double> Numbers(string why) =>
    [
        .. Votes.Categories.Select((name, i) => double.TryParse(name, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new BadInput($"{labelPlaces[i]}: the label \"{name}\" is not a number; {why}")),
    ];

    /// <summary>The place of each label in a given order, from 1.</summary>
    /// <exception cref="BadInput">A label is not in it.</exception>
    public IReadOnlyList<double> Places(string[] order) =>
    [
        .. Votes.Categories.Select((name, i) => Array.IndexOf(order, name) is var place and >= 0
            ? place + 1.0
            : throw new BadInput($"{labelPlaces[i]}: the label \"{name}\" is not in the order given, {string.Join(", ", order)}")),
    ];
}
