using System.Runtime.InteropServices;

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

/// <summary>Votes in a long table: a row says that a person gave a task a label. Names get numbers in the order in which they first come.</summary>
internal sealed class LongTable
{
    private static readonly string[] TaskNames = ["task", "item", "question"];
    private static readonly string[] AnnotatorNames = ["annotator", "worker", "rater"];
    private static readonly string[] LabelNames = ["label", "response", "answer", "value"];

    private readonly Numbering tasks = new(), annotators = new(), labels = new();
    private readonly Dictionary<(int Task, int Annotator), (int Vote, long Line)> places = [];
    private readonly List<int> task = [], annotator = [], label = [];
    private readonly List<string> labelPlaces = [];

    public LongTable(string file) => File = file;

    public string File { get; }

    public IReadOnlyList<string> Tasks => tasks.Names;

    public IReadOnlyList<string> Annotators => annotators.Names;

    public IReadOnlyList<string> Labels => labels.Names;

    /// <summary>The task of each vote; <see cref="Annotator"/> and <see cref="Label"/> likewise.</summary>
    public ReadOnlySpan<int> Task => CollectionsMarshal.AsSpan(task);

    public ReadOnlySpan<int> Annotator => CollectionsMarshal.AsSpan(annotator);

    public ReadOnlySpan<int> Label => CollectionsMarshal.AsSpan(label);

    /// <exception cref="BadInput">The file cannot be read as such a table; the message names line and column.</exception>
    public static LongTable Read(TableRows rows, VoteColumns columns, Repeats repeats, CancellationToken cancellation)
    {
        var table = new LongTable(rows.File);
        var task = rows.Column("task", columns.Task, TaskNames);
        var annotator = rows.Column("annotator", columns.Annotator, AnnotatorNames);
        var label = rows.Column("label", columns.Label, LabelNames);
        while (rows.Next(cancellation))
            table.Add(rows.Line, rows.Text(task), rows.Text(annotator), rows.Text(label), repeats);
        return table;
    }

    /// <summary>The number each label stands for.</summary>
    /// <exception cref="BadInput">A label is not a number.</exception>
    public IReadOnlyList<double> Numbers(string why) =>
    [
        .. Labels.Select((name, i) => double.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new BadInput($"{labelPlaces[i]}: the label \"{name}\" is not a number; {why}")),
    ];

    /// <summary>The place of each label in a given order, from 1.</summary>
    /// <exception cref="BadInput">A label is not in it.</exception>
    public IReadOnlyList<double> Places(string[] order) =>
    [
        .. Labels.Select((name, i) => Array.IndexOf(order, name) is var place and >= 0
            ? place + 1.0
            : throw new BadInput($"{labelPlaces[i]}: the label \"{name}\" is not in the order given, {string.Join(", ", order)}")),
    ];

    /// <summary>Adds a vote of someone who has none on the task yet.</summary>
    /// <param name="place">Where it stands, for messages about its label.</param>
    /// <param name="who">The task.</param>
    /// <param name="by">The person.</param>
    /// <param name="said">The label.</param>
    public void Add(string place, string who, string by, string said)
    {
        task.Add(tasks.Of(who));
        annotator.Add(annotators.Of(by));
        label.Add(labels.Of(said));
        if (labelPlaces.Count < Labels.Count)
            labelPlaces.Add(place);
    }

    private void Add(long line, string who, string by, string said, Repeats repeats)
    {
        var key = (tasks.Of(who), annotators.Of(by));
        var category = labels.Of(said);
        if (category == labelPlaces.Count)
            labelPlaces.Add($"{File}:{line}");
        if (!places.TryGetValue(key, out var earlier))
        {
            places.Add(key, (task.Count, line));
            task.Add(key.Item1);
            annotator.Add(key.Item2);
            label.Add(category);
        }
        else if (repeats == Repeats.Error)
        {
            throw new BadInput(
                $"{File}:{line}: a second vote of \"{by}\" on \"{who}\", after line {earlier.Line}; say with --duplicates whether the first or the last counts");
        }
        else if (repeats == Repeats.Last)
        {
            label[earlier.Vote] = category;
        }
    }
}
