using System.Text.Json;
using Assay.Learning.Tagging;
using Assay.Learning.Tests.Tagging;
using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Benchmarks.AutoAccept;

/// <summary>Sentences in which all entities are marked: lists of names, and a sequence tagger. A draft is right when its marks are exactly those known, bounds and labels.</summary>
internal sealed class SpanSet : LabeledSet
{
    private const string Question = "entities";

    private static readonly string[] Fields = ["text"];

    private readonly TaggedText[] texts;
    private readonly string[] labels;
    private readonly JsonElement[] items;
    private readonly LabelSchema schema;

    private SpanSet(string name, TaggedText[] texts, string[] labels) : base(name, texts.Length, labels.Length)
    {
        (this.texts, this.labels) = (texts, labels);
        items = [.. texts.Select(text => JsonSerializer.SerializeToElement(new { text = text.Text }))];
        schema = LabelSchema.Parse(JsonSerializer.Serialize(new
        {
            fields = new[] { new { name = "text", kind = "text" } },
            questions = new[] { new { name = Question, kind = "spans", title = "Entities", fields = Fields, labels = labels.Select(label => new { name = label }) } },
        }));
    }

    public static SpanSet Read(string name, int learned, int audited, params string[] files)
    {
        TaggedText[] texts =
        [
            .. files.SelectMany(file => Corpora.Read(
                Corpora.Find(file) ?? throw new FileNotFoundException($"The table needs the corpora; ner/{file} is not beside the repository."), bySentence: true)),
        ];
        return new SpanSet(name, texts, Corpora.Labels(texts)) { Learned = learned, Audited = audited };
    }

    /// <summary>A list of names for each label, all that are marked in the learned sentences; a name of several labels is of its most frequent one.</summary>
    public override KnownDraft[] ByRules(int[] learned, int[] asked)
    {
        var names = learned.SelectMany(item => texts[item].Spans.Select(span => (Name: Marked(texts[item].Text, span), span.Label))).GroupBy(one => one.Name, one => one.Label)
            .Select(name => (Name: name.Key, Label: name.CountBy(label => label).OrderByDescending(label => label.Value).ThenBy(label => label.Key, StringComparer.Ordinal).First().Key));
        var rules = names.GroupBy(one => one.Label, one => one.Name)
            .Select(list => new PhraseRule(list.Key, list.Key, "text", [.. list.Order(StringComparer.Ordinal)], IsCaseSensitive: true));
        var model = new RulesModel(new RuleSet(Question, labels, [.. rules], RuleCombination.LabelModel));
        model.Learn(schema, items);
        var drafts = model.Predict(schema, [.. asked.Select(item => items[item])]).AsTask().GetAwaiter().GetResult();
        // where no name is found nothing is drafted
        return [.. drafts.Zip(asked, (draft, item) => new KnownDraft(draft.Confidence, IsRight(Marks(draft), item)))];
    }

    /// <summary>The confidence of a sentence is the chance that its whole tagging is right: it counts what was missed, and holds of a sentence in which nothing was found.</summary>
    public override KnownDraft[] ByTraining(int[] learned, int[] asked, int seed)
    {
        var tagger = SequenceTagger.Train([.. learned.Select(item => texts[item])], labels);
        return
        [
            .. asked.Select(item =>
            {
                var reading = tagger.Read(texts[item].Text);
                return new KnownDraft(Math.Exp(reading.LogProbability), IsRight(reading.Spans.Select(span => span with { Probability = 1 }), item));
            }),
        ];
    }

    private bool IsRight(IEnumerable<TaggedSpan> marks, int item) => texts[item].Spans.ToHashSet().SetEquals(marks);

    private static IEnumerable<TaggedSpan> Marks(ItemDraft draft) =>
        draft.ByQuestion.TryGetValue(Question, out var said) ? ((SpansAnswer)said.Answer).Regions.Select(region => new TaggedSpan(region.Start, region.End, region.Label)) : [];

    private static string Marked(string text, TaggedSpan span) =>
        string.Concat(text.EnumerateRunes().Skip(span.Start).Take(span.End - span.Start).Select(rune => rune.ToString()));
}
