using System.Globalization;
using Assay.Model.Questions;
using Assay.Model.Regions;
using CsCheck;

namespace Assay.Model.Tests;

/// <summary>Generators for the kinds whose answers are regions, with few distinct places so that regions meet, and attributes on some.</summary>
internal static class RegionCases
{
    private static readonly Gen<LabelSet> Labels = QuestionCases.Labels(1);

    private static readonly Gen<double> Thresholds = Gen.OneOf(0.3, 0.5, 1);

    public static readonly Gen<QuestionCase> Spans = SpansQuestions.SelectMany(question => Lists(question, SpanPlaces(question), span => span.Json, fits: Fits(question)).Array[2, 6]
        .Select(answers => new QuestionCase(question, answers)));

    public static readonly Gen<QuestionCase> Relations = Gen.Select(SpansQuestions, Labels, Gen.Bool, Thresholds).SelectMany((over, labels, directed, agree) =>
    {
        var spans = over with { Head = over.Head with { Name = "spans" } };
        var question = new RelationsQuestion(QuestionCases.Head, spans, labels, [.. labels.Select(label => new RelationRule(label.Name, [], [], directed))], agree);
        var ends = Gen.Select(SpanPlaces(spans), Gen.OneOf([.. spans.Labels.Select(label => label.Name)]), (span, label) => (span.Start, Json: $$"""{{{span.Json}},"label":{{QuestionCases.Text(label)}}}"""));
        var places = Gen.Select(ends, ends).Where((from, to) => from.Start < to.Start).Select((from, to) => $"\"from\":{from.Json},\"to\":{to.Json}");
        return Lists(question, places, place => place, fits: null).Array[2, 6].Select(answers => new QuestionCase(question, answers));
    });

    public static readonly Gen<QuestionCase> Boxes = Gen.Select(Labels, Gen.Bool, Thresholds, Gen.Bool).SelectMany((labels, rotated, agree, attributes) => Cases(
        new BoxesQuestion(QuestionCases.Head, "scan", labels, Attributes(labels, attributes), rotated, agree),
        Gen.Select(Gen.OneOf(0, 1.25, 10), Gen.OneOf(0.0, 2, 30), Gen.OneOf(8.5, 10), Gen.OneOf(8, 9.999), Gen.OneOf(0, 0, 30.5)).Select((x, y, width, height, turned) =>
            Invariant($"\"x\":{x},\"y\":{y},\"width\":{width},\"height\":{height}") + (rotated && turned != 0 ? Invariant($",\"rotation\":{turned}") : ""))));

    public static readonly Gen<QuestionCase> Polygons = Gen.Select(Labels, Thresholds, Gen.Bool).SelectMany((labels, agree, attributes) => Cases(
        new PolygonsQuestion(QuestionCases.Head, "scan", labels, Attributes(labels, attributes), agree),
        Gen.Select(Gen.OneOf(0, 1.25, 10), Gen.OneOf(8.5, 20), Gen.Int[0, 3]).Select((at, size, form) => "\"parts\":" + form switch
        {
            0 => $"[{Part(Square(at, size))}]",
            1 => $"[{Part(Square(at, size), Square(at + 1, 3))}]",
            2 => $"[{Part(Square(at + 40, size))},{Part(Square(at, size))}]",
            _ => $"[{Part(Invariant($"[[{at},{at + size}],[{at},{at}],[{at + size},{at}],[{at},{at + size}]]"))}]",
        })));

    public static readonly Gen<QuestionCase> Masks = Gen.Select(Labels, Thresholds, Gen.Bool).SelectMany((labels, agree, attributes) => Cases(
        new MasksQuestion(QuestionCases.Head, "scan", labels, Attributes(labels, attributes), agree),
        Gen.OneOf(0b0110_0110_0000, 0b0110_0111_0000, 0b0000_0110_0110, 0b1111_1111_1111, 0b1000_0000_0001).Select(bits =>
            $"\"size\":[3,4],\"counts\":{QuestionCases.Text(RunMask.OfPixels([.. Enumerable.Range(0, 12).Select(at => (bits >> at & 1) == 1)], 3, 4).ToText())}")));

    public static readonly Gen<QuestionCase> Keypoints = Gen.Select(Labels, Thresholds, Gen.Bool).SelectMany((labels, agree, attributes) => Cases(
        new KeypointsQuestion(QuestionCases.Head, "scan", [new("nose"), new("eye \"left\"", "The left eye")], [new("nose", "eye \"left\"")], labels, Attributes(labels, attributes), agree),
        Gen.Select(Gen.OneOf(0, 10.5, 200), Gen.Int[1, 2], Gen.Bool).Select((at, visible, both) =>
            "\"points\":{" + (both ? Invariant($"\"eye \\\"left\\\"\":[{at},{at + 5},2],") : "") + Invariant($"\"nose\":[{at},{at},{visible}]}}"))));

    public static readonly Gen<QuestionCase> Segments = Gen.Select(Labels, Gen.Bool, Thresholds, Gen.Bool).SelectMany((labels, mayOverlap, agree, attributes) => Cases(
        new SegmentsQuestion(QuestionCases.Head, "call", labels, Attributes(labels, attributes), mayOverlap, agree),
        Gen.Select(Gen.OneOf(0, 1.25, 1.5, 7), Gen.OneOf(0.5, 2.0005)).Select((start, length) => Invariant($"\"start\":{start},\"end\":{start + length}")),
        mayOverlap ? null : Apart));

    private static Gen<SpansQuestion> SpansQuestions => Gen.Select(Labels, Gen.OneOf(SpanOverlap.None, SpanOverlap.Nested, SpanOverlap.Any), Gen.Bool, Gen.Bool, Gen.Bool, Thresholds)
        .Select((labels, overlap, discontinuous, several, attributes, agree) => new SpansQuestion(
            QuestionCases.Head, several ? ["text", "title"] : ["text"], labels, Attributes(labels, attributes), overlap, discontinuous, several, agree));

    private static Gen<QuestionCase> Cases(RegionQuestion question, Gen<string> places, Func<IReadOnlyList<string>, string, bool>? fits = null) =>
        Lists(question, places, place => place, fits).Array[2, 6].Select(answers => new QuestionCase(question, answers));

    /// <summary>Lists of regions with labels and attributes; none twice, and none that does not fit those before it.</summary>
    private static Gen<string> Lists<T>(RegionQuestion question, Gen<T> places, Func<T, string> json, Func<IReadOnlyList<T>, T, bool>? fits) =>
        Gen.Select(places, Gen.OneOf([.. question.Labels.Select(label => label.Name)]), Gen.Int[1, 2], Gen.Bool).Array[0, 4].Select(regions =>
        {
            var kept = new List<(T Place, string Label, string Json)>();
            foreach (var (place, label, value, noted) in regions)
            {
                if (kept.Exists(other => json(other.Place) == json(place) && other.Label == label) || fits?.Invoke([.. kept.Select(other => other.Place)], place) == false) continue;
                var answers = question.Attributes.Where(attribute => attribute.IsAskedOf(label) && (attribute.Question.Required || noted))
                    .Select(attribute => $"\"{attribute.Question.Name}\":{(attribute.Question is RatingQuestion ? $"{value}" : "\"a note\"")}").ToList();
                var more = answers.Count > 0 ? $",\"attributes\":{{{string.Join(",", answers)}}}" : "";
                kept.Add((place, label, $"{{{json(place)},\"label\":{QuestionCases.Text(label)}{more}}}"));
            }
            return QuestionCases.List(kept.Select(region => region.Json));
        });

    private static Gen<(int Start, int End, string Field, string Json)> SpanPlaces(SpansQuestion question) =>
        Gen.Select(Gen.OneOf(0, 3, 4, 10), Gen.OneOf(1, 5, 6), Gen.OneOf([.. question.Fields]), Gen.Bool).Select((start, length, field, gap) =>
        {
            var parts = question.Discontinuous && gap && length > 1 ? $",\"parts\":[[{start + length - 1},{start + length}],[{start},{start + 1}]]" : "";
            return (start, start + length, field, $"\"start\":{start},\"end\":{start + length}{parts}" + (question.Fields.Count > 1 ? $",\"field\":\"{field}\"" : ""));
        });

    private static Func<IReadOnlyList<(int Start, int End, string Field, string Json)>, (int Start, int End, string Field, string Json), bool>? Fits(SpansQuestion question) =>
        question.Overlap == SpanOverlap.Any ? null : (others, span) => others.All(other => other.Field != span.Field || span.Start >= other.End || other.Start >= span.End);

    private static bool Apart(IReadOnlyList<string> others, string place) => others.All(other => Number(place, 0) >= Number(other, 1) || Number(other, 0) >= Number(place, 1));

    private static double Number(string place, int which) => double.Parse(place.Split(',')[which].Split(':')[1], CultureInfo.InvariantCulture);

    private static IReadOnlyList<RegionAttribute> Attributes(LabelSet labels, bool some) => some
        ?
        [
            new RegionAttribute(new RatingQuestion(new QuestionHead("sure", "How sure?"), 1, 3, []), [labels[0].Name]),
            new RegionAttribute(new TextQuestion(new QuestionHead("note", "A note", Required: false)), []),
        ]
        : [];

    private static string Part(string outer, string? hole = null) => $"{{\"outer\":{outer}{(hole is null ? "" : $",\"holes\":[{hole}]")}}}";

    private static string Square(double at, double size) => Invariant($"[[{at + size},{at}],[{at + size},{at + size}],[{at},{at + size}],[{at},{at}]]");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
