using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>Put things in order, the best first.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Labels">The things, 2 to <see cref="RankingKind.MostThings"/>.</param>
/// <param name="Fields">For each thing, in their order, the field it stands for; null for none.</param>
/// <param name="MayTie">Whether things may share a rank.</param>
/// <param name="Top">How many of the first must be ranked; null for all.</param>
/// <param name="AgreeAt">The least similarity at which two people's rankings are the same; 1 for the same order.</param>
public sealed record RankingQuestion(
    QuestionHead Head, LabelSet Labels, IReadOnlyList<string?> Fields, bool MayTie = false, int? Top = null, double AgreeAt = RankingKind.UsualAgreement) : Question(Head)
{
    /// <summary>For each thing, in their order, the field it stands for; null for none.</summary>
    public IReadOnlyList<string?> Fields { get; } = ValueList<string?>.Of(Fields);

    /// <inheritdoc/>
    public override IQuestionKind Kind => RankingKind.Instance;
}

/// <summary>Things in order.</summary>
/// <param name="Ranks">From the best, each the things that share the rank, in the order of the schema. What is not ranked comes after all of them.</param>
public sealed record RankingAnswer(IReadOnlyList<IReadOnlyList<string>> Ranks) : Answer
{
    /// <summary>From the best, each the things that share the rank.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Ranks { get; } = ValueList<IReadOnlyList<string>>.Of(Ranks.Select(ValueList<string>.Of));

    /// <inheritdoc/>
    public override IQuestionKind Kind => RankingKind.Instance;
}

/// <summary>The rules of rankings.</summary>
/// <remarks>
/// Similarity is 1 − K, K being Kendall's distance over all pairs of things: 1 for a pair in opposite order, ½ for one that only one of the two has as a tie
/// (Fagin, Kumar, Mahdian, Sivakumar and Vee 2006, "Comparing partial rankings", SIAM Journal on Discrete Mathematics 20:628-648). Rankings are merged by
/// Borda's count, the mean of their ranks; things of equal mean share a rank where they may, otherwise they come in the order of the schema.
/// </remarks>
public sealed class RankingKind : QuestionKind<RankingQuestion, RankingAnswer>
{
    /// <summary>The only instance.</summary>
    public static readonly RankingKind Instance = new();

    /// <summary>Things one can put in order.</summary>
    public const int MostThings = 100;

    /// <summary>The same order.</summary>
    public const double UsualAgreement = 1;

    private RankingKind() { }

    /// <inheritdoc/>
    public override string Name => "ranking";

    /// <inheritdoc/>
    public override IReadOnlyList<EditorKey> EditorKeys => Questions.EditorKeys.OfRankings;

    /// <inheritdoc/>
    protected override RankingQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        var labels = new LabelReader(head.Name, tree: false, findings, (label, of) => fields[label] = Field(label, of)).Read(json);
        if (labels.Count == 1) findings.ReportAt("labels", "too_few", $"\"{head.Name}\" has 1 label; at least 2 can be put in order");
        if (labels.Count > MostThings) findings.ReportAt("labels", "too_many", $"\"{head.Name}\" has {labels.Count} labels; at most {MostThings} can be put in order");
        var (ties, top) = (json.Flag("ties") ?? false, json.Whole("top", 1, MostThings));
        if (top >= labels.Count) top = null;
        return new RankingQuestion(head, labels, [.. labels.Select(label => fields.GetValueOrDefault(label.Name))], ties, top, RegionSchema.AgreeAt(json, UsualAgreement));

        string? Field(string label, JsonProperties of)
        {
            var name = of.Text("field", 64);
            if (name is null || schema.Fields.Any(field => field.Name == name)) return name;
            var known = string.Join(", ", schema.Fields.Select(field => field.Name));
            findings.ReportAt("field", "unknown_field", $"\"{label}\" of \"{head.Name}\" stands for {JsonText.Show(name)}, which is no field; there are {known}");
            return null;
        }
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, RankingQuestion question)
    {
        LabelReader.Write(writer, "labels", question.Labels, label =>
        {
            if (question.Fields[question.Labels.IndexOf(label.Name)] is { } field) writer.WriteString("field", field);
        });
        if (question.MayTie) writer.WriteBoolean("ties", true);
        if (question.Top is { } top) writer.WriteNumber("top", top);
        if (question.AgreeAt != UsualAgreement) writer.WriteNumber("agree", question.AgreeAt);
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Path, string Key)> Keys(RankingQuestion question) => LabelReader.Keys("labels", question.Labels);

    /// <inheritdoc/>
    protected override RankingAnswer? ReadAnswer(RankingQuestion question, JsonElement json, ItemFacts item, Findings findings)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            findings.Report("type", $"question \"{question.Name}\": {JsonText.Show(json)} is not a list of labels, the best first");
            return null;
        }
        if (json.GetArrayLength() == 0) return null;
        if (json.GetArrayLength() > question.Labels.Count)
        {
            findings.Report("too_many", $"question \"{question.Name}\": {json.GetArrayLength():N0} ranks for {question.Labels.Count} labels");
            return null;
        }
        var (before, ranks, seen) = (findings.Count, new List<List<string>>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (index, element) in json.EnumerateArray().Index())
        {
            findings.Enter(index);
            ranks.Add(Rank(question, element, seen, findings));
            findings.Leave();
        }
        var needed = question.Top ?? question.Labels.Count;
        if (findings.Count == before && seen.Count < needed)
        {
            var missing = question.Labels.Where(label => !seen.Contains(label.Name)).Select(label => label.Name);
            findings.Report("too_few", $"question \"{question.Name}\": {seen.Count} of {question.Labels.Count} labels are ranked; at least {needed}: {string.Join(", ", missing.Take(12))}");
        }
        return findings.Count == before ? new RankingAnswer(ranks) : null;
    }

    private static List<string> Rank(RankingQuestion question, JsonElement element, HashSet<string> seen, Findings findings)
    {
        var shared = element.ValueKind == JsonValueKind.Array;
        var names = new List<string>();
        if (shared && element.GetArrayLength() != 1 && !question.MayTie)
        {
            findings.Report("ties", $"question \"{question.Name}\": {JsonText.Show(element)} is no label; no two may share a rank");
            return names;
        }
        if (shared && (element.GetArrayLength() == 0 || element.GetArrayLength() > question.Labels.Count))
        {
            findings.Report("type", $"question \"{question.Name}\": a rank is shared by {element.GetArrayLength():N0} labels; there are {question.Labels.Count}");
            return names;
        }
        foreach (var each in shared ? element.EnumerateArray().ToArray() : [element])
        {
            if (JsonText.String(each) is not { } name || question.Labels.Find(name) is null)
                findings.Report("unknown_label", $"question \"{question.Name}\": {JsonText.Show(each)} is not one of its labels ({LabelReader.Some(question.Labels)})");
            else if (!seen.Add(name)) findings.Report("repeated", $"question \"{question.Name}\": {JsonText.Show(name)} is ranked twice");
            else names.Add(name);
        }
        return [.. names.OrderBy(question.Labels.IndexOf)];
    }

    /// <inheritdoc/>
    protected override void WriteAnswer(Utf8JsonWriter writer, RankingQuestion question, RankingAnswer answer)
    {
        writer.WriteStartArray();
        foreach (var rank in answer.Ranks)
        {
            if (rank.Count > 1) writer.WriteStartArray();
            foreach (var name in rank) writer.WriteStringValue(name);
            if (rank.Count > 1) writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    protected override double Similarity(RankingQuestion question, RankingAnswer a, RankingAnswer b)
    {
        var (first, second) = (Ranks(question, a), Ranks(question, b));
        var (halves, pairs) = (0, 0);
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                halves += Math.Abs(Math.Sign(first[i] - first[j]) - Math.Sign(second[i] - second[j]));
                pairs++;
            }
        }
        return pairs == 0 ? 1 : 1 - halves / (2.0 * pairs);
    }

    /// <inheritdoc/>
    protected override bool Agree(RankingQuestion question, RankingAnswer a, RankingAnswer b) => a.Equals(b) || Similarity(question, a, b) >= question.AgreeAt;

    /// <inheritdoc/>
    protected override Merged Merge(RankingQuestion question, IReadOnlyList<RankingAnswer?> votes) => AnswerVotes.Merge(
        votes, (a, b) => Ranks(question, a).AsSpan().SequenceCompareTo(Ranks(question, b)), (a, b) => Agree(question, a, b), answers => Together(question, answers));

    private static (RankingAnswer Answer, bool Tied) Together(RankingQuestion question, IReadOnlyList<RankingAnswer> answers)
    {
        var sums = new double[question.Labels.Count];
        foreach (var answer in answers)
            foreach (var (place, rank) in Ranks(question, answer).Index()) sums[place] += rank;
        var groups = Enumerable.Range(0, sums.Length).GroupBy(place => Math.Round(sums[place], 6)).OrderBy(group => group.Key).ToList();
        var tied = !question.MayTie && groups.Exists(group => group.Count() > 1);
        var ranks = question.MayTie
            ? groups.ConvertAll(group => group.Select(place => question.Labels[place].Name).ToList())
            : [.. groups.SelectMany(group => group).Select(place => (List<string>)[question.Labels[place].Name])];
        if (question.Top is not { } top) return (new RankingAnswer(ranks), tied);
        var kept = new List<List<string>>();
        foreach (var rank in ranks.TakeWhile(_ => kept.Sum(names => names.Count) < top)) kept.Add(rank);
        return (new RankingAnswer(kept), tied);
    }

    /// <summary>The rank of each thing in schema order; those that share one have the mean of theirs, and so have those that are not ranked.</summary>
    private static double[] Ranks(RankingQuestion question, RankingAnswer answer)
    {
        var ranks = new double[question.Labels.Count];
        var done = 0;
        foreach (var names in answer.Ranks)
        {
            foreach (var name in names)
                if (question.Labels.IndexOf(name) is var place and >= 0) ranks[place] = done + (names.Count + 1) / 2.0;
            done += names.Count;
        }
        for (var place = 0; place < ranks.Length; place++)
            if (ranks[place] == 0) ranks[place] = (done + 1 + ranks.Length) / 2.0;
        return ranks;
    }

    /// <inheritdoc/>
    protected override AnswerScale Scale(RankingQuestion question) => AnswerScale.Similarity;

    /// <inheritdoc/>
    protected override string Describe(RankingQuestion question, RankingAnswer answer) =>
        string.Join(" > ", answer.Ranks.Select(rank => string.Join(" = ", rank.Select(name => question.Labels.Find(name)?.Shown ?? name))));

    /// <inheritdoc/>
    /// <remarks>Each thing whose rank is another.</remarks>
    protected override IReadOnlyList<Change> Diff(RankingQuestion question, RankingAnswer before, RankingAnswer after) =>
    [
        .. question.Labels
            .Select(label => (label.Shown, Before: Place(before, label.Name), After: Place(after, label.Name)))
            .Where(thing => thing.Before != thing.After)
            .OrderBy(thing => thing.Before ?? int.MaxValue)
            .Select(thing => new Change(ChangeKind.Changed, thing.Before, thing.After, [$"{thing.Shown}: rank {Words(thing.Before)} → {Words(thing.After)}"])),
    ];

    private static int? Place(RankingAnswer answer, string name)
    {
        for (var place = 0; place < answer.Ranks.Count; place++)
            if (answer.Ranks[place].Contains(name)) return place;
        return null;
    }

    private static string Words(int? place) => place is { } known ? $"{known + 1}" : "none";

    /// <inheritdoc/>
    protected override IEnumerable<string> Orphans(RankingQuestion before, RankingQuestion after)
    {
        foreach (var label in before.Labels)
            if (after.Labels.Find(label.Name) is null) yield return $"the label \"{label.Name}\" would be gone";
        if ((after.Top ?? after.Labels.Count) > (before.Top ?? before.Labels.Count))
            yield return $"at least {after.Top ?? after.Labels.Count} labels would have to be ranked instead of {before.Top ?? before.Labels.Count}";
        if (before.MayTie && !after.MayTie) yield return "shared ranks would not be allowed";
    }
}
