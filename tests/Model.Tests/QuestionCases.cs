using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model.Questions;
using CsCheck;

namespace Assay.Model.Tests;

/// <summary>A question and some answers to it as JSON, few enough distinct ones that equal pairs are common.</summary>
internal sealed record QuestionCase(Question Question, IReadOnlyList<string> Json)
{
    /// <summary>A field of every kind that a question may be about.</summary>
    public static readonly IReadOnlyList<Field> Fields =
        [new("text", FieldKind.Text), new("title", FieldKind.Text), new("scan", FieldKind.Image), new("photo", FieldKind.Image), new("call", FieldKind.Audio)];

    /// <summary>The question, after those it speaks of.</summary>
    public LabelSchema Schema => LabelSchema.Of(Fields, Question is RelationsQuestion relations ? [relations.Over, Question] : [Question]);

    public IReadOnlyList<Answer> Answers => [.. Json.Select(Read)];

    public Answer Read(string json)
    {
        var findings = new Findings("answers");
        using var document = JsonDocument.Parse(json);
        var answer = Question.Kind.ReadAnswer(Question, document.RootElement, ItemFacts.None, findings);
        findings.Violations.ShouldBeEmpty();
        return answer.ShouldNotBeNull();
    }

    public override string ToString() => Schema.ToJson() + "\n" + string.Join("\n", Json);
}

/// <summary>Generators for every kind; a kind without one here fails its contract tests.</summary>
internal static class QuestionCases
{
    private static readonly string[] Words = ["spam", "ham", "and/or", "日本語", "é", "😀 smile", "\"quoted\"", "a\\b", "<b>", "A", "a", "0"];

    public static readonly QuestionHead Head = new("q", "What is it?", "A hint.\nOf two lines.", Required: false);

    private static readonly Dictionary<string, Gen<QuestionCase>> ByKind = new()
    {
        ["choice"] = Gen.OneOf(ChoiceMode.Single, ChoiceMode.Multiple, ChoiceMode.Taxonomy).SelectMany(Choice),
        ["rating"] = Gen.Select(Gen.Int[-3, 3], Gen.Int[1, 6]).SelectMany((min, steps) =>
            Gen.Int[min, min + steps].Array[2, 6].Select(values => new QuestionCase(
                new RatingQuestion(Head, min, min + steps, [new Caption(min, "poor")]),
                [.. values.Select(value => value % 2 == 0 ? $"{value}.0" : $"{value}")]))),
        ["text"] = Gen.Select(Gen.Bool, Gen.OneOf<string?>(null, @"[\s\S]*"), Gen.OneOf("New York", "new york", "New  York", " New York ", "x", "日本\t語", "😀😀").Array[2, 6])
            .Select((multiline, pattern, texts) => new QuestionCase(
                new TextQuestion(Head, multiline, 0, 50, pattern), [.. texts.Select(text => JsonSerializer.Serialize(multiline ? text + "\r\n" + text : text))])),
        ["spans"] = RegionCases.Spans,
        ["relations"] = RegionCases.Relations,
        ["boxes"] = RegionCases.Boxes,
        ["polygons"] = RegionCases.Polygons,
        ["masks"] = RegionCases.Masks,
        ["keypoints"] = RegionCases.Keypoints,
        ["segments"] = RegionCases.Segments,
        ["ranking"] = Gen.Select(Labels(1), Gen.Bool, Gen.OneOf<int?>(null, 1, 2), Gen.OneOf(0.6, 1.0)).Where(some => some.Item1.Count > 1).SelectMany(some =>
        {
            var (labels, ties, top, agree) = some;
            var names = labels.Select(label => Text(label.Name)).ToArray();
            return Gen.Shuffle(names, Math.Min(top ?? names.Length, names.Length), names.Length).Select(order => List(ties && order.Length > 1 ? [List(order.Take(2)), .. order.Skip(2)] : order))
                .Array[2, 6].Select(answers => new QuestionCase(
                    new RankingQuestion(Head, labels, [.. labels.Select((_, i) => i == 0 ? "text" : null)], ties, top < labels.Count ? top : null, agree), answers));
        }),
        ["pairwise"] = Gen.Select(Gen.Bool, Gen.Bool).SelectMany((tie, bothBad) =>
            Gen.OneOf((string[])["\"a\"", "\"b\"", .. tie ? ["\"tie\""] : Array.Empty<string>(), .. bothBad ? ["\"both_bad\""] : Array.Empty<string>()]).Array[2, 6]
                .Select(answers => new QuestionCase(new PairwiseQuestion(Head, "text", "title", tie, bothBad), answers))),
    };

    public static Gen<QuestionCase> For(IQuestionKind kind) =>
        ByKind.TryGetValue(kind.Name, out var cases) ? cases : throw new InvalidOperationException($"Give the kind {kind.Name} a generator in {nameof(QuestionCases)}.");

    private static Gen<QuestionCase> Choice(ChoiceMode mode) =>
        Gen.Select(Labels(mode == ChoiceMode.Taxonomy ? 3 : 1), Gen.Int[0, 1]).SelectMany((labels, min) =>
        {
            var question = mode == ChoiceMode.Single ? new ChoiceQuestion(Head, mode, labels, 1, 1) : new ChoiceQuestion(Head, mode, labels, min);
            var paths = Paths(labels, []).ToArray();
            Gen<string> answer = mode switch
            {
                ChoiceMode.Single => Gen.OneOf(paths).Select(path => Text(path[0])),
                ChoiceMode.Multiple => Gen.Shuffle(paths, min, Math.Min(3, paths.Length)).Select(chosen => List(chosen.Select(path => Text(path[0])))),
                _ => Gen.Shuffle(paths, min, Math.Min(3, paths.Length)).Select(chosen => List(chosen.Select(path => List(path.Select(Text))))),
            };
            return answer.Array[2, 6].Select(answers => new QuestionCase(question, answers));
        });

    public static Gen<LabelSet> Labels(int levels) =>
        Gen.Shuffle(Words, 1, 4).SelectMany(names =>
            (levels > 1 ? Gen.OneOf(Gen.Const(LabelSet.Empty), Labels(levels - 1)) : Gen.Const(LabelSet.Empty)).Array[names.Length]
            .Select(children => new LabelSet(names.Select((name, i) => new Label(name, i == 0 ? "A title" : null, null, i + 1, null, children[i])))));

    private static IEnumerable<string[]> Paths(LabelSet labels, string[] above) =>
        labels.SelectMany(label => Paths(label.Children, [.. above, label.Name]).Prepend([.. above, label.Name]));

    public static string Text(string text) => JsonValue.Create(text).ToJsonString();

    public static string List(IEnumerable<string> parts) => $"[{string.Join(",", parts)}]";
}
