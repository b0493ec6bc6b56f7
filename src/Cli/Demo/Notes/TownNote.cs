using System.Reflection;
using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;

namespace Assay.Cli.Demo.Notes;

/// <summary>A note of a town's weekly, made up, with what is to be marked in it. They come from the folder samples.</summary>
/// <param name="Row">The JSON it is imported from.</param>
/// <param name="Text">The note.</param>
/// <param name="Truth">The right answers.</param>
internal sealed record TownNote(string Row, string Text, Answers Truth)
{
    public const string Entities = "entities";
    public const string Ties = "ties";

    /// <summary>The answers stand beside the text under the names of the questions; the demo's people are not to see them.</summary>
    private static readonly string[] Questions = [Entities, Ties];

    public static string SchemaJson { get; } = Resource("town-notes.schema.json");

    public static LabelSchema Schema { get; } = LabelSchema.Parse(SchemaJson);

    public static IReadOnlyList<TownNote> All { get; } = [.. Resource("town-notes.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    public IReadOnlyList<SpanRegion> Spans => ((SpansAnswer)Truth[Entities]!).Regions;

    public IReadOnlyList<Relation> Relations => (Truth[Ties] as RelationsAnswer)?.Regions ?? [];

    /// <summary>What is known of an item with this text.</summary>
    public static ItemFacts Facts(string text) => new(new Dictionary<string, FieldFacts> { ["text"] = new(CodePoints: text.EnumerateRunes().Count()) });

    private static TownNote Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var properties = document.RootElement.EnumerateObject().ToList();
        var text = document.RootElement.GetProperty("text").GetString()!;
        return new TownNote(
            Object(properties.Where(property => !Questions.Contains(property.Name))), text,
            Schema.ReadAnswers(Object(properties.Where(property => Questions.Contains(property.Name))), Facts(text)).OrThrow());
    }

    private static string Object(IEnumerable<JsonProperty> properties) =>
        $"{{{string.Join(',', properties.Select(property => $"{JsonSerializer.Serialize(property.Name)}:{property.Value.GetRawText()}"))}}}";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
