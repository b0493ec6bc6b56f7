using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Simulation.Plays;

/// <summary>One text to read, one label to choose.</summary>
internal static class PlaySchema
{
    public const string Field = "text";
    public const string Question = "label";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IReadOnlyList<string> labels) => JsonSerializer.Serialize(new
    {
        fields = new[] { new { name = Field, kind = "text" } },
        questions = new[] { new { name = Question, kind = "choice", title = "Which label?", mode = "single", labels = labels.Select(name => new { name }) } },
    });

    public static string Answer(string label) => JsonSerializer.Serialize(new Dictionary<string, string> { [Question] = label }, Plain);

    /// <summary>The label of an answer; null where there is none.</summary>
    public static string? Label(JsonElement? answers) => answers is { } given && given.TryGetProperty(Question, out var label) ? label.GetString() : null;

    /// <summary>Writes documents to be imported, one a row: never their labels.</summary>
    public static async Task Write(string path, IEnumerable<LabeledDocument> documents, CancellationToken cancel)
    {
        await using var file = new StreamWriter(path);
        foreach (var document in documents)
            await file.WriteLineAsync(JsonSerializer.Serialize(new Dictionary<string, string> { [Field] = document.Text }, Plain).AsMemory(), cancel);
    }
}
