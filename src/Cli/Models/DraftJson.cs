using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels;

namespace Assay.Cli.Models;

/// <summary>A draft as a line of JSON.</summary>
internal static class DraftJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(long index, AskedOf asked, ItemDraft? draft, string? refused, ModelAtHand model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", index);
            writer.WritePropertyName("answers");
            Answers(writer, asked, draft);
            writer.WritePropertyName("confidence");
            if (draft?.Confidence is { } confidence)
                writer.WriteNumberValue(Math.Round(confidence, 6));
            else
                writer.WriteNullValue();
            writer.WritePropertyName("scores");
            Scores(writer, asked, draft);
            writer.WriteBoolean("abstained", draft?.Confidence is null);
            writer.WriteString("model", model.Model.Name);
            writer.WriteString("version", model.Version);
            if (refused is not null)
                writer.WriteString("error", refused);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Answers(Utf8JsonWriter writer, AskedOf asked, ItemDraft? draft)
    {
        if (asked.Only is { } only)
        {
            if (draft?.ByQuestion.GetValueOrDefault(only) is not { } said)
                writer.WriteNullValue();
            else if (said.Answer is SpansAnswer spans)
                Spans(writer, spans, said.PartScores);
            else
                Write(writer, asked.Schema, only, said);
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, said) in draft?.ByQuestion ?? new Dictionary<string, QuestionDraft>())
        {
            writer.WritePropertyName(name);
            Write(writer, asked.Schema, name, said);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LabelSchema schema, string name, QuestionDraft said)
    {
        var question = schema.Question(name)!;
        question.Kind.WriteAnswer(writer, question, said.Answer);
    }

    private static void Spans(Utf8JsonWriter writer, SpansAnswer answer, IReadOnlyList<double> scores)
    {
        writer.WriteStartArray();
        foreach (var (place, span) in answer.Regions.Index())
        {
            writer.WriteStartObject();
            writer.WriteNumber("start", span.Start);
            writer.WriteNumber("end", span.End);
            writer.WriteString("label", span.Label);
            if (place < scores.Count)
                writer.WriteNumber("score", Math.Round(scores[place], 6));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Scores(Utf8JsonWriter writer, AskedOf asked, ItemDraft? draft)
    {
        writer.WriteStartObject();
        foreach (var (name, said) in draft?.ByQuestion ?? new Dictionary<string, QuestionDraft>())
        {
            if (asked.Only is null)
                writer.WriteStartObject(name);
            foreach (var (label, score) in said.Scores)
                writer.WriteNumber(label, Math.Round(score, 6));
            if (asked.Only is null)
                writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
