using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model;
using Assay.Model.Questions;
using JsonList = System.Text.Json.Nodes.JsonArray;
using SafeJson = Assay.Model.Json.JsonText;

namespace Assay.Formats.LabelStudio;

/// <summary>
/// Reads a Label Studio <c>result</c>, the list that annotations and predictions hold, as answers to a schema. Nothing in it can throw, and nothing in it
/// is left out without a word: a result with something that is no answer is refused as a whole. Only plain links between regions, which people can draw in
/// any config, are set aside where none are asked for.
/// </summary>
/// <remarks>
/// Places in images are percent of <c>original_width</c> and <c>original_height</c>, a box turns about its upper left corner, a brush is
/// <see cref="BrushRle"/>. Offsets into texts are told from the <c>text</c> beside them, in UTF-16 units or code points. Regions of one <c>id</c> from
/// different controls are one region: its geometry, its labels, its attributes. Several labels on a region are as many regions.
/// </remarks>
public sealed class ResultReader
{
    /// <summary>Elements a result may have.</summary>
    public const int Most = 20_000;

    private readonly BoundConfig config;
    private readonly ResultShapes shapes;
    private readonly ItemFacts facts;
    private readonly Dictionary<string, JsonNode> wholes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double?> wholeScores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(JsonObject Region, double? Score)>> regions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> spansById = new(StringComparer.Ordinal);
    private readonly List<(JsonObject Points, string? Parent)> skeletons = [];
    private readonly List<string> unused = [];

    private ResultReader(BoundConfig config, JsonElement item, OffsetUnit unit)
    {
        this.config = config;
        facts = config.FactsOf(item);
        shapes = new ResultShapes(config, item, unit);
    }

    /// <summary>Reads a result.</summary>
    /// <param name="config">The config it answers.</param>
    /// <param name="result">A list of regions; null and missing say nothing.</param>
    /// <param name="item">The item by the fields of the schema, for the offsets into its texts.</param>
    /// <param name="unit">What the offsets count, where it is known.</param>
    public static ResultReading Read(BoundConfig config, JsonElement result, JsonElement item, OffsetUnit unit = OffsetUnit.Unknown)
    {
        if (result.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return new ResultReading(Answers.Of(config.Schema), new Dictionary<string, ResultScores>(), []);
        if (result.ValueKind != JsonValueKind.Array) return ResultReading.Wrong($"{ResultMark.Show(result)} stands where a list of results belongs");
        if (result.GetArrayLength() > Most) return ResultReading.Wrong($"{result.GetArrayLength():N0} results; at most {Most:N0} are read");
        try
        {
            return new ResultReader(config, item, unit).Read([.. result.EnumerateArray().Select((json, place) => json.ValueKind == JsonValueKind.Object
                ? new ResultMark(place + 1, json)
                : throw new Refused($"result {place + 1}: {ResultMark.Show(json)} stands where an object belongs"))]);
        }
        catch (Refused refused)
        {
            return ResultReading.Wrong(refused.Message);
        }
    }

    /// <summary>The <c>score</c> of a prediction or of one of its results, 0 to 1; null when there is none or it is none.</summary>
    public static double? ScoreOf(JsonElement json) => SafeJson.TryNumber(ResultMark.Get(json, "score"), out var score) && score is >= 0 and <= 1 ? score : null;

    private ResultReading Read(IReadOnlyList<ResultMark> marks)
    {
        var regionMarks = marks.Where(mark => mark.Type != "relation").ToList();
        shapes.Look(regionMarks.Select(mark => (mark, Bound: BoundTo(mark)))
            .Where(one => one.Bound.Any(control => control.Attribute is null && config.Schema.Question(control.Question) is SpansQuestion)).Select(one => one.mark));
        foreach (var group in regionMarks.GroupBy(mark => mark.Id ?? $"\0{mark.Place}")) Group([.. group]);
        foreach (var control in config.Controls.Where(one => one.IsSkeleton)) Skeletons(control);
        foreach (var mark in marks.Where(mark => mark.Type == "relation")) Relation(mark);
        return Checked();
    }

    /// <summary>The controls a result may be of: several where labels stand apart from more than one tool, or an attribute is asked of several questions.</summary>
    private List<BoundControl> BoundTo(ResultMark mark)
    {
        var named = config.Controls.Where(control => control.Name.Length > 0 && (control.Name == mark.From || control.Tool == mark.From)).ToList();
        if (named.Count > 0) return named;
        var known = string.Join(", ", config.Controls.Where(control => control.Name.Length > 0).Select(control => control.Name).Distinct());
        throw mark.Fault($"from_name {ResultMark.Show(ResultMark.Get(mark.Json, "from_name"))} is no control of the label config; there are {known}");
    }

    private void Group(IReadOnlyList<ResultMark> marks)
    {
        List<(ResultMark Mark, BoundControl Control)> drawn = [];
        List<(ResultMark Mark, IReadOnlyList<BoundControl> Controls)> asked = [];
        foreach (var mark in marks)
        {
            var bound = BoundTo(mark);
            CheckObject(mark, bound[0]);
            if (bound.Exists(control => control.Attribute is not null)) asked.Add((mark, bound));
            else if (config.Schema.Question(bound[0].Question) is not RegionQuestion) Whole(mark, bound[0]);
            else drawn.Add((mark, bound.Count == 1 ? bound[0] : bound.Find(control => shapes.Fits(mark, config.Schema.Question(control.Question)!)) ?? bound[0]));
        }
        if (drawn.Count == 0 && asked.Count > 0) throw asked[0].Mark.Fault($"it is asked of each region, and no region has the id {ResultMark.Show(ResultMark.Get(asked[0].Mark.Json, "id"))}");
        foreach (var same in drawn.GroupBy(one => one.Control.Question))
            foreach (var one in Together([.. same])) Region(one.Marks, one.Control, asked);
    }

    /// <summary>Marks of different tags are parts of one region; those of one tag were given one id by mistake.</summary>
    private static IEnumerable<(IReadOnlyList<ResultMark> Marks, BoundControl Control)> Together(IReadOnlyList<(ResultMark Mark, BoundControl Control)> drawn) =>
        drawn.DistinctBy(one => one.Mark.From).Count() == drawn.Count
            ? [([.. drawn.Select(one => one.Mark)], drawn[0].Control)]
            : drawn.Select(one => ((IReadOnlyList<ResultMark>)[one.Mark], one.Control));

    private static void CheckObject(ResultMark mark, BoundControl control)
    {
        if (mark.To is not { } to)
        {
            if (control.ToNames.Count > 1 && control.Type != "pairwise") throw mark.Fault($"to_name is missing; {control.Name} is about {string.Join(", ", control.ToNames)}");
            return;
        }
        if (control.ToNames.Contains(to) || to == control.Name || to == string.Join(',', control.ToNames)) return;
        throw mark.Fault($"to_name \"{to}\" is not what {control.Name} is about: {string.Join(", ", control.ToNames)}");
    }

    private void Whole(ResultMark mark, BoundControl control)
    {
        if (ResultValues.Of(mark, config.Schema.Question(control.Question)!, control) is not { } value) return;
        if (!wholes.TryAdd(control.Question, value)) throw mark.Fault($"{control.Name} is answered twice");
        wholeScores[control.Question] = mark.Score;
    }

    private void Region(IReadOnlyList<ResultMark> marks, BoundControl control, IReadOnlyList<(ResultMark Mark, IReadOnlyList<BoundControl> Controls)> asked)
    {
        var question = (RegionQuestion)config.Schema.Question(control.Question)!;
        var mark = marks.FirstOrDefault(one => shapes.Fits(one, question)) ?? throw marks[0].Fault($"its value has no {Shape(question)}");
        var score = mark.Score ?? marks.Select(one => one.Score).FirstOrDefault(one => one is not null);
        var labels = marks.SelectMany(one => LabelsOf(one, control)).Distinct().ToList();
        if (control.IsSkeleton)
        {
            Point(mark, (KeypointsQuestion)question, control, labels, score);
            return;
        }
        if (labels.Count == 0) labels = question.Labels.Count == 1 ? [question.Labels[0].Name] : throw mark.Fault($"it has no label; there are {control.Names.Some}");
        foreach (var label in labels)
        {
            var region = shapes.Of(mark, question, control);
            region["label"] = label;
            var attributes = Attributes(question, label, asked);
            if (attributes.Count > 0) region["attributes"] = attributes;
            Add(question.Name, region, score);
            if (question is SpansQuestion && mark.Id is { } id) spansById.TryAdd(id, region);
        }
    }

    private static string Shape(RegionQuestion question) => question switch
    {
        SpansQuestion or SegmentsQuestion => "start and end",
        BoxesQuestion => "x, y, width and height",
        PolygonsQuestion => "points",
        MasksQuestion => "rle",
        _ => "x and y",
    };

    private static IEnumerable<string> LabelsOf(ResultMark mark, BoundControl control)
    {
        string[] keys = [control.Type, mark.Type, "labels"];
        var written = keys.Select(mark.List).FirstOrDefault(list => list.Count > 0) ?? [];
        return written.Select(label => control.Names.Find(label) is { } path
            ? path[^1]
            : throw mark.Fault($"{ResultMark.Show(label)} is no label of {control.Name}; there are {control.Names.Some}"));
    }

    private JsonObject Attributes(RegionQuestion question, string label, IReadOnlyList<(ResultMark Mark, IReadOnlyList<BoundControl> Controls)> asked)
    {
        var attributes = new JsonObject();
        foreach (var (mark, controls) in asked)
        {
            if (controls.FirstOrDefault(control => control.Question == question.Name) is not { } control) continue;
            var attribute = question.Attributes.First(one => one.Question.Name == control.Attribute);
            if (attribute.IsAskedOf(label) && ResultValues.Of(mark, attribute.Question, control) is { } value) attributes[attribute.Question.Name] = value;
        }
        return attributes;
    }

    /// <summary>Points of one parent are a skeleton; others are taken in their order, a new skeleton beginning where a point comes again.</summary>
    private void Point(ResultMark mark, KeypointsQuestion question, BoundControl control, List<string> labels, double? score)
    {
        if (labels is not [var name]) throw mark.Fault($"it names {labels.Count} points of a skeleton; it must be one of {control.Names.Some}");
        var parent = mark.Text("parentID");
        var place = skeletons.FindLastIndex(one => one.Parent == parent);
        if (place < 0 || skeletons[place].Points.ContainsKey(name))
        {
            if (place >= 0 && parent is not null) throw mark.Fault($"the point {name} comes twice in one skeleton");
            place = skeletons.Count;
            skeletons.Add((new JsonObject(), parent));
        }
        skeletons[place].Points[name] = shapes.Point(mark, question);
        wholeScores[question.Name] = (wholeScores.GetValueOrDefault(question.Name), score) is ({ } a, { } b) ? Math.Min(a, b) : score;
    }

    private void Skeletons(BoundControl control)
    {
        var question = (KeypointsQuestion)config.Schema.Question(control.Question)!;
        foreach (var (points, _) in skeletons)
            Add(question.Name, new JsonObject { ["points"] = points, ["label"] = question.Labels[0].Name }, wholeScores.GetValueOrDefault(question.Name));
        skeletons.Clear();
    }

    private void Relation(ResultMark mark)
    {
        var written = ResultMark.Get(mark.Json, "labels");
        if (config.Controls.FirstOrDefault(one => one.Type == "relation") is not { } control)
        {
            if (written.ValueKind == JsonValueKind.Array && written.GetArrayLength() > 0) throw mark.Fault("it is a relation with a label, and the label config asks for none");
            unused.Add($"result {mark.Place}: it links two regions, and the label config asks for no relations");
            return;
        }
        var (from, to) = (End("from_id"), End("to_id"));
        var question = (RegionQuestion)config.Schema.Question(control.Question)!;
        string[] labels = written.ValueKind == JsonValueKind.Array && written.GetArrayLength() > 0
            ? [.. written.EnumerateArray().Select(label => control.Names.Find(label)?[^1] ?? throw mark.Fault($"{ResultMark.Show(label)} is no relation; there are {control.Names.Some}"))]
            : question.Labels.Count == 1 ? [question.Labels[0].Name] : throw mark.Fault($"it has no label; there are {control.Names.Some}");
        var isBack = mark.Text("direction") == "left";
        foreach (var label in labels)
            Add(question.Name, new JsonObject { ["label"] = label, ["from"] = (isBack ? to : from).DeepClone(), ["to"] = (isBack ? from : to).DeepClone() }, mark.Score);

        JsonObject End(string name)
        {
            if (mark.Text(name) is not { } id || !spansById.TryGetValue(id, out var span))
                throw mark.Fault($"{name} {ResultMark.Show(ResultMark.Get(mark.Json, name))} is no marked text");
            var end = (JsonObject)span.DeepClone();
            end.Remove("attributes");
            return end;
        }
    }

    private void Add(string question, JsonObject region, double? score)
    {
        if (!regions.TryGetValue(question, out var list)) regions.Add(question, list = []);
        list.Add((region, score));
    }

    private ResultReading Checked()
    {
        var json = new JsonObject();
        foreach (var (question, value) in wholes) json[question] = value;
        foreach (var (question, list) in regions) json[question] = new JsonList([.. list.Select(one => one.Region.DeepClone())]);
        var reading = config.Schema.ReadDraft(json.ToJsonString(), shapes.WithSizes(facts));
        if (reading.Answers is not { } answers) return ResultReading.Wrong([.. reading.Violations.Select(violation => violation.Message)]);
        var scores = answers.ByQuestion.ToDictionary(pair => pair.Key, pair => regions.TryGetValue(pair.Key, out var list)
            ? ResultScores.Of(config.Schema.Question(pair.Key)!, pair.Value, list)
            : new ResultScores(wholeScores.GetValueOrDefault(pair.Key), []));
        return new ResultReading(answers, scores, []) { Unused = unused };
    }
}
