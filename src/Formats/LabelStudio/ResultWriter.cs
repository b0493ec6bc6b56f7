using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model;
using Assay.Model.Questions;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.LabelStudio;

/// <summary>An answer to be written, with how sure a model is of it.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Score">Of the whole, 0 to 1; null to say nothing.</param>
/// <param name="PartScores">Of each region, in the order of the answer; empty to say nothing of them.</param>
public sealed record ScoredAnswer(Answer Answer, double? Score, IReadOnlyList<double> PartScores);

/// <summary>A result that was written.</summary>
/// <param name="Result">A list of regions.</param>
/// <param name="Losses">What could not be said in it, a sentence each.</param>
public sealed record ResultWriting(JsonList Result, IReadOnlyList<string> Losses);

/// <summary>Writes answers as a Label Studio <c>result</c>. Offsets into texts are UTF-16 units, as its pages count; places in images are percent.</summary>
public sealed class ResultWriter
{
    private readonly BoundConfig config;
    private readonly WrittenShapes shapes;
    private readonly JsonList result = [];
    private readonly List<string> losses = [];
    private readonly Dictionary<(string Question, string Region), string> ids = [];

    private ResultWriter(BoundConfig config, JsonElement item, ItemFacts facts) => (this.config, shapes) = (config, new WrittenShapes(config, item, facts));

    /// <summary>Writes answers.</summary>
    /// <param name="config">The config whose controls they answer.</param>
    /// <param name="answers">By the name of the question.</param>
    /// <param name="item">The item by the fields of the schema, for the offsets into its texts.</param>
    /// <param name="facts">The sizes of its images; regions of an image whose size is not known cannot be written.</param>
    public static ResultWriting Write(BoundConfig config, IReadOnlyDictionary<string, ScoredAnswer> answers, JsonElement item, ItemFacts facts)
    {
        var writer = new ResultWriter(config, item, facts);
        foreach (var control in config.Controls.Where(control => control.Attribute is null))
            if (answers.TryGetValue(control.Question, out var answer)) writer.Write(control, answer);
        foreach (var name in answers.Keys.Where(name => config.Controls.All(control => control.Question != name)))
            writer.losses.Add($"\"{name}\" has no control in the label config");
        return new ResultWriting(writer.result, writer.losses);
    }

    private void Write(BoundControl control, ScoredAnswer scored)
    {
        var question = config.Schema.Question(control.Question)!;
        switch (scored.Answer)
        {
            case SpansAnswer spans: Regions(control, spans.Regions, scored); break;
            case SegmentsAnswer segments: Regions(control, segments.Regions, scored); break;
            case BoxesAnswer boxes: Regions(control, boxes.Regions, scored); break;
            case PolygonsAnswer polygons: Regions(control, polygons.Regions, scored); break;
            case MasksAnswer masks: Regions(control, masks.Regions, scored); break;
            case KeypointsAnswer skeletons: Regions(control, skeletons.Regions, scored); break;
            case RelationsAnswer relations: Relations(control, (RelationsQuestion)question, relations, scored); break;
            default:
                if (Value(question, scored.Answer, control) is { } value) Add(control, $"{control.Name}_1", control.Type, control.ToNames, value, scored.Score);
                else losses.Add($"\"{question.Name}\": {question.Kind.Describe(question, scored.Answer)} cannot be said in a {control.Type}");
                break;
        }
    }

    private static JsonObject? Value(Question question, Answer answer, BoundControl control) => answer switch
    {
        ChoiceAnswer choice when control.Type == "taxonomy" => new JsonObject { ["taxonomy"] = Listed(choice.Labels.Select(path => (JsonNode)Texts(control.Names.Wire(path)))) },
        ChoiceAnswer choice => new JsonObject { ["choices"] = Listed(choice.Labels.Select(path => control.Names.Wire(path) is var wire && wire.Count == 1 ? JsonValue.Create(wire[0]) : (JsonNode)Texts(wire))) },
        RatingAnswer rating => new JsonObject { [control.Type] = rating.Value },
        TextAnswer text when control.Type == "number" => decimal.TryParse(text.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? new JsonObject { ["number"] = number } : null,
        TextAnswer text when control.Type == "datetime" => new JsonObject { ["datetime"] = text.Text },
        TextAnswer text => new JsonObject { ["text"] = Texts([text.Text]) },
        PairwiseAnswer { Preference: Preference.A } => new JsonObject { ["selected"] = "left" },
        PairwiseAnswer { Preference: Preference.B } => new JsonObject { ["selected"] = "right" },
        RankingAnswer ranking when ranking.Ranks.All(rank => rank.Count == 1) =>
            new JsonObject { ["ranker"] = new JsonObject { [control.Name] = Texts(ranking.Ranks.Select(rank => control.Names.Wire(rank[0]))) } },
        _ => null,
    };

    private void Regions<TRegion>(BoundControl control, IReadOnlyList<TRegion> regions, ScoredAnswer scored) where TRegion : Region
    {
        foreach (var (place, region) in regions.Index())
        {
            var (id, score) = ($"{control.Name}_{place + 1}", place < scored.PartScores.Count ? scored.PartScores[place] : scored.Score);
            if (region is Skeleton skeleton && control.IsSkeleton)
            {
                foreach (var (at, point) in skeleton.Points.Index()) Drawn(control, $"{id}_{at + 1}", region with { Label = point.Name }, shapes.Of(control, skeleton with { Points = [point] }), score);
                continue;
            }
            ids[(control.Question, Known(region))] = id;
            if (Drawn(control, id, region, shapes.Of(control, region), score)) Attributes(control, region, id);
        }
    }

    private bool Drawn(BoundControl control, string id, Region region, WrittenShape shape, double? score)
    {
        if (shape.Value is not { } value)
        {
            losses.Add($"\"{control.Question}\": {shape.WhyNot}");
            return false;
        }
        var type = control.ToolType ?? control.Type;
        if (control.ToolType is null) value[control.Type] = Texts([control.Names.Wire(region.Label)]);
        Add(control, id, type, [shape.ToName], value, score, shape);
        if (control.ToolType is null) return true;
        var labels = (JsonObject)value.DeepClone();
        labels[control.Type] = Texts([control.Names.Wire(region.Label)]);
        Add(control with { Tool = null }, id, control.Type, [shape.ToName], labels, score, shape);
        return true;
    }

    private void Attributes(BoundControl control, Region region, string id)
    {
        var question = (RegionQuestion)config.Schema.Question(control.Question)!;
        foreach (var asked in config.Controls.Where(one => one.Question == control.Question && one.Attribute is not null))
        {
            if (region.Attribute(asked.Attribute!) is not { } answer) continue;
            var shape = shapes.Of(control, region);
            var of = question.Attributes.First(attribute => attribute.Question.Name == asked.Attribute).Question;
            if (Value(of, answer, asked) is not { } value) continue;
            foreach (var (name, part) in value.ToList())
            {
                value.Remove(name);
                shape.Value![name] = part;
            }
            Add(asked, id, asked.Type, [shape.ToName], shape.Value!, score: null, shape);
        }
    }

    private void Relations(BoundControl control, RelationsQuestion question, RelationsAnswer answer, ScoredAnswer scored)
    {
        foreach (var (place, relation) in answer.Regions.Index())
        {
            if (!ids.TryGetValue((question.Over.Name, Known(relation.From)), out var from) || !ids.TryGetValue((question.Over.Name, Known(relation.To)), out var to))
            {
                losses.Add($"\"{question.Name}\": a relation between texts that are not marked");
                continue;
            }
            var isDirected = question.Rules[question.Labels.IndexOf(relation.Label)].Directed;
            var json = new JsonObject
            {
                ["type"] = "relation",
                ["from_id"] = from,
                ["to_id"] = to,
                ["direction"] = isDirected ? "right" : "bi",
                ["labels"] = Texts([control.Names.Wire(relation.Label)]),
            };
            if (place < scored.PartScores.Count) json["score"] = scored.PartScores[place];
            result.Add(json);
        }
    }

    private void Add(BoundControl control, string id, string type, IReadOnlyList<string> toNames, JsonObject value, double? score, WrittenShape? shape = null)
    {
        var json = new JsonObject
        {
            ["id"] = id,
            ["from_name"] = control.Tool ?? control.Name,
            ["to_name"] = type == "pairwise" ? control.Name : toNames[0],
            ["type"] = type,
        };
        if (shape?.Size is var (width, height))
        {
            json["original_width"] = width;
            json["original_height"] = height;
            json["image_rotation"] = 0;
        }
        json["value"] = value;
        if (score is { } sure) json["score"] = sure;
        result.Add(json);
    }

    /// <summary>A span is known to relations by its text, its place and its label.</summary>
    private static string Known(Region region) => region is SpanRegion span
        ? $"{span.Field}\0{span.Label}\0{string.Join(' ', span.Parts)}" : "";

    private static JsonList Texts(IEnumerable<string> texts) => Listed(texts.Select(text => (JsonNode)JsonValue.Create(text)));

    private static JsonList Listed(IEnumerable<JsonNode> nodes) => [.. nodes];
}
