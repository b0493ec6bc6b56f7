using Assay.Model;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>Picks a few examples out of labeled items: at random, from each category in turn, so that rare ones are shown too.</summary>
public static class ExamplePicker
{
    /// <summary>
    /// The categories are the answers to the first question whose answers have some (of a set, its first member); items without an answer to it are a category of
    /// their own. Where there are more categories than examples, the most frequent come first.
    /// </summary>
    /// <param name="schema">The questions.</param>
    /// <param name="labeled">Where from.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">The same gives the same.</param>
    /// <param name="longest">Items with more characters are left out, as they would be paid for with every request.</param>
    public static IReadOnlyList<Example> Pick(LabelSchema schema, IEnumerable<Example> labeled, int count, int seed, int longest = 4_000)
    {
        var question = schema.Questions.FirstOrDefault(one => one.Kind.Categories(one).Count > 0 || one.Kind.Scale(one).Members.Count > 0) ?? schema.Questions[0];
        var random = new Random(seed);
        var groups = labeled.Where(example => new ItemText(schema, example.Item) is { IsBlank: false } text && text.Length <= longest)
            .Select(example => (Example: example, Draw: random.NextDouble()))
            .GroupBy(one => CategoryOf(question, one.Example), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Queue<Example>(group.OrderBy(one => one.Draw).Select(one => one.Example)))
            .ToList();
        var picked = new List<Example>();
        while (picked.Count < count && groups.Exists(group => group.Count > 0))
            foreach (var group in groups)
                if (picked.Count < count && group.TryDequeue(out var example)) picked.Add(example);
        var order = picked.ToArray();
        random.Shuffle(order);
        return order;
    }

    private static string CategoryOf(Question question, Example example)
    {
        if (example.Answers[question.Name] is not { } answer) return "";
        if (question.Kind.Members(question, answer) is { Count: > 0 } members) return members[0];
        if (answer is SpansAnswer spans) return spans.Regions.Count > 0 ? spans.Regions[0].Label : "";
        return question.Kind.Categories(question).Count > 0 ? question.Kind.Category(question, answer) ?? "" : "";
    }
}
