namespace Assay.Formats.LabelStudio;

/// <summary>A tag that asks something, with the headings that stand before it.</summary>
internal sealed record ConfigControl(ConfigElement Element, IReadOnlyList<string> Headings)
{
    public string Called => Element["name"] ?? Element.Tag.ToLowerInvariant();
}
