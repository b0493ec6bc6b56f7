using System.Text.Json;
using Assay.Learning.Text;
using Assay.Model;
using Assay.TestKit;
using Assay.WeakModels.Rules;

namespace Assay.Benchmarks.AutoAccept;

/// <summary>Texts with one label each: keyword rules, and a text classifier.</summary>
internal sealed class TextSet : LabeledSet
{
    private const string Question = "label";

    private readonly string[] texts;
    private readonly string[] labels;
    private readonly string[] classes;
    private readonly JsonElement[] items;
    private readonly LabelSchema schema;
    private readonly TextFeatures features;
    private readonly SparseRows rows;

    private TextSet(string name, string[] texts, string[] labels, string[] classes) : base(name, texts.Length, classes.Length)
    {
        (this.texts, this.labels, this.classes) = (texts, labels, classes);
        items = [.. texts.Select(text => JsonSerializer.SerializeToElement(new { text }))];
        schema = LabelSchema.Parse(JsonSerializer.Serialize(new
        {
            fields = new[] { new { name = "text", kind = "text" } },
            questions = new[] { new { name = Question, kind = "choice", title = "Label", mode = "single", labels = classes.Select(label => new { name = label }) } },
        }));
        // what is learned without labels may be learned from all texts
        features = TextFeatures.Fit(texts);
        rows = features.Transform(texts);
    }

    public static TextSet Read(string name, string file, int learned = 1_000, int audited = 1_000)
    {
        var path = SharedData.Find($"text/{file}") ?? throw new FileNotFoundException($"The table needs the text sets; text/{file} is not beside the repository.");
        var read = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        string[] labels = [.. read.Select(row => row.GetProperty("label").GetString()!)];
        return new TextSet(name, [.. read.Select(row => row.GetProperty("text").GetString()!)], labels, [.. labels.Distinct().Order(StringComparer.Ordinal)]) { Learned = learned, Audited = audited };
    }

    public override KnownDraft[] ByRules(int[] learned, int[] asked)
    {
        var rules = KeywordRules.Of([.. learned.Select(item => (texts[item], labels[item]))], classes);
        var model = new RulesModel(new RuleSet(Question, classes, rules, RuleCombination.LabelModel));
        model.Learn(schema, items);
        var drafts = model.Predict(schema, [.. asked.Select(item => items[item])]).AsTask().GetAwaiter().GetResult();
        var question = schema.Question(Question)!;
        return
        [
            .. drafts.Zip(asked, (draft, item) => new KnownDraft(
                draft.Confidence,
                draft.ByQuestion.TryGetValue(Question, out var said) && question.Kind.Category(question, said.Answer) == labels[item])),
        ];
    }

    public override KnownDraft[] ByTraining(int[] learned, int[] asked, int seed)
    {
        var model = TextClassifier.Train(
            features, rows, [.. learned.Select(item => new TrainingRow(item, Array.IndexOf(classes, labels[item])))], classes, new TextClassifierOptions { Threads = 1, Seed = (ulong)seed });
        var chances = model.Probabilities(rows, threads: 1);
        return
        [
            .. asked.Select(item =>
            {
                var own = chances.AsSpan(item * classes.Length, classes.Length);
                var best = 0;
                for (var label = 1; label < own.Length; label++)
                    if (own[label] > own[best])
                        best = label;
                return new KnownDraft(own[best], classes[best] == labels[item]);
            }),
        ];
    }
}
