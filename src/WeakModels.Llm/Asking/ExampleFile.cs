using System.Text.Json;
using Assay.Model;
using Assay.Model.Json;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>Labeled items as rows: the fields, and the answers in <c>answers</c> or by the names of the questions.</summary>
public static class ExampleFile
{
    /// <summary>The example in a row; null where it answers nothing.</summary>
    /// <exception cref="UnfitModel">What it answers is no answer of the schema.</exception>
    public static Example? Read(LabelSchema schema, JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object) throw new UnfitModel("an example is an object with the fields of the item and its answers");
        var given = row.TryGetProperty("answers", out var answers) && answers.ValueKind == JsonValueKind.Object ? answers : row;
        var json = JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var question in schema.Questions)
            {
                // an empty cell of a table is no answer
                if (!given.TryGetProperty(question.Name, out var value) || value.ValueKind == JsonValueKind.Null) continue;
                if (value.ValueKind == JsonValueKind.String && value.ValueEquals("")) continue;
                writer.WritePropertyName(question.Name);
                value.WriteTo(writer);
            }
            writer.WriteEndObject();
        });
        var read = schema.ReadDraft(json, new ItemText(schema, row).Facts());
        if (read.Answers is not { } found) throw new UnfitModel(string.Join("; ", read.Violations.Select(violation => violation.Message)));
        return found.ByQuestion.Count == 0 ? null : new Example(row, found);
    }
}
