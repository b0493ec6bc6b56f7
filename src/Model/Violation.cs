namespace Assay.Model;

/// <summary>One broken rule: where it was found, which rule it is, and in words what was found and what would be right.</summary>
/// <param name="Path">
/// Where, as a reader of the JSON would say it: <c>answers.topic</c>, <c>questions[1].labels[0].name</c>. Empty for the whole.
/// </param>
/// <param name="Rule">The rule in snake_case, stable for programs: <c>required</c>, <c>unknown_label</c>, <c>too_long</c>, …</param>
/// <param name="Message">For a person: the name of the question, the value found (shortened), and what would be right.</param>
public sealed record Violation(string Path, string Rule, string Message)
{
    /// <summary>The path and the message on one line, as a log or a terminal shows it.</summary>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
