namespace Assay.Formats.LabelStudio;

/// <summary>What the tags of a label config are.</summary>
internal static class ConfigTags
{
    private static readonly HashSet<string> Layout = new(StringComparer.OrdinalIgnoreCase) { "View", "Collapse", "Panel" };

    // Only looks or help with finding something; what is in them says nothing of what is asked.
    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "Style", "Hint", "Filter", "Shortcut", "Typography", "Markdown" };

    private static readonly HashSet<string> Objects = new(StringComparer.OrdinalIgnoreCase) { "Text", "HyperText", "Paragraphs", "Image", "Audio", "AudioPlus", "Chat" };

    private static readonly HashSet<string> Controls = new(StringComparer.OrdinalIgnoreCase)
    {
        "Choices", "Taxonomy", "Rating", "TextArea", "Number", "DateTime", "Pairwise", "Labels", "HyperTextLabels", "ParagraphLabels", "RectangleLabels",
        "PolygonLabels", "BrushLabels", "BitmaskLabels", "KeyPointLabels", "Rectangle", "Polygon", "Brush", "Bitmask", "KeyPoint",
    };

    private static readonly Dictionary<string, string> NotCarried = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EllipseLabels"] = "there are no ellipses here; boxes or polygons come closest",
        ["Ellipse"] = "there are no ellipses here; boxes or polygons come closest",
        ["VectorLabels"] = "there are no open lines here; polygons come closest",
        ["Vector"] = "there are no open lines here; polygons come closest",
        ["Magicwand"] = "there is no magic wand here; masks are painted by brush",
        ["Video"] = "there is no field of video",
        ["VideoRectangle"] = "there is no field of video",
        ["TimelineLabels"] = "there is no field of video",
        ["TimeSeries"] = "there is no field of time series",
        ["TimeSeriesLabels"] = "there is no field of time series",
        ["Pdf"] = "there is no field of PDF",
        ["OcrLabels"] = "there is no field of PDF",
        ["Table"] = "there is no field of tables; name its columns as fields",
        ["List"] = "a list of changing length is no field; name what is ranked as fields or labels",
        ["Ranker"] = "a ranking here is of labels of the schema, each of which may stand for a field; the things of a list in the data are not known to it",
        ["Repeater"] = "nothing is repeated for each element of a list; what is in it is left out",
        ["ReactCode"] = "code in a config is not run",
    };

    /// <summary>Only holds others.</summary>
    public static bool IsLayout(ConfigElement element) => Layout.Contains(element.Tag);

    /// <summary>May be left out without a word.</summary>
    public static bool IsSilent(ConfigElement element) => Silent.Contains(element.Tag);

    /// <summary>Shows a part of the item.</summary>
    public static bool IsObject(ConfigElement element) => Objects.Contains(element.Tag) && element["toName"] is null;

    /// <summary>Asks something.</summary>
    public static bool IsControl(ConfigElement element) => Controls.Contains(element.Tag);

    /// <summary>Why it is not carried over; null when it may be.</summary>
    public static string? WhyNot(ConfigElement element) => NotCarried.GetValueOrDefault(element.Tag);

    /// <summary>Marks stretches, whose labels it holds.</summary>
    public static bool IsMarking(ConfigElement element) => element.Is("Labels", "HyperTextLabels", "ParagraphLabels");
}
