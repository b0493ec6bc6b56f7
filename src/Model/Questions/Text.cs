using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>Words of the person's own.</summary>
/// <param name="Head">Name, title, hint, required.</param>
/// <param name="Multiline">Whether line breaks are allowed.</param>
/// <param name="MinLength">Least length in code points, 0 by default; a blank text is no answer in any case.</param>
/// <param name="MaxLength">Greatest length in code points; null for <see cref="TextKind.Longest"/>.</param>
/// <param name="Pattern">
/// A .NET regular expression the whole text must match, without lookaround and backreferences, so that it is matched in linear time; null for none.
/// </param>
public sealed record TextQuestion(QuestionHead Head, bool Multiline = false, int MinLength = 0, int? MaxLength = null, string? Pattern = null)
    : Question(Head)
{
    /// <summary>The pattern, null for none.</summary>
    public string? Pattern { get; } = Pattern;

    internal TextPattern? Matcher { get; } = Pattern is null ? null : new TextPattern(Pattern);

    /// <inheritdoc/>
    public override IQuestionKind Kind => TextKind.Instance;
}

/// <summary>The text given: line breaks are <c>\n</c>; on a single line without space around it.</summary>
public sealed record TextAnswer(string Text) : Answer
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => TextKind.Instance;
}

/// <summary>The rules of free text.</summary>
/// <remarks>
/// Two people agree when their texts are equal after runs of white space are folded to one space and the ends are trimmed; case counts.
/// Similarity is 1 − d / max(|a|, |b|) on the texts so folded, with d the edit distance in code points (Levenshtein 1966). Votes are merged
/// by <see cref="Plurality"/>, a tie goes to the earlier text.
/// </remarks>
public sealed class TextKind : QuestionKind<TextQuestion, TextAnswer>
{
    /// <summary>The only instance.</summary>
    public static readonly TextKind Instance = new();

    /// <summary>The longest text, in code points.</summary>
    public const int Longest = 100_000;

    private TextKind() { }

    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override bool MayBeAttribute => true;

    /// <inheritdoc/>
    protected override TextQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var multiline = json.Flag("multiline") ?? false;
        var min = json.Whole("minLength", 0, Longest) ?? 0;
        var max = json.Whole("maxLength", 1, Longest);
        if (min > max) findings.ReportAt("minLength", "out_of_range", $"minLength {min} of \"{head.Name}\" is greater than its maxLength {max}");
        var pattern = json.Prose("pattern", TextPattern.Longest);
        if (pattern is not null && TextPattern.WhyNot(pattern) is { } why)
        {
            findings.ReportAt("pattern", "pattern", $"{JsonText.Show(pattern)} of \"{head.Name}\" cannot be used: {why}");
            pattern = null;
        }
        return new TextQuestion(head, multiline, min, max, pattern);
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, TextQuestion question)
    {
        if (question.Multiline) writer.WriteBoolean("multiline", true);
        if (question.MinLength > 0) writer.WriteNumber("minLength", question.MinLength);
        if (question.MaxLength is { } max) writer.WriteNumber("maxLength", max);
        if (question.Pattern is not null) writer.WriteString("pattern", question.Pattern);
    }

    /// <inheritdoc/>
    protected override TextAnswer? ReadAnswer(TextQuestion question, JsonElement json, ItemFacts item, Findings findings)
    {
        if (JsonText.String(json) is not { } given)
        {
            findings.Report("type", $"question \"{question.Name}\": {JsonText.Show(json)} is not a text");
            return null;
        }
        var text = question.Multiline ? given.ReplaceLineEndings("\n") : given.Trim();
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (WhyNot(question, text) is var (rule, why))
        {
            findings.Report(rule, $"question \"{question.Name}\": {JsonText.Show(text)} {why}");
            return null;
        }
        return new TextAnswer(text);
    }

    private static (string Rule, string Why)? WhyNot(TextQuestion question, string text)
    {
        var length = CodePoints(text);
        var most = question.MaxLength ?? Longest;
        if (length > most) return ("too_long", $"has {length:N0} characters; at most {most:N0} are asked for");
        if (length < question.MinLength) return ("too_short", $"has {length:N0} characters; at least {question.MinLength:N0} are asked for");
        if (!question.Multiline && text.AsSpan().ContainsAny('\n', '\r')) return ("several_lines", "has several lines; one is asked for");
        if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t'))) return ("not_printable", "holds a control character");
        return question.Matcher?.Refuses(text) is { } mismatch ? ("pattern", mismatch) : null;
    }

    /// <inheritdoc/>
    protected override void WriteAnswer(Utf8JsonWriter writer, TextQuestion question, TextAnswer answer) => writer.WriteStringValue(answer.Text);

    /// <inheritdoc/>
    protected override bool Agree(TextQuestion question, TextAnswer a, TextAnswer b) => a.Text == b.Text || Folded(a.Text) == Folded(b.Text);

    /// <inheritdoc/>
    protected override double Similarity(TextQuestion question, TextAnswer a, TextAnswer b)
    {
        if (a.Text == b.Text) return 1;
        int[] left = CodePointsOf(Folded(a.Text)), right = CodePointsOf(Folded(b.Text));
        var longer = Math.Max(left.Length, right.Length);
        return longer == 0 ? 1 : 1 - (double)EditDistance.Between(left, right) / longer;
    }

    /// <inheritdoc/>
    protected override string Describe(TextQuestion question, TextAnswer answer) => answer.Text;

    /// <inheritdoc/>
    protected override IEnumerable<string> Orphans(TextQuestion before, TextQuestion after)
    {
        if (before.Multiline && !after.Multiline) yield return "line breaks would not be allowed";
        if (after.MinLength > before.MinLength) yield return $"texts shorter than {after.MinLength} would be too short";
        if ((after.MaxLength ?? Longest) < (before.MaxLength ?? Longest)) yield return $"texts longer than {after.MaxLength} would be too long";
        if (after.Pattern is not null && after.Pattern != before.Pattern) yield return $"texts would have to match {after.Pattern}";
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
            if (char.IsLowSurrogate(unit)) count--;
        return count;
    }

    private static int[] CodePointsOf(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
