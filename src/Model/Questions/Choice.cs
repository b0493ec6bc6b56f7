using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>How many labels a choice takes, and of what shape.</summary>
public enum ChoiceMode
{
    /// <summary>Exactly one label. JSON: <c>"spam"</c>.</summary>
    Single,

    /// <summary>A set of labels. JSON: <c>["a","b"]</c>.</summary>
    Multiple,

    /// <summary>A set of paths down a tree; a path may end at any node. JSON: <c>[["food","fruit"]]</c>.</summary>
    Taxonomy,
}

/// <summary>Choose among labels.</summary>
/// <param name="Head">Name, title, hint, required.</param>
/// <param name="Mode">Single, multiple or taxonomy.</param>
/// <param name="Labels">At least one; at most <see cref="ChoiceKind.MostLabels"/> with all below them.</param>
/// <param name="Min">Least number to choose, 1 by default. With 0 an empty list is an answer ("none of them"); otherwise it is no answer.</param>
/// <param name="Max">Greatest number to choose; null for no limit.</param>
public sealed record ChoiceQuestion(QuestionHead Head, ChoiceMode Mode, LabelSet Labels, int Min = 1, int? Max = null) : Question(Head)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => ChoiceKind.Instance;

    /// <summary>Whether every answer is one label, so that the labels are its categories.</summary>
    public bool ChoosesOne => Mode == ChoiceMode.Single || (Min == 1 && Max == 1);
}

/// <summary>The labels chosen: a set, whatever the order; kept in the order of the schema.</summary>
public sealed record ChoiceAnswer(IReadOnlyList<LabelPath> Labels) : Answer
{
    /// <summary>The paths chosen, none twice.</summary>
    public IReadOnlyList<LabelPath> Labels { get; } = ValueList<LabelPath>.Of(Labels);

    /// <inheritdoc/>
    public override IQuestionKind Kind => ChoiceKind.Instance;

    /// <summary>An answer of plain labels.</summary>
    public static ChoiceAnswer Of(params string[] labels) => new([.. labels.Select(label => LabelPath.Of(label))]);

    /// <inheritdoc/>
    public bool Equals(ChoiceAnswer? other) =>
        other is not null && (Labels.Equals(other.Labels) || (Labels.Count == other.Labels.Count && Labels.ToHashSet().SetEquals(other.Labels)));

    /// <inheritdoc/>
    public override int GetHashCode() => Labels.Aggregate(0, (hash, label) => unchecked(hash + label.GetHashCode()));
}

/// <summary>The rules of choices.</summary>
/// <remarks>
/// Similarity is 1 or 0 between single labels; |A∩B| / |A∪B| between sets (Jaccard 1901), 1 between two empty ones; in a taxonomy
/// 2·shared / (|a| + |b|) between two paths, <c>shared</c> being the length of their common beginning (Wu and Palmer 1994), and between
/// sets of paths the mean over all paths of both sides of the best match on the other side. Votes are merged by <see cref="Plurality"/>
/// of the whole answer; a tie goes to the first label of the schema.
/// </remarks>
public sealed class ChoiceKind : QuestionKind<ChoiceQuestion, ChoiceAnswer>
{
    /// <summary>The only instance.</summary>
    public static readonly ChoiceKind Instance = new();

    /// <summary>Labels a question may have, all levels together.</summary>
    public const int MostLabels = 2_000;

    /// <summary>Levels a taxonomy may have.</summary>
    public const int Deepest = 10;

    private ChoiceKind() { }

    /// <inheritdoc/>
    public override string Name => "choice";

    /// <inheritdoc/>
    public override bool MayBeAttribute => true;

    /// <inheritdoc/>
    protected override ChoiceQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var mode = json.Word("mode", ("single", ChoiceMode.Single), ("multiple", ChoiceMode.Multiple), ("taxonomy", ChoiceMode.Taxonomy)) ?? ChoiceMode.Single;
        var labels = new LabelReader(head.Name, mode == ChoiceMode.Taxonomy, findings).Read(json);
        var min = json.Whole("min", 0, MostLabels);
        var max = json.Whole("max", 1, MostLabels);
        if (mode == ChoiceMode.Single && min is not (null or 1))
            findings.ReportAt("min", "out_of_range", $"the single choice \"{head.Name}\" takes exactly one label: leave min out");
        if (mode == ChoiceMode.Single && max is not (null or 1))
            findings.ReportAt("max", "out_of_range", $"the single choice \"{head.Name}\" takes exactly one label: leave max out");
        if (min > max) findings.ReportAt("min", "out_of_range", $"min {min} of \"{head.Name}\" is greater than its max {max}");
        if (mode == ChoiceMode.Multiple && min > labels.Count)
            findings.ReportAt("min", "out_of_range", $"min {min} of \"{head.Name}\" is greater than the number of its labels, {labels.Count}");
        return mode == ChoiceMode.Single ? new ChoiceQuestion(head, mode, labels, 1, 1) : new ChoiceQuestion(head, mode, labels, min ?? 1, max);
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, ChoiceQuestion question)
    {
        writer.WriteString("mode", question.Mode switch { ChoiceMode.Single => "single", ChoiceMode.Multiple => "multiple", _ => "taxonomy" });
        LabelReader.Write(writer, "labels", question.Labels);
        if (question.Mode == ChoiceMode.Single) return;
        if (question.Min != 1) writer.WriteNumber("min", question.Min);
        if (question.Max is { } max) writer.WriteNumber("max", max);
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Path, string Key)> Keys(ChoiceQuestion question) => LabelReader.Keys("labels", question.Labels);

    /// <inheritdoc/>
    protected override ChoiceAnswer? ReadAnswer(ChoiceQuestion question, JsonElement json, ItemFacts item, Findings findings)
    {
        if (question.Mode == ChoiceMode.Single) return Plain(question, json, findings) is { } label ? new ChoiceAnswer([label]) : null;
        if (json.ValueKind != JsonValueKind.Array)
        {
            var right = question.Mode == ChoiceMode.Multiple ? "a list of labels" : "a list of paths, each a list of labels";
            findings.Report("type", $"question \"{question.Name}\": {JsonText.Show(json)} is not {right}");
            return null;
        }
        var given = json.GetArrayLength();
        if (given == 0 && question.Min > 0) return null;
        if (given < question.Min) findings.Report("too_few", $"question \"{question.Name}\": {given} chosen; at least {question.Min}");
        var most = question.Max ?? MostLabels;
        if (given > most)
        {
            findings.Report("too_many", $"question \"{question.Name}\": {given:N0} chosen; at most {most:N0}");
            return null;
        }
        var before = findings.Count;
        var chosen = new SortedList<int[], LabelPath>(given, SchemaOrder.Instance);
        var index = 0;
        foreach (var element in json.EnumerateArray())
        {
            findings.Enter(index++);
            var path = question.Mode == ChoiceMode.Multiple ? Plain(question, element, findings) : Path(question, element, findings);
            if (path is not null && !chosen.TryAdd(SchemaOrder.PlaceOf(question.Labels, path), path))
                findings.Report("repeated", $"question \"{question.Name}\": {JsonText.Show(path.ToString())} is chosen twice");
            findings.Leave();
        }
        return findings.Count == before ? new ChoiceAnswer([.. chosen.Values]) : null;
    }

    /// <inheritdoc/>
    protected override void WriteAnswer(Utf8JsonWriter writer, ChoiceQuestion question, ChoiceAnswer answer)
    {
        if (question.Mode == ChoiceMode.Single)
        {
            writer.WriteStringValue(answer.Labels[0].Names[0]);
            return;
        }
        writer.WriteStartArray();
        foreach (var path in answer.Labels.OrderBy(path => SchemaOrder.PlaceOf(question.Labels, path), SchemaOrder.Instance))
        {
            if (question.Mode == ChoiceMode.Taxonomy) writer.WriteStartArray();
            foreach (var name in path.Names) writer.WriteStringValue(name);
            if (question.Mode == ChoiceMode.Taxonomy) writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    protected override double Similarity(ChoiceQuestion question, ChoiceAnswer a, ChoiceAnswer b)
    {
        if (a.Labels.Count + b.Labels.Count == 0) return 1;
        if (question.Mode == ChoiceMode.Taxonomy)
            return (a.Labels.Sum(path => Best(path, b)) + b.Labels.Sum(path => Best(path, a))) / (a.Labels.Count + b.Labels.Count);
        var shared = a.Labels.Count(b.Labels.ToHashSet().Contains);
        return (double)shared / (a.Labels.Count + b.Labels.Count - shared);
    }

    /// <inheritdoc/>
    protected override Merged Merge(ChoiceQuestion question, IReadOnlyList<ChoiceAnswer?> votes) =>
        Plurality.Of(votes, (a, b) => a.Equals(b), Comparer<ChoiceAnswer>.Create((a, b) => SchemaOrder.Compare(question.Labels, a.Labels, b.Labels)));

    /// <inheritdoc/>
    /// <remarks>One among the labels where one is chosen; otherwise each label by itself, see <see cref="LabelBallots"/>.</remarks>
    protected override Ballots Ballots(ChoiceQuestion question) => question.ChoosesOne
        ? new LikeliestBallot([.. LabelReader.Paths(question.Labels).Select(path => new ChoiceAnswer([path]))], question.Required)
        : new LabelBallots(question);

    /// <inheritdoc/>
    /// <remarks>A set of labels is one category of its own, written as its JSON; what two sets share does not count here.</remarks>
    protected override string Category(ChoiceQuestion question, ChoiceAnswer answer) =>
        question.ChoosesOne ? answer.Labels[0].ToString() : JsonText.Write(writer => WriteAnswer(writer, question, answer));

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Categories(ChoiceQuestion question) =>
        question.ChoosesOne ? [.. LabelReader.Paths(question.Labels).Select(path => path.ToString())] : [];

    /// <inheritdoc/>
    protected override AnswerScale Scale(ChoiceQuestion question) => question.ChoosesOne
        ? AnswerScale.Nominal
        : new AnswerScale(ScaleLevel.Set, [], [.. LabelReader.Paths(question.Labels).Select(path => path.ToString())]);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Members(ChoiceQuestion question, ChoiceAnswer answer) =>
        question.ChoosesOne ? [] : [.. answer.Labels.Select(path => path.ToString())];

    /// <inheritdoc/>
    protected override string Describe(ChoiceQuestion question, ChoiceAnswer answer) =>
        answer.Labels.Count == 0
            ? "none"
            : string.Join(", ", answer.Labels.Select(path => string.Join(LabelPath.Separator, Titles(question, path))));

    /// <inheritdoc/>
    protected override int? Parts(ChoiceQuestion question, ChoiceAnswer answer) => question.ChoosesOne ? null : answer.Labels.Count;

    /// <inheritdoc/>
    /// <remarks>Of sets, the labels that only one of them has.</remarks>
    protected override IReadOnlyList<Change> Diff(ChoiceQuestion question, ChoiceAnswer before, ChoiceAnswer after)
    {
        if (question.ChoosesOne) return base.Diff(question, before, after);
        return
        [
            .. before.Labels.Index().Where(label => !after.Labels.Contains(label.Item)).Select(label => new Change(ChangeKind.Removed, label.Index, null, [Words(label.Item)])),
            .. after.Labels.Index().Where(label => !before.Labels.Contains(label.Item)).Select(label => new Change(ChangeKind.Added, null, label.Index, [Words(label.Item)])),
        ];

        string Words(LabelPath path) => Describe(question, new ChoiceAnswer([path]));
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Orphans(ChoiceQuestion before, ChoiceQuestion after)
    {
        if (before.Mode != after.Mode)
        {
            yield return $"the mode would change from {before.Mode.ToString().ToLowerInvariant()} to {after.Mode.ToString().ToLowerInvariant()}";
            yield break;
        }
        var kept = LabelReader.Paths(after.Labels).ToHashSet();
        foreach (var path in LabelReader.Paths(before.Labels))
            if (!kept.Contains(path)) yield return $"the label \"{path}\" would be gone";
        if (after.Min > before.Min) yield return $"at least {after.Min} labels would be needed instead of {before.Min}";
        if ((after.Max ?? MostLabels) < (before.Max ?? MostLabels)) yield return $"at most {after.Max} labels would be allowed";
    }

    private static LabelPath? Plain(ChoiceQuestion question, JsonElement json, Findings findings)
    {
        if (JsonText.String(json) is not { } name)
            findings.Report("type", $"question \"{question.Name}\": {JsonText.Show(json)} is not the name of a label");
        else if (question.Labels.Find(name) is not { } label)
            findings.Report("unknown_label",
                $"question \"{question.Name}\": {JsonText.Show(name)} is not one of its labels ({LabelReader.Some(question.Labels)})");
        else return LabelPath.Of(label.Name);
        return null;
    }

    private static LabelPath? Path(ChoiceQuestion question, JsonElement json, Findings findings)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is 0 or > Deepest)
        {
            findings.Report("type",
                $"question \"{question.Name}\": {JsonText.Show(json)} is not a path, a list of 1 to {Deepest} labels from the top down");
            return null;
        }
        var names = new List<string>(json.GetArrayLength());
        var level = question.Labels;
        foreach (var step in json.EnumerateArray())
        {
            if (JsonText.String(step) is not { } name || level.Find(name) is not { } label)
            {
                var where = names.Count == 0 ? "at the top" : $"below \"{string.Join(LabelPath.Separator, names)}\"";
                findings.Report("unknown_label",
                    $"question \"{question.Name}\": {JsonText.Show(step)} is no label {where} ({LabelReader.Some(level)})");
                return null;
            }
            names.Add(label.Name);
            level = label.Children;
        }
        return new LabelPath(names);
    }

    private static double Best(LabelPath path, ChoiceAnswer others) =>
        others.Labels.Count == 0 ? 0 : others.Labels.Max(other => 2.0 * Shared(path, other) / (path.Names.Count + other.Names.Count));

    private static int Shared(LabelPath a, LabelPath b)
    {
        var shared = 0;
        while (shared < a.Names.Count && shared < b.Names.Count && a.Names[shared] == b.Names[shared]) shared++;
        return shared;
    }

    private static IEnumerable<string> Titles(ChoiceQuestion question, LabelPath path)
    {
        var level = question.Labels;
        foreach (var name in path.Names)
        {
            var label = level.Find(name);
            yield return label?.Shown ?? name;
            level = label?.Children ?? LabelSet.Empty;
        }
    }
}
