using System.Globalization;
using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>A rating or a comparison of two: one of a few words.</summary>
internal sealed class AskedWord(Question question) : AskedQuestion(question)
{
    private readonly IReadOnlyList<string> words = question.Kind.Categories(question);

    public override int EnumSize => words.Count + 1;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteEnum(writer, [.. words, CannotTell]);
        writer.WriteEndObject();
    }

    public override IEnumerable<string> Instructions()
    {
        if (Question is RatingQuestion rating)
        {
            yield return $"Answer with a whole number from \"{rating.Min}\" to \"{rating.Max}\".";
            foreach (var caption in rating.Captions) yield return string.Create(CultureInfo.InvariantCulture, $"- \"{caption.Value}\": {caption.Text}");
        }
        else if (Question is PairwiseQuestion pair)
        {
            yield return $"Compare the fields \"{pair.A}\" and \"{pair.B}\"; which of them is shown first means nothing.";
            yield return $"- \"a\": {pair.A} is better";
            yield return $"- \"b\": {pair.B} is better";
            if (pair.MayTie) yield return "- \"tie\": both are as good";
            if (pair.MayBothBeBad) yield return "- \"both_bad\": neither will do";
        }
        yield return $"Where you cannot tell, answer \"{CannotTell}\".";
    }

    public override FoundAnswer? Read(JsonElement answer, ItemText item, List<string> problems)
    {
        // a number where a word was asked for says the same
        var word = JsonText.TryWhole(answer, out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : JsonText.String(answer);
        if (word == CannotTell) return null;
        if (word is null || !words.Contains(word)) return Wrong(problems, answer, $"one of {string.Join(", ", words.Take(20))}");
        return new FoundAnswer(Question is RatingQuestion ? word : JsonSerializer.Serialize(word));
    }

    public override void WriteExample(Utf8JsonWriter writer, Answer answer, ItemText item) => writer.WriteStringValue(Question.Kind.Category(Question, answer));
}
