using System.Globalization;
using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>The words under one value of a scale.</summary>
public sealed record Caption(int Value, string Text);

/// <summary>A whole number on a scale.</summary>
/// <param name="Head">Name, title, hint, required.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value, greater than <paramref name="Min"/>, by at most <see cref="RatingKind.MostSteps"/>.</param>
/// <param name="Captions">Words for some of the values, by rising value.</param>
public sealed record RatingQuestion(QuestionHead Head, int Min, int Max, IReadOnlyList<Caption> Captions) : Question(Head)
{
    /// <summary>Words for some of the values, by rising value.</summary>
    public IReadOnlyList<Caption> Captions { get; } = ValueList<Caption>.Of(Captions.OrderBy(caption => caption.Value));

    /// <inheritdoc/>
    public override IQuestionKind Kind => RatingKind.Instance;
}

/// <summary>The value given.</summary>
public sealed record RatingAnswer(int Value) : Answer
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => RatingKind.Instance;
}

/// <summary>The rules of ratings.</summary>
/// <remarks>
/// Similarity is 1 − |a − b| / (max − min). Votes are merged to their median, since values have an order; of two middle values the lower,
/// and the merge is then tied. The question stays unanswered when more people left it out than rated.
/// </remarks>
public sealed class RatingKind : QuestionKind<RatingQuestion, RatingAnswer>
{
    /// <summary>The only instance.</summary>
    public static readonly RatingKind Instance = new();

    /// <summary>The widest scale: max − min.</summary>
    public const int MostSteps = 100;

    private const int Farthest = 1_000_000;

    private RatingKind() { }

    /// <inheritdoc/>
    public override string Name => "rating";

    /// <inheritdoc/>
    public override bool MayBeAttribute => true;

    /// <inheritdoc/>
    protected override RatingQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var before = findings.Count;
        var min = json.Whole("min", -Farthest, Farthest);
        if (min is null && findings.Count == before) findings.ReportAt("min", "required", $"the rating \"{head.Name}\" has no min");
        before = findings.Count;
        var max = json.Whole("max", -Farthest, Farthest);
        if (max is null && findings.Count == before) findings.ReportAt("max", "required", $"the rating \"{head.Name}\" has no max");
        if (max <= min) findings.ReportAt("max", "out_of_range", $"max {max} of \"{head.Name}\" is not greater than its min {min}");
        if (max - min > MostSteps) findings.ReportAt("max", "out_of_range", $"the scale of \"{head.Name}\" has {max - min} steps; at most {MostSteps}");
        var captions = Captions(head, json, min, max, findings);
        return min is { } least && max is { } most ? new RatingQuestion(head, least, most, captions) : null;
    }

    private static List<Caption> Captions(QuestionHead head, JsonProperties json, int? min, int? max, Findings findings)
    {
        var captions = new List<Caption>();
        if (json.Any("captions") is not { } given) return captions;
        findings.Enter("captions");
        if (JsonProperties.Of(given, findings) is { } words)
        {
            // max may be wrong and huge: look at no more values than a sound scale has
            for (var value = min; value <= max && value - min <= MostSteps; value++)
                if (words.Text(Word(value.Value), 200) is { } text) captions.Add(new Caption(value.Value, text));
            words.Nothing("not_on_scale", name => $"{JsonText.Show(name)} is no value of \"{head.Name}\", {min} to {max}");
        }
        findings.Leave();
        return captions;
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, RatingQuestion question)
    {
        writer.WriteNumber("min", question.Min);
        writer.WriteNumber("max", question.Max);
        if (question.Captions.Count == 0) return;
        writer.WriteStartObject("captions");
        foreach (var caption in question.Captions) writer.WriteString(Word(caption.Value), caption.Text);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    protected override RatingAnswer? ReadAnswer(RatingQuestion question, JsonElement json, ItemFacts item, Findings findings)
    {
        if (!JsonText.TryWhole(json, out var value))
            findings.Report("type",
                $"question \"{question.Name}\": {JsonText.Show(json)} is not a whole number from {question.Min} to {question.Max}");
        else if (value < question.Min || value > question.Max)
            findings.Report("out_of_range", $"question \"{question.Name}\": {value} is not between {question.Min} and {question.Max}");
        else return new RatingAnswer(value);
        return null;
    }

    /// <inheritdoc/>
    protected override void WriteAnswer(Utf8JsonWriter writer, RatingQuestion question, RatingAnswer answer) => writer.WriteNumberValue(answer.Value);

    /// <inheritdoc/>
    protected override double Similarity(RatingQuestion question, RatingAnswer a, RatingAnswer b) =>
        1 - Math.Abs((double)a.Value - b.Value) / ((double)question.Max - question.Min);

    /// <inheritdoc/>
    protected override Merged Merge(RatingQuestion question, IReadOnlyList<RatingAnswer?> votes)
    {
        var values = votes.OfType<RatingAnswer>().Select(answer => answer.Value).Order().ToArray();
        var unanswered = votes.Count - values.Length;
        if (values.Length == 0 || unanswered > values.Length)
            return new Merged(null, votes.Count == 0 ? 1 : (double)unanswered / votes.Count, false);
        var median = values[(values.Length - 1) / 2];
        var tied = median != values[values.Length / 2] || unanswered == values.Length;
        return new Merged(new RatingAnswer(median), (double)values.Count(value => value == median) / votes.Count, tied);
    }

    /// <inheritdoc/>
    /// <remarks>The values are the categories, and the answer is the median of their probabilities: with equal votes the median of the votes.</remarks>
    protected override Ballots Ballots(RatingQuestion question) =>
        new MedianBallot([.. Enumerable.Range(question.Min, question.Max - question.Min + 1).Select(value => new RatingAnswer(value))], question.Required);

    /// <inheritdoc/>
    protected override string Category(RatingQuestion question, RatingAnswer answer) => Word(answer.Value);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Categories(RatingQuestion question) =>
        [.. Enumerable.Range(question.Min, question.Max - question.Min + 1).Select(Word)];

    /// <inheritdoc/>
    /// <remarks>Ordinal: nobody promises that the steps between values are equally large.</remarks>
    protected override AnswerScale Scale(RatingQuestion question) =>
        new(ScaleLevel.Ordinal, [.. Enumerable.Range(question.Min, question.Max - question.Min + 1).Select(value => (double)value)], []);

    /// <inheritdoc/>
    protected override string Describe(RatingQuestion question, RatingAnswer answer) =>
        question.Captions.FirstOrDefault(caption => caption.Value == answer.Value) is { } caption
            ? $"{answer.Value} ({caption.Text})"
            : Word(answer.Value);

    /// <inheritdoc/>
    protected override IEnumerable<string> Orphans(RatingQuestion before, RatingQuestion after)
    {
        if (after.Min > before.Min || after.Max < before.Max)
            yield return $"the scale would shrink from {before.Min} to {before.Max} down to {after.Min} to {after.Max}";
    }

    private static string Word(int value) => value.ToString(CultureInfo.InvariantCulture);
}
