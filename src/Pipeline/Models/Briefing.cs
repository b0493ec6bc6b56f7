using System.Text.Json;
using Assay.Model;
using Assay.WeakModels.Llm.Asking;

namespace Assay.Pipeline.Models;

/// <summary>
/// What a language model is told of the project beside the item. Of a run it is drawn once, however often the run goes on: with guidelines that were changed meanwhile, or
/// other examples, each question would be another one, and paid for again.
/// </summary>
/// <param name="Guidelines">Those in force; null where there are none.</param>
/// <param name="Examples">Items whose label is agreed.</param>
internal sealed record Briefing(string? Guidelines, IReadOnlyList<Example> Examples)
{
    /// <param name="project">The project, and the run if it is for one.</param>
    /// <param name="examples">How many at most.</param>
    public static Briefing Of(ProjectContext project, int examples)
    {
        if (RunMemory.Of(project) is { } kept)
            return Read(project.Project.Schema, kept);
        var drawn = Draw(project, examples);
        RunMemory.Keep(project, drawn.ToJson());
        return drawn;
    }

    private static Briefing Draw(ProjectContext project, int examples)
    {
        var schema = project.Project.Schema;
        return new Briefing(
            project.Guidelines(),
            examples == 0 ? [] : ExamplePicker.Pick(schema, project.Agreed().Select(row => new Example(row.Item, row.Answers)), examples, seed: 1));
    }

    private string ToJson() => JsonSerializer.Serialize(new Kept(Guidelines, [.. Examples.Select(example => new KeptExample(example.Item, example.Answers.ToJson()))]));

    /// <summary>Examples that a schema that was changed meanwhile does not know are left out.</summary>
    private static Briefing Read(LabelSchema schema, string text)
    {
        var kept = JsonSerializer.Deserialize<Kept>(text)!;
        return new Briefing(
            kept.Guidelines,
            [
                .. kept.Examples.Select(example => (example.Item, schema.ReadAnswers(example.Answers).Answers))
                    .Where(example => example.Answers is not null).Select(example => new Example(example.Item, example.Answers!)),
            ]);
    }

    private sealed record Kept(string? Guidelines, IReadOnlyList<KeptExample> Examples);

    private sealed record KeptExample(JsonElement Item, string Answers);
}
