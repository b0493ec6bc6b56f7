using Assay.Model;
using Assay.Model.Questions;

namespace Assay.Pipeline.Quality;

/// <summary>How one person's answer to a question differs from that of the first who answered it.</summary>
/// <param name="Question">Its name.</param>
/// <param name="First">The annotation compared with.</param>
/// <param name="Second">The annotation compared.</param>
/// <param name="Similarity">How alike the two are, 0 to 1; null when one of them left the question out.</param>
/// <param name="Changes">What would have to be changed in the first to have the second; at most 200.</param>
/// <param name="ChangesLeftOut">Changes beyond these.</param>
public sealed record StoryDifference(
    string Question, long First, long Second, double? Similarity, IReadOnlyList<StoryChange> Changes, int ChangesLeftOut)
{
    private const int MostChanges = 200;

    /// <summary>Each answer that is not equal to the first, held against it.</summary>
    internal static IEnumerable<StoryDifference> Of(Question question, IReadOnlyList<(long Id, Answers Answers)> asked)
    {
        foreach (var (id, answers) in asked.Skip(1))
        {
            var (one, other) = (asked[0].Answers[question.Name], answers[question.Name]);
            var changes = question.Kind.Diff(question, one, other);
            if (changes.Count > 0)
                yield return new StoryDifference(
                    question.Name, asked[0].Id, id, one is null || other is null ? null : question.Kind.Similarity(question, one, other),
                    [.. changes.Take(MostChanges).Select(StoryChange.Of)], Math.Max(0, changes.Count - MostChanges));
        }
    }
}

/// <param name="What">added, removed or changed.</param>
/// <param name="First">The place of the part in the list of the first answer; null when it is not there, or the answer is no list.</param>
/// <param name="Second">The place in the second answer, likewise.</param>
/// <param name="Details">In words: what was added or removed, or each thing that changed.</param>
public sealed record StoryChange(string What, int? First, int? Second, IReadOnlyList<string> Details)
{
    internal static StoryChange Of(Change change) => new(change.What.ToString().ToLowerInvariant(), change.First, change.Second, change.Details);
}
