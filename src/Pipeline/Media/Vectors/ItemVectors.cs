using System.Text.Json;
using Assay.Model;

namespace Assay.Pipeline.Media.Vectors;

/// <summary>From the images of an item to one vector: those of its fields one after the other, zeros for a field that names none.</summary>
internal static class ItemVectors
{
    /// <summary>The fields that are images.</summary>
    public static IReadOnlyList<Field> Fields(LabelSchema schema) => [.. schema.Fields.Where(field => field.Kind == FieldKind.Image)];

    /// <summary>What the fields of an item name, field by field; null where one names none.</summary>
    public static string?[] Names(IReadOnlyList<Field> fields, JsonElement item) =>
        [.. fields.Select(field => item.ValueKind == JsonValueKind.Object ? ItemMedia.NameIn(item, field.Name) : null)];

    /// <summary>Null where no image is named, or one that is has no vector.</summary>
    /// <param name="names">Field by field.</param>
    /// <param name="byName">The vectors there are.</param>
    /// <param name="length">Of each.</param>
    public static Half[]? Joined(string?[] names, IReadOnlyDictionary<string, Half[]> byName, int length)
    {
        if (names.All(name => name is null) || names.Any(name => name is not null && !byName.ContainsKey(name)))
            return null;
        if (names.Length == 1)
            return byName[names[0]!];
        var joined = new Half[names.Length * length];
        foreach (var (field, name) in names.Index())
            if (name is not null)
                byName[name].CopyTo(joined, field * length);
        return joined;
    }
}
