using System.Text.Json;
using Assay.Model;

namespace Assay.Cli.Models;

/// <summary>What a model is asked, and in which form its drafts are told.</summary>
/// <param name="Schema">The questions.</param>
/// <param name="Only">The question of a list of labels, whose answers are told bare; null where answers are told by question.</param>
internal sealed record AskedOf(LabelSchema Schema, string? Only)
{
    /// <param name="json">A label schema.</param>
    public static AskedOf OfSchema(string json) => new(LabelSchema.Parse(json), null);

    /// <summary>One question, of the name and over the fields that the model was made for.</summary>
    public static AskedOf OfLabels(ModelAtHand model, string? labels, bool isMulti, bool isSpans)
    {
        string[] names = labels is null ? [.. model.Labels] : [.. labels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (names.Length == 0)
            throw new BadInput("name the labels with --labels a,b,c");
        if (isMulti && model.MarksSpans)
            throw new BadInput($"{model.Model.Name} marks stretches of the text, and --multi-label is about whole items");
        if (isMulti && isSpans)
            throw new BadInput("--multi-label is about whole items and --spans about stretches of them; give one");
        var question = model.Question ?? "label";
        IReadOnlyList<string> fields = model.Fields.Count > 0 ? model.Fields : ["text"];
        object asked = isSpans
            ? new { name = question, kind = "spans", fields, labels = names, overlap = "any", required = false }
            : new { name = question, kind = "choice", mode = isMulti ? "multiple" : "single", labels = names, min = isMulti ? 0 : 1, required = false };
        return new AskedOf(
            LabelSchema.Parse(JsonSerializer.Serialize(new { fields = fields.Select(field => new { name = field, kind = "text", required = false }), questions = new[] { asked } })), question);
    }
}
