using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;

namespace Assay.WeakModels.Rules;

/// <summary>
/// Drafts by rules. On a choice of one label the rules that find something vote; of several labels each is drafted that a rule votes for; on spans what is found
/// is marked. Where no rule finds anything, where votes are tied, and where the label model finds that they do not tell, the model abstains: of spans from that stretch.
/// </summary>
/// <remarks>
/// Confidence. By majority: the share of the votes that the answer got. By the label model: the probability of the answer; of several labels, of each that at
/// least one of its rules is right; it is drafted from <see cref="LabelModel.LeastProbability"/> on, and rules that are no better than chance do not count. Of spans: of each, by the rules that marked just this stretch; of the answer, its least sure span.
/// </remarks>
public sealed class RulesModel(RuleSet rules) : IWeakModel, ILearnsUnlabeled
{
    private readonly RuleMatcher matcher = new(rules);
    private readonly List<RuleMatch> found = [];
    private Target? target;
    private LabelModel? weights;

    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public string Version { get; private set; } = rules.Fingerprint();

    /// <summary>The rules.</summary>
    public RuleSet Rules => rules;

    /// <summary>What was learned of the rules; null before <see cref="Learn"/>, and where they are combined by majority.</summary>
    public LabelModel? Weights => weights;

    /// <inheritdoc/>
    public void Check(LabelSchema schema) => Target.Of(rules, schema);

    /// <inheritdoc/>
    public void Learn(LabelSchema schema, IEnumerable<JsonElement> items, CancellationToken cancellation = default)
    {
        var question = Target.Of(rules, schema).Question;
        if (rules.Combine != RuleCombination.LabelModel) return;
        weights = LabelModel.Fit(rules.LabelOfRule, rules.Labels.Count, items.SelectMany(item =>
        {
            cancellation.ThrowIfCancellationRequested();
            var votes = VotesOn(item);
            // a text has spans of several labels; what has one is a stretch
            return question is SpansQuestion spans ? Stretches(spans).Select(stretch => stretch.Votes).ToList() : [votes];
        }));
        // asked for with every draft
        Version = $"{rules.Fingerprint()}-{WeightsFingerprint(weights)}";
    }

    /// <summary>The rules that find something in an item, by their places, ascending.</summary>
    private int[] VotesOn(JsonElement item)
    {
        matcher.Find(item, found);
        return [.. found.Select(match => match.Rule).Distinct().Order()];
    }

    /// <summary>Counts what each rule does on an item that was drafted.</summary>
    /// <param name="statistics">Of these rules.</param>
    /// <param name="schema">The questions.</param>
    /// <param name="item">Its data.</param>
    /// <param name="draft">Of this model.</param>
    /// <param name="truth">The right answer; null when it is not known.</param>
    public void Count(RuleStatistics statistics, LabelSchema schema, JsonElement item, ItemDraft draft, Answer? truth)
    {
        switch (Asked(schema).Question)
        {
            case SpansQuestion question:
                VotesOn(item);
                statistics.AddSpans([.. Marks(question, item)], question.Overlap, (truth as SpansAnswer)?.Regions);
                break;
            case ChoiceQuestion { ChoosesOne: true } question:
                statistics.Add(draft.Sources, truth is null ? null : question.Kind.Category(question, truth));
                break;
            case var question:
                statistics.AddSeveral(draft.Sources, truth is null ? null : question.Kind.Members(question, truth));
                break;
        }
    }

    private Target Asked(LabelSchema schema) => target?.Schema == schema ? target : target = Target.Of(rules, schema);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        if (rules.Combine == RuleCombination.LabelModel && weights is null) throw new InvalidOperationException("The label model has learned nothing yet; call Learn first.");
        var question = Asked(schema).Question;
        var drafts = new ItemDraft[items.Count];
        for (var i = 0; i < drafts.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            drafts[i] = Predict(items[i], question);
        }
        return ValueTask.FromResult<IReadOnlyList<ItemDraft>>(drafts);
    }

    private ItemDraft Predict(JsonElement item, Question question)
    {
        var votes = VotesOn(item);
        var draft = votes.Length == 0 ? null : question switch
        {
            ChoiceQuestion { ChoosesOne: true } => One(votes),
            ChoiceQuestion => Several(votes),
            _ => Spans(item),
        };
        return new ItemDraft(draft is null ? [] : new Dictionary<string, QuestionDraft> { [rules.Question] = draft }) { Sources = votes };
    }

    private QuestionDraft? One(int[] votes)
    {
        var shares = Shares(votes);
        return Decide(shares) is { } label ? new QuestionDraft(target!.Answers[label], shares[label], Scores(shares)) : null;
    }

    /// <summary>The label that is drafted; null where the votes do not tell.</summary>
    private int? Decide(double[] shares) => weights is null ? LabelModel.Likeliest(shares) : weights.Decide(shares);

    private QuestionDraft? Several(int[] votes)
    {
        var wrong = new double[rules.Labels.Count];
        Array.Fill(wrong, 1);
        foreach (var rule in votes)
            if (weights is null) wrong[rules.LabelOfRule[rule]] = 0;
            else if (weights.IsTelling(rule)) wrong[rules.LabelOfRule[rule]] *= 1 - weights.Accuracies[rule];
        var shares = wrong.Select(chance => 1 - chance).ToArray();
        var chosen = Enumerable.Range(0, shares.Length).Where(label => shares[label] >= LabelModel.LeastProbability).OrderBy(label => target!.Places[label]).ToList();
        if (chosen.Count == 0) return null;
        var answer = new ChoiceAnswer([.. chosen.SelectMany(label => ((ChoiceAnswer)target!.Answers[label]).Labels)]);
        return new QuestionDraft(answer, chosen.Min(label => shares[label]), Scores(shares));
    }

    /// <summary>The stretches that rules mark, and which do; of what <see cref="VotesOn"/> found last.</summary>
    private IEnumerable<(string Field, int Start, int End, int[] Votes)> Stretches(SpansQuestion question) => found
        .Where(match => question.Fields.Contains(match.Field))
        .GroupBy(match => (match.Field, match.Start, match.End))
        .Select(stretch => (stretch.Key.Field, stretch.Key.Start, stretch.Key.End, stretch.Select(match => match.Rule).Distinct().Order().ToArray()));

    /// <summary>What rules mark in the fields of a question; of what <see cref="VotesOn"/> found last.</summary>
    private IEnumerable<RuleMark> Marks(SpansQuestion question, JsonElement item) => found
        .Distinct()
        .Where(match => question.Fields.Contains(match.Field))
        .Select(match => (match, Text: item.GetProperty(match.Field).GetString()!))
        .Select(one => new RuleMark(one.match.Rule, one.match.Field, Points(one.Text, one.match.Start), Points(one.Text, one.match.End)));

    /// <summary>Of what <see cref="VotesOn"/> found last.</summary>
    private QuestionDraft? Spans(JsonElement item)
    {
        var question = (SpansQuestion)target!.Question;
        var stretches = Stretches(question).Select(stretch => (stretch.Field, stretch.Start, stretch.End, Shares: Shares(stretch.Votes))).ToList();
        var marked = stretches
            .Select(one => (one.Field, one.Start, one.End, Label: Decide(one.Shares), Score: one.Shares.Max()))
            .OrderByDescending(one => one.End - one.Start).ThenByDescending(one => one.Score).ThenBy(one => one.Start);
        var kept = new List<(string Field, int Start, int End, int Label, double Score)>();
        foreach (var (field, start, end, decided, score) in marked)
            if (decided is { } label && kept.TrueForAll(other => other.Field != field || question.Overlap.Allows(new Stretch(other.Start, other.End), new Stretch(start, end))))
                kept.Add((field, start, end, label, score));
        if (kept.Count == 0) return null;
        var texts = kept.Select(one => one.Field).Distinct().ToDictionary(field => field, field => item.GetProperty(field).GetString()!);
        var spans = kept
            .Select(one => (one.Score, Region: new SpanRegion(
                rules.Labels[one.Label], one.Field, [new Stretch(Points(texts[one.Field], one.Start), Points(texts[one.Field], one.End))], [])))
            .OrderBy(one => question.Fields.ToList().IndexOf(one.Region.Field)).ThenBy(one => one.Region.Start).ThenBy(one => one.Region.End)
            .ToList();
        var likeliest = rules.Labels.Select((_, label) => stretches.Max(one => one.Shares[label])).ToArray();
        return new QuestionDraft(new SpansAnswer([.. spans.Select(one => one.Region)]), spans.Min(one => one.Score), Scores(likeliest))
        {
            PartScores = [.. spans.Select(one => one.Score)],
        };
    }

    private static int Points(string text, int units)
    {
        var points = units;
        foreach (var unit in text.AsSpan(0, units))
            if (char.IsLowSurrogate(unit)) points--;
        return points;
    }

    /// <summary>By label, how the rules that voted come out; they sum to 1.</summary>
    private double[] Shares(int[] votes)
    {
        var shares = new double[rules.Labels.Count];
        if (weights is not null)
        {
            weights.Weigh(votes, shares);
            return shares;
        }
        foreach (var rule in votes) shares[rules.LabelOfRule[rule]] += 1.0 / votes.Length;
        return shares;
    }

    private Dictionary<string, double> Scores(double[] shares) =>
        shares.Index().Where(one => one.Item > 0).ToDictionary(one => rules.Labels[one.Index], one => one.Item);

    private static string WeightsFingerprint(LabelModel model) => Convert.ToHexStringLower(System.IO.Hashing.XxHash3.Hash(Encoding.UTF8.GetBytes(
        string.Join(' ', model.Accuracies.Concat(model.Shares).Select(value => value.ToString("F4", CultureInfo.InvariantCulture))))))[..8];

    /// <summary>The question of a schema that the rules answer, of a choice the answer each label is, and the labels' places in the schema.</summary>
    private sealed record Target(LabelSchema Schema, Question Question, IReadOnlyList<Answer> Answers, IReadOnlyList<int> Places)
    {
        public static Target Of(RuleSet rules, LabelSchema schema)
        {
            var question = schema.Question(rules.Question)
                ?? throw new UnfitModel($"the rules answer \"{rules.Question}\", and there is no such question; there are {string.Join(", ", schema.Questions.Select(one => one.Name))}");
            var known = question switch
            {
                ChoiceQuestion choice => Names(choice).ToDictionary(name => name, Answer (name) => new ChoiceAnswer([PathOf(choice, name)])),
                SpansQuestion spans => spans.Labels.ToDictionary(label => label.Name, Answer (_) => new SpansAnswer([])),
                _ => throw new UnfitModel($"rules answer questions of the kinds choice and spans; \"{question.Name}\" is of the kind {question.Kind.Name}"),
            };
            if (rules.Labels.FirstOrDefault(label => !known.ContainsKey(label)) is { } unknown)
                throw new UnfitModel($"the rules vote for \"{unknown}\", which is no label of \"{question.Name}\"; there are {string.Join(", ", known.Keys.Take(20))}");
            if (rules.Rules.FirstOrDefault(rule => schema.Fields.All(field => field.Name != rule.Field)) is { } blind)
                throw new UnfitModel($"the rule \"{blind.Name}\" reads the field \"{blind.Field}\"; there are {string.Join(", ", schema.Fields.Select(field => field.Name))}");
            var places = known.Keys.Index().ToDictionary(one => one.Item, one => one.Index);
            return new Target(schema, question, [.. rules.Labels.Select(label => known[label])], [.. rules.Labels.Select(label => places[label])]);
        }

        private static IReadOnlyList<string> Names(ChoiceQuestion choice) =>
            choice.ChoosesOne ? choice.Kind.Categories(choice) : choice.Kind.Scale(choice).Members;

        private static LabelPath PathOf(ChoiceQuestion choice, string name) => new(choice.Mode == ChoiceMode.Taxonomy ? name.Split(LabelPath.Separator) : [name]);
    }
}
