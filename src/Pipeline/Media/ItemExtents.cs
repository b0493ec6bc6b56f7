using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Media;

/// <summary>The extents of an item's fields, against which answers that point into it are checked.</summary>
internal static class ItemExtents
{
    /// <summary>Of the item of a task. Costs nothing where no answer points into the item.</summary>
    /// <param name="session">The database.</param>
    /// <param name="settings">Of the project.</param>
    /// <param name="taskId">The task; of one that is not there nothing is known.</param>
    public static ItemFacts Of(Session session, ProjectSettings settings, long taskId)
    {
        var fields = settings.Schema.PointedInto;
        if (fields.Count == 0 || session.OneOrNone<string>("SELECT data FROM item WHERE task_id = @taskId", new { taskId }) is not { } json)
            return ItemFacts.None;
        using var data = JsonDocument.Parse(json);
        var facts = new Dictionary<string, FieldFacts>();
        foreach (var field in fields)
            if (data.RootElement.TryGetProperty(field.Name, out var value) && Text(value) is { } text)
                facts.Add(field.Name, field.IsMedia ? Extent(session, settings.Id, text) : new FieldFacts(CodePoints: text.EnumerateRunes().Count()));
        return new ItemFacts(facts);
    }

    /// <summary>Of a medium that is not there nothing is known.</summary>
    private static FieldFacts Extent(Session session, long projectId, string name) => Medium.Find(session, projectId, name) is { } medium
        ? new FieldFacts(Width: medium.Width, Height: medium.Height, Duration: medium.Duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
        : default;

    /// <summary>What is shown: numbers, true and false as they are written.</summary>
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
