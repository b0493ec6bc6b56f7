namespace Assay.Model.Questions;

/// <summary>A key that the editor of a question needs itself, so that no label may ask for it.</summary>
/// <param name="Key">One character.</param>
/// <param name="Does">What it does there, in words that follow "which": <c>shows the whole image</c>.</param>
public sealed record EditorKey(string Key, string Does);

/// <summary>The keys of the editors. The table in docs/formats/label-schema.md holds them too, and tests hold both this list and the web app's to it.</summary>
public static class EditorKeys
{
    private static readonly Dictionary<string, string> Parts = new() { ["y"] = "accepts a draft", ["x"] = "rejects a draft" };

    private static readonly Dictionary<string, string> Image = new(Parts)
    {
        ["+"] = "zooms in",
        ["="] = "zooms in",
        ["-"] = "zooms out",
        ["0"] = "shows the whole image",
        ["."] = "shows the image at 100%",
        ["i"] = "opens brightness and contrast",
        ["v"] = "selects",
        ["b"] = "draws",
        ["h"] = "hides all regions",
        ["l"] = "locks a region",
        ["t"] = "brings a region to the top",
        ["c"] = "copies",
    };

    /// <summary>Boxes and keypoints.</summary>
    public static readonly IReadOnlyList<EditorKey> OfShapes = Of(Image);

    /// <summary>Polygons.</summary>
    public static readonly IReadOnlyList<EditorKey> OfPolygons = Of(new(Image) { ["p"] = "draws another part", ["o"] = "cuts a hole" });

    /// <summary>Masks.</summary>
    public static readonly IReadOnlyList<EditorKey> OfMasks =
        Of(new(Image) { ["e"] = "erases", ["["] = "makes the brush smaller", ["]"] = "makes the brush larger" });

    /// <summary>Spans.</summary>
    public static readonly IReadOnlyList<EditorKey> OfSpans = Of(new(Parts) { ["0"] = "says that there is nothing here", ["+"] = "adds a part to a mark" });

    /// <summary>Relations.</summary>
    public static readonly IReadOnlyList<EditorKey> OfRelations = Of(new(Parts) { ["0"] = "says that there is nothing here", ["r"] = "begins a relation" });

    /// <summary>Segments.</summary>
    public static readonly IReadOnlyList<EditorKey> OfSegments = Of(new(Parts)
    {
        ["+"] = "zooms in",
        ["="] = "zooms in",
        ["-"] = "zooms out",
        ["0"] = "shows the whole recording",
        ["."] = "shows the segment",
        ["i"] = "begins a segment",
        ["o"] = "ends a segment",
        ["l"] = "loops",
        ["<"] = "plays slower",
        [">"] = "plays faster",
        ["["] = "begins the segment here",
        ["]"] = "ends the segment here",
    });

    /// <summary>Rankings.</summary>
    public static readonly IReadOnlyList<EditorKey> OfRankings = Of(new() { ["="] = "ranks two the same" });

    private static EditorKey[] Of(Dictionary<string, string> does) => [.. does.Select(key => new EditorKey(key.Key, key.Value))];
}
