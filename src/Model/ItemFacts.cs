namespace Assay.Model;

/// <summary>
/// What is known of an item when an answer about it is read: a question kind that points into the item (a span of its text, a box on
/// its image) checks its answers against this. What is not known is not checked.
/// </summary>
public sealed record ItemFacts(IReadOnlyDictionary<string, FieldFacts> Fields)
{
    /// <summary>Nothing is known.</summary>
    public static readonly ItemFacts None = new(new Dictionary<string, FieldFacts>());

    /// <summary>What is known of the field; empty facts when nothing is.</summary>
    public FieldFacts Of(string field) => Fields.TryGetValue(field, out var facts) ? facts : default;
}

/// <summary>The extent of one field of an item; null where not known or of no meaning.</summary>
/// <param name="CodePoints">Length of a text in Unicode code points, the unit of all text offsets.</param>
/// <param name="Width">Width of an image in pixels as displayed.</param>
/// <param name="Height">Height of an image in pixels as displayed.</param>
/// <param name="Duration">Length of a recording.</param>
public readonly record struct FieldFacts(int? CodePoints = null, int? Width = null, int? Height = null, TimeSpan? Duration = null);
