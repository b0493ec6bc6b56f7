using Assay.Model;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>How often one side said one label where the other said another.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="A">Who is in rows: a person's id, "final" or "everybody".</param>
/// <param name="B">Who is in columns.</param>
/// <param name="Labels">In schema order, of rows and of columns.</param>
/// <param name="Counts">A row what A said, a column what B said.</param>
/// <param name="Tasks">Tasks compared.</param>
public sealed record ConfusionOfTwo(string Question, string A, string B, IReadOnlyList<string> Labels, long[][] Counts, int Tasks);

/// <param name="Tasks">By id.</param>
/// <param name="Next">Pass as "after" for the next page; null on the last.</param>
/// <param name="Total">Tasks of the cell in all.</param>
public sealed record CellPage(IReadOnlyList<CellTask> Tasks, long? Next, int Total);

/// <summary>A task of one cell of a confusion matrix.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Excerpt">The first words of the item.</param>
/// <param name="Status">What has become of it.</param>
/// <param name="A">What A said: the label of the row.</param>
/// <param name="B">What B said: the label of the column.</param>
/// <param name="Count">How many answers to the task are in the cell: 1 for two people, up to all of them for everybody.</param>
/// <param name="People">Whose answers these are.</param>
public sealed record CellTask(long TaskId, string Excerpt, LabelingStatus Status, string A, string B, int Count, IReadOnlyList<long> People);
