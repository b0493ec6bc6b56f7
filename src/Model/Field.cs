namespace Assay.Model;

/// <summary>How a field of the item is shown.</summary>
public enum FieldKind
{
    /// <summary>As it is, line breaks kept.</summary>
    Text,

    /// <summary>As Markdown; HTML in it is shown as text and never run.</summary>
    Markdown,

    /// <summary>As a conversation, turn by turn. The data: a list of <c>{"role", "content"}</c>.</summary>
    Chat,

    /// <summary>As a picture. The data: the name of an uploaded file, or a URL.</summary>
    Image,

    /// <summary>As a recording to listen to. The data: the name of an uploaded file, or a URL.</summary>
    Audio,
}

/// <summary>A part of the item that is shown, taken from the item's data by its name.</summary>
/// <param name="Name">The property of the item's data: 1 to 64 of A-Z, a-z, 0-9, _ and -.</param>
/// <param name="Kind">How it is shown.</param>
/// <param name="Title">The heading over it; null for none.</param>
/// <param name="Required">Whether an item without it is refused. An optional field that is missing is not shown.</param>
/// <param name="Beside">Whether it stands beside the field before it, as far as there is room, and not below.</param>
public sealed record Field(string Name, FieldKind Kind, string? Title = null, bool Required = true, bool Beside = false)
{
    /// <summary>Whether the data names a file or a URL, whose content is shown.</summary>
    public bool IsMedia => Kind is FieldKind.Image or FieldKind.Audio;
}
