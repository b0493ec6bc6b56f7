using Assay.Model.Questions;

namespace Assay.Model;

/// <summary>The rules of keys that reach across questions.</summary>
/// <remarks>A digit belongs to the question that has the focus, so two questions may both use 1 to 5. Any other key works anywhere on the page.</remarks>
internal static class SchemaKeys
{
    /// <summary>Reports keys that two labels ask for, and those that an editor needs.</summary>
    public static void Check(IReadOnlyList<Question> questions, Findings findings)
    {
        var taken = new Dictionary<(int Scope, string Key), string>();
        foreach (var (index, question) in questions.Index())
        {
            foreach (var (path, key) in question.Kind.Keys(question))
            {
                var here = $"questions[{index}].{path}";
                var isOwn = IsDigit(key);
                if (EditorThatNeeds(key, isOwn ? [question] : questions) is var (other, needed))
                    findings.ReportAt(here, "editor_key", $"the key \"{key}\" {needed.Does} where \"{other.Name}\" is answered ({other.Kind.Name}): choose another, or none");
                else if (!taken.TryAdd((isOwn ? index : -1, key), here))
                    findings.ReportAt(here, "key_taken", $"the key \"{key}\" is already that of {taken[(isOwn ? index : -1, key)]}");
            }
        }
    }

    private static bool IsDigit(string key) => key.Length == 1 && char.IsAsciiDigit(key[0]);

    private static (Question Question, EditorKey Needed)? EditorThatNeeds(string key, IReadOnlyList<Question> questions)
    {
        foreach (var question in questions)
            if (question.Kind.EditorKeys.FirstOrDefault(needed => needed.Key == key) is { } found) return (question, found);
        return null;
    }
}
