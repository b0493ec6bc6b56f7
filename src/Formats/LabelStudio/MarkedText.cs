using SafeJson = Assay.Model.Json.JsonText;

namespace Assay.Formats.LabelStudio;

/// <summary>A text that results mark. What their offsets count is told from all of them together.</summary>
internal sealed class MarkedText(BoundObject shown, string text, OffsetUnit unit)
{
    private readonly TextOffsets offsets = new(text);
    private readonly HtmlText? html = shown.IsHtml ? new HtmlText(text) : null;
    private TextOffsets? seen;
    private bool isPoints = true, isUnits = true;

    public string Field => shown.Field;

    private TextOffsets Counted => html is null ? offsets : seen ??= new TextOffsets(html.Seen);

    /// <summary>Holds the offsets of a mark against the text that comes with it.</summary>
    public void Look(ResultMark mark)
    {
        if (SafeJson.String(mark.Of("text")) is not { } marked || Given(mark) is not var (start, end)) return;
        isPoints &= Counted.Slice(Counted.UnitOf(start), Counted.UnitOf(end)) == marked;
        isUnits &= Counted.PointOf(start) is not null && Counted.PointOf(end) is not null && Counted.Slice(start, end) == marked;
    }

    /// <summary>The stretch in code points of the field.</summary>
    /// <exception cref="Refused">It is none.</exception>
    public (int Start, int End) Points(ResultMark mark)
    {
        var (start, end) = Given(mark) ?? throw mark.Fault($"start and end are {ResultMark.Show(mark.Of("start"))} and {ResultMark.Show(mark.Of("end"))}; "
            + (shown.IsHtml ? "it needs globalOffsets with start and end, which count what is seen" : "they must be whole numbers, places in the text"));
        var isUtf16 = unit == OffsetUnit.Utf16 || unit == OffsetUnit.Unknown && isUnits && !isPoints;
        if (html is not null) return InSource(mark, html, isUtf16 ? (start, end) : (Counted.UnitOf(start), Counted.UnitOf(end)));
        if (!isUtf16) return (start, end);
        return offsets.PointOf(start) is { } first && offsets.PointOf(end) is { } last ? (first, last) : throw Beyond(mark, start, end);
    }

    private (int Start, int End) InSource(ResultMark mark, HtmlText from, (int? Start, int? End) seenUnits) =>
        seenUnits is ({ } start, { } end) && from.InSource(start, end) is var (first, last) && offsets.PointOf(first) is { } a && offsets.PointOf(last) is { } b
            ? (a, b) : throw Beyond(mark, seenUnits.Start ?? -1, seenUnits.End ?? -1);

    private static (int Start, int End)? Given(ResultMark mark)
    {
        var from = mark.Has("globalOffsets") ? mark.Of("globalOffsets") : mark.Value;
        return SafeJson.TryWhole(ResultMark.Get(from, "start"), out var start) && SafeJson.TryWhole(ResultMark.Get(from, "end"), out var end) ? (start, end) : null;
    }

    private Refused Beyond(ResultMark mark, int start, int end) => mark.Fault($"{start} to {end} is no stretch of the text in {shown.Field}, which has {Counted.Points} characters");
}
