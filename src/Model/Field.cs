namespace Assay.Model;

/// <summary>How a field of the item is shown.</summary>
public enum FieldKind
{
    /// <summary>As it is, line breaks kept.</summary>
    Text,

    /// <summary>As Markdown; HTML in it is shown as text and never run.</summary>
    Markdown,
}

/// <summary>A part of the item that is shown, taken from the item's data by its name.</summary>
/// <param name="Name">The property of the item's data: 1 to 64 of A-Z, a-z, 0-9, _ and -.</param>
/// <param name="Kind">How it is shown.</param>
/// <param name="Title">The heading over it; null for none.</param>
/// <param name="Required">Whether an item without it is refused. An optional field that is missing is not shown.</param>
public sealed record Field(string Name, FieldKind Kind, string? Title = null, bool Required = true);
