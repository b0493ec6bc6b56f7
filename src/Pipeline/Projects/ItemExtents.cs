using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Projects;

/// <summary>What is known of the images and recordings that items name.</summary>
public interface IMediaFacts
{
    /// <summary>The size of an image as displayed, or the length of a recording; empty facts when nothing is known of it.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="name">As the item names it: the name of a file or a URL.</param>
    FieldFacts Of(long projectId, string name);
}

/// <summary>The extents of an item's fields, against which answers that point into it are checked.</summary>
internal static class ItemExtents
{
    /// <summary>Of the item of a task. Costs nothing where no answer points into the item.</summary>
    /// <param name="session">The database.</param>
    /// <param name="settings">Of the project.</param>
    /// <param name="taskId">The task; of one that is not there nothing is known.</param>
    /// <param name="media">Null when nothing is known of any medium.</param>
    public static ItemFacts Of(Session session, ProjectSettings settings, long taskId, IMediaFacts? media)
    {
        var fields = settings.Schema.PointedInto;
        if (fields.Count == 0 || session.OneOrNone<string>("SELECT data FROM item WHERE task_id = @taskId", new { taskId }) is not { } json)
            return ItemFacts.None;
        using var data = JsonDocument.Parse(json);
        var facts = new Dictionary<string, FieldFacts>();
        foreach (var field in fields)
            if (data.RootElement.TryGetProperty(field.Name, out var value) && Text(value) is { } text)
                facts.Add(field.Name, field.IsMedia ? media?.Of(settings.Id, text) ?? default : new FieldFacts(CodePoints: text.EnumerateRunes().Count()));
        return new ItemFacts(facts);
    }

    /// <summary>What is shown: numbers, true and false as they are written.</summary>
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
