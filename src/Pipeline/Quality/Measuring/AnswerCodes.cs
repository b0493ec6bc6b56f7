using Assay.Model;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>
/// Stored answers as numbers, one a question. Most answers of a project are the same few texts, so a text is read once. Used by one thread
/// at a time.
/// </summary>
internal sealed class AnswerCodes(LabelSchema schema)
{
    private const int MostKnown = 10_000;
    private const int LongestKnown = 300;

    private readonly Dictionary<string, int[]?> known = new(StringComparer.Ordinal);

    /// <summary>In schema order.</summary>
    public IReadOnlyList<QuestionCodes> Questions { get; } = [.. schema.Questions.Select(question => new QuestionCodes(question))];

    public LabelSchema Schema => schema;

    public long Bytes => Questions.Sum(question => question.Bytes);

    /// <summary>A number for each question, negative where it is not answered; null for a text that does not fit the schema.</summary>
    public int[]? Of(string json)
    {
        if (known.TryGetValue(json, out var codes))
            return codes;
        codes = schema.ReadAnswers(json).Answers is { } answers
            ? [.. Questions.Select((question, place) => question.Of(answers[schema.Questions[place].Name]))]
            : null;
        if (known.Count < MostKnown && json.Length <= LongestKnown)
            known.Add(json, codes);
        return codes;
    }
}
