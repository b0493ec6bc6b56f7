using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>Which of two is better.</summary>
public enum Preference
{
    /// <summary>The first. JSON: <c>"a"</c>.</summary>
    A,

    /// <summary>The second. JSON: <c>"b"</c>.</summary>
    B,

    /// <summary>Both are as good. JSON: <c>"tie"</c>.</summary>
    Tie,

    /// <summary>Neither will do. JSON: <c>"both_bad"</c>.</summary>
    BothBad,
}

/// <summary>Say which of two fields is better.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="A">One field.</param>
/// <param name="B">Another.</param>
/// <param name="MayTie">Whether they may be as good.</param>
/// <param name="MayBothBeBad">Whether neither may do.</param>
public sealed record PairwiseQuestion(QuestionHead Head, string A, string B, bool MayTie = true, bool MayBothBeBad = false) : Question(Head)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => PairwiseKind.Instance;
}

/// <summary>The one preferred.</summary>
public sealed record PairwiseAnswer(Preference Preference) : Answer
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => PairwiseKind.Instance;
}

/// <summary>The rules of comparisons of two.</summary>
/// <remarks>
/// Similarity is 1 for the same answer, ½ between a tie and either of the two, otherwise 0. Votes are merged by <see cref="Plurality"/>; a tie goes to the
/// first of a, b, tie, both bad.
/// </remarks>
public sealed class PairwiseKind : QuestionKind<PairwiseQuestion, PairwiseAnswer>
{
    /// <summary>The only instance.</summary>
    public static readonly PairwiseKind Instance = new();

    private static readonly (string Word, Preference Preference)[] Words =
        [("a", Preference.A), ("b", Preference.B), ("tie", Preference.Tie), ("both_bad", Preference.BothBad)];

    private PairwiseKind() { }

    /// <inheritdoc/>
    public override string Name => "pairwise";

    /// <inheritdoc/>
    protected override PairwiseQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var (a, b) = (Field("a"), Field("b"));
        if (a is not null && a == b) findings.ReportAt("b", "repeated", $"\"{head.Name}\" compares the field \"{a}\" with itself");
        var (tie, bothBad) = (json.Flag("tie") ?? true, json.Flag("bothBad") ?? false);
        return a is null || b is null ? null : new PairwiseQuestion(head, a, b, tie, bothBad);

        string? Field(string side)
        {
            var before = findings.Count;
            var name = json.Text(side, 64);
            if (schema.Fields.Any(field => field.Name == name)) return name;
            var known = string.Join(", ", schema.Fields.Select(field => field.Name));
            if (name is not null) findings.ReportAt(side, "unknown_field", $"\"{head.Name}\" compares {JsonText.Show(name)}, which is no field; there are {known}");
            else if (findings.Count == before) findings.ReportAt(side, "required", $"say which field is {side} of \"{head.Name}\": {known}");
            return null;
        }
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, PairwiseQuestion question)
    {
        writer.WriteString("a", question.A);
        writer.WriteString("b", question.B);
        if (!question.MayTie) writer.WriteBoolean("tie", false);
        if (question.MayBothBeBad) writer.WriteBoolean("bothBad", true);
    }

    /// <inheritdoc/>
    protected override PairwiseAnswer? ReadAnswer(PairwiseQuestion question, JsonElement json, ItemFacts item, Findings findings)
    {
        var word = JsonText.String(json);
        foreach (var preference in Allowed(question))
            if (Word(preference) == word) return new PairwiseAnswer(preference);
        findings.Report("unknown_label", $"question \"{question.Name}\": {JsonText.Show(json)} is none of {string.Join(", ", Allowed(question).Select(Word))}");
        return null;
    }

    /// <inheritdoc/>
    protected override void WriteAnswer(Utf8JsonWriter writer, PairwiseQuestion question, PairwiseAnswer answer) => writer.WriteStringValue(Word(answer.Preference));

    /// <inheritdoc/>
    protected override double Similarity(PairwiseQuestion question, PairwiseAnswer a, PairwiseAnswer b)
    {
        if (a == b) return 1;
        return (a.Preference, b.Preference) is (Preference.Tie, Preference.A or Preference.B) or (Preference.A or Preference.B, Preference.Tie) ? 0.5 : 0;
    }

    /// <inheritdoc/>
    protected override Merged Merge(PairwiseQuestion question, IReadOnlyList<PairwiseAnswer?> votes) =>
        Plurality.Of(votes, (a, b) => a == b, Comparer<PairwiseAnswer>.Create((a, b) => a.Preference.CompareTo(b.Preference)));

    /// <inheritdoc/>
    protected override Ballots Ballots(PairwiseQuestion question) =>
        new LikeliestBallot([.. Allowed(question).Select(preference => new PairwiseAnswer(preference))], question.Required);

    /// <inheritdoc/>
    protected override string Category(PairwiseQuestion question, PairwiseAnswer answer) => Word(answer.Preference);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Categories(PairwiseQuestion question) => [.. Allowed(question).Select(Word)];

    /// <inheritdoc/>
    protected override string Describe(PairwiseQuestion question, PairwiseAnswer answer) => answer.Preference switch
    {
        Preference.A => $"A ({question.A})",
        Preference.B => $"B ({question.B})",
        Preference.Tie => "as good",
        _ => "both bad",
    };

    /// <inheritdoc/>
    protected override IEnumerable<string> Orphans(PairwiseQuestion before, PairwiseQuestion after)
    {
        if ((before.A, before.B) != (after.A, after.B)) yield return $"\"{after.A}\" and \"{after.B}\" would be compared instead of \"{before.A}\" and \"{before.B}\"";
        if (before.MayTie && !after.MayTie) yield return "ties would not be allowed";
        if (before.MayBothBeBad && !after.MayBothBeBad) yield return "\"both bad\" would not be allowed";
    }

    private static IEnumerable<Preference> Allowed(PairwiseQuestion question) => Words.Select(word => word.Preference)
        .Where(preference => preference switch { Preference.Tie => question.MayTie, Preference.BothBad => question.MayBothBeBad, _ => true });

    private static string Word(Preference preference) => Words[(int)preference].Word;
}
