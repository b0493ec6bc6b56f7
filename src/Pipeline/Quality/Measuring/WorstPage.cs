using Assay.Model;

namespace Assay.Pipeline.Quality.Measuring;

/// <param name="Tasks">Those with most disagreement first.</param>
/// <param name="Next">Pass as "after" for the next page; null on the last.</param>
public sealed record WorstPage(IReadOnlyList<WorstTask> Tasks, int? Next);

/// <summary>A task on whose answers people differ.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Excerpt">The first words of the item.</param>
/// <param name="Status">What has become of it.</param>
/// <param name="Answers">Answers to the question.</param>
/// <param name="AgainstChance">The mean difference of two of them over that of two answers to any tasks: 0 all the same, 1 as by chance, above 1 worse.</param>
/// <param name="Votes">What people answered, commonest first.</param>
public sealed record WorstTask(long TaskId, string Excerpt, LabelingStatus Status, int Answers, double AgainstChance, IReadOnlyList<DisputeVote> Votes);
