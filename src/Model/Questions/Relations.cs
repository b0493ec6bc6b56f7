using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>What the ends of relations of one label may be.</summary>
/// <param name="Label">The label of the relation.</param>
/// <param name="From">Labels of spans it may begin at; empty for any.</param>
/// <param name="To">Labels of spans it may end at; empty for any.</param>
/// <param name="Directed">Whether its ends differ in what they are: employer and employee.</param>
public sealed record RelationRule(string Label, IReadOnlyList<string> From, IReadOnlyList<string> To, bool Directed = true)
{
    /// <summary>Labels of spans it may begin at; empty for any.</summary>
    public IReadOnlyList<string> From { get; } = ValueList<string>.Of(From);

    /// <summary>Labels of spans it may end at; empty for any.</summary>
    public IReadOnlyList<string> To { get; } = ValueList<string>.Of(To);

    internal bool MayLink(string from, string to) => (From.Count == 0 || From.Contains(from)) && (To.Count == 0 || To.Contains(to));
}

/// <summary>Say how spans stand to each other.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Over">The question whose spans are related.</param>
/// <param name="Labels">What a relation may be.</param>
/// <param name="Rules">For each label, in their order, what its ends may be.</param>
/// <param name="AgreeAt">The least overlap of both ends, multiplied, at which two people's relations are the same; 1 for the same spans.</param>
public sealed record RelationsQuestion(QuestionHead Head, SpansQuestion Over, LabelSet Labels, IReadOnlyList<RelationRule> Rules, double AgreeAt = SpansKind.UsualAgreement)
    : RegionQuestion(Head, Labels, [], AgreeAt)
{
    /// <summary>For each label, in their order, what its ends may be.</summary>
    public IReadOnlyList<RelationRule> Rules { get; } = ValueList<RelationRule>.Of(Rules);

    /// <inheritdoc/>
    public override IQuestionKind Kind => RelationsKind.Instance;
}

/// <summary>How two spans stand to each other.</summary>
/// <param name="Label">What the relation is.</param>
/// <param name="From">One end, without attributes.</param>
/// <param name="To">The other end; of a relation without direction the later one in the text.</param>
public sealed record Relation(string Label, SpanRegion From, SpanRegion To) : Region(Label, []);

/// <summary>The relations found.</summary>
public sealed record RelationsAnswer(IReadOnlyList<Relation> Regions) : RegionsAnswer<Relation>(Regions)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => RelationsKind.Instance;
}

/// <summary>The rules of relations.</summary>
/// <remarks>
/// The overlap of two relations is that of their beginnings times that of their ends, where the spans have the same labels. Ends of a merged relation are
/// moved onto the merged spans they overlap; a relation that has none there is dropped.
/// </remarks>
public sealed class RelationsKind : RegionKind<RelationsQuestion, RelationsAnswer, Relation>
{
    /// <summary>The only instance.</summary>
    public static readonly RelationsKind Instance = new();

    private RelationsKind() { }

    /// <inheritdoc/>
    public override string Name => "relations";

    /// <inheritdoc/>
    public override IReadOnlyList<EditorKey> EditorKeys => Questions.EditorKeys.OfRelations;

    private protected override string One => "relation";

    private protected override string Many => "relations";

    /// <inheritdoc/>
    protected override RelationsQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var before = findings.Count;
        var name = json.Text("over", 64);
        var spans = schema.Questions.OfType<SpansQuestion>().ToList();
        var over = spans.Find(question => question.Name == name);
        var known = spans.Count == 0 ? "none" : string.Join(", ", spans.Select(question => question.Name));
        if (over is null && findings.Count == before)
            findings.ReportAt("over", "unknown_question", $"\"{head.Name}\" is over no question of spans before it; there are {known}");
        var rules = new List<RelationRule>();
        var directed = json.Flag("directed") ?? true;
        var labels = new LabelReader(head.Name, tree: false, findings, (label, of) =>
            rules.Add(new RelationRule(label, Ends("from", of, over, findings), Ends("to", of, over, findings), of.Flag("directed") ?? directed))).Read(json);
        var agreeAt = RegionSchema.AgreeAt(json, SpansKind.UsualAgreement);
        return over is null ? null : new RelationsQuestion(head, over, labels, [.. labels.Select(Rule)], agreeAt);

        RelationRule Rule(Label label) => rules.Find(rule => rule.Label == label.Name) ?? new RelationRule(label.Name, [], [], directed);
    }

    private static List<string> Ends(string end, JsonProperties json, SpansQuestion? over, Findings findings)
    {
        var chosen = new List<string>();
        if (json.List(end, ChoiceKind.MostLabels) is not { } list || over is null) return chosen;
        findings.Enter(end);
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            if (JsonText.String(element) is { } name && over.Labels.Find(name) is not null) chosen.Add(name);
            else findings.ReportAt(index, "unknown_label", $"{JsonText.Show(element)} is no label of \"{over.Name}\" ({LabelReader.Some(over.Labels)})");
        }
        findings.Leave();
        return [.. chosen.Distinct().OrderBy(over.Labels.IndexOf)];
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, RelationsQuestion question)
    {
        writer.WriteString("over", question.Over.Name);
        RegionSchema.WriteLabels(writer, question, SpansKind.UsualAgreement, label =>
        {
            var rule = question.Rules[question.Labels.IndexOf(label.Name)];
            Write("from", rule.From);
            Write("to", rule.To);
            if (!rule.Directed) writer.WriteBoolean("directed", false);
        });

        void Write(string end, IReadOnlyList<string> names)
        {
            if (names.Count == 0) return;
            writer.WriteStartArray(end);
            foreach (var name in names) writer.WriteStringValue(name);
            writer.WriteEndArray();
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> PointsInto(RelationsQuestion question) => question.Over.Fields;

    private protected override Relation? ReadRegion(RelationsQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item)
    {
        var before = json.Found;
        var (from, to) = (End("from"), End("to"));
        if (from is null || to is null || json.Found > before || label.Length == 0) return null;
        var rule = question.Rules[question.Labels.IndexOf(label)];
        var order = SpansKind.Compare(question.Over, from, to) is var byPlace and not 0 ? byPlace : question.Over.Labels.IndexOf(from.Label) - question.Over.Labels.IndexOf(to.Label);
        if (order == 0) json.Report("same_ends", "it leads from a span to itself");
        else if (rule.MayLink(from.Label, to.Label)) return new Relation(label, rule.Directed || order < 0 ? from : to, rule.Directed || order < 0 ? to : from);
        else if (!rule.Directed && rule.MayLink(to.Label, from.Label)) return new Relation(label, order < 0 ? from : to, order < 0 ? to : from);
        else json.Report("ends", $"a \"{label}\" leads from {Named(rule.From)} to {Named(rule.To)}, not from {from.Label} to {to.Label}");
        return null;

        SpanRegion? End(string name)
        {
            json.Enter(name);
            var end = json.Inner(name);
            var span = end?.Label(question.Over.Labels) is { } what ? SpanJson.Read(question.Over, what, [], end, item) : null;
            end?.NothingElse();
            json.Leave();
            return span;
        }
    }

    private static string Named(IReadOnlyList<string> labels) => labels.Count == 0 ? "any span" : string.Join(" or ", labels);

    private protected override void WriteRegion(Utf8JsonWriter writer, RelationsQuestion question, Relation region)
    {
        writer.WriteString("label", region.Label);
        writer.WriteStartObject("from");
        SpanJson.Write(writer, question.Over, region.From);
        writer.WriteEndObject();
        writer.WriteStartObject("to");
        SpanJson.Write(writer, question.Over, region.To);
        writer.WriteEndObject();
    }

    private protected override double Overlap(RelationsQuestion question, Relation a, Relation b)
    {
        var along = Ends(a.From, b.From) * Ends(a.To, b.To);
        return IsDirected(question, a) && IsDirected(question, b) ? along : Math.Max(along, Ends(a.From, b.To) * Ends(a.To, b.From));

        static double Ends(SpanRegion one, SpanRegion other) => one.Label == other.Label ? SpansKind.Share(one, other) : 0;
    }

    private static bool IsDirected(RelationsQuestion question, Relation relation) => question.Rules[question.Labels.IndexOf(relation.Label)].Directed;

    private protected override Extent ExtentOf(RelationsQuestion question, Relation region) =>
        new(Math.Min(region.From.Start, region.To.Start), 0, Math.Max(region.From.End, region.To.End), 0);

    private protected override int ComparePlaces(RelationsQuestion question, Relation a, Relation b)
    {
        return End(a.From, b.From) is var byFrom and not 0 ? byFrom : End(a.To, b.To);

        int End(SpanRegion one, SpanRegion other) =>
            SpansKind.Compare(question.Over, one, other) is var order and not 0 ? order : question.Over.Labels.IndexOf(one.Label) - question.Over.Labels.IndexOf(other.Label);
    }

    // the ends of another label may be such as this one does not allow
    private protected override Relation Middle(RelationsQuestion question, string label, IReadOnlyList<Relation> same)
    {
        List<Relation> ofLabel = [.. same.Where(relation => relation.Label == label)];
        return ofLabel[Medoid.Of(ofLabel.Count, (a, b) => Overlap(question, ofLabel[a], ofLabel[b])).Place];
    }

    private protected override string Place(RelationsQuestion question, Relation region)
    {
        var arrow = IsDirected(question, region) ? "→" : "–";
        return $"{region.From.Label} {SpansKind.Words(question.Over, region.From)} {arrow} {region.To.Label} {SpansKind.Words(question.Over, region.To)}";
    }

    private protected override IEnumerable<string> Moves(RelationsQuestion question, Relation before, Relation after) =>
        [$"{Place(question, before)} became {Place(question, after)}"];

    private protected override RelationsAnswer Of(IReadOnlyList<Relation> regions) => new(regions);

    /// <inheritdoc/>
    protected override void CheckAgainst(RelationsQuestion question, RelationsAnswer answer, Func<string, Answer?> others, Findings findings)
    {
        var spans = (others(question.Over.Name) as SpansAnswer)?.Regions ?? [];
        var known = spans.Select(Bare).ToHashSet();
        foreach (var (index, relation) in answer.Regions.Index())
            foreach (var (name, end) in new[] { ("from", relation.From), ("to", relation.To) })
                if (!known.Contains(end))
                    findings.Report("no_such_span", $"question \"{question.Name}\", {Place(question, relation)}: there is no {end.Label} {SpansKind.Words(question.Over, end)} "
                        + $"for its \"{name}\" among the answers to \"{question.Over.Name}\"");
    }

    /// <inheritdoc/>
    protected override (RelationsAnswer Answer, bool IsWhole) FitTo(RelationsQuestion question, RelationsAnswer answer, Func<string, Answer?> others)
    {
        SpanRegion[] spans = [.. ((others(question.Over.Name) as SpansAnswer)?.Regions ?? []).Select(Bare)];
        var fitted = new List<Relation>();
        foreach (var relation in answer.Regions)
            if (Nearest(relation.From) is { } from && Nearest(relation.To) is { } to && from != to) fitted.Add(relation with { From = from, To = to });
        var distinct = fitted.Distinct().OrderBy(relation => relation, Comparer<Relation>.Create((a, b) =>
            ComparePlaces(question, a, b) is var order and not 0 ? order : question.Labels.IndexOf(a.Label) - question.Labels.IndexOf(b.Label))).ToList();
        return (Of(distinct), distinct.Count == answer.Regions.Count);

        SpanRegion? Nearest(SpanRegion end)
        {
            var near = spans.Where(span => span.Label == end.Label).MaxBy(span => SpansKind.Share(span, end));
            return near is not null && SpansKind.Share(near, end) > RegionConsensus.LeastOverlap ? near : null;
        }
    }

    private static SpanRegion Bare(SpanRegion span) => span.Attributes.Count == 0 ? span : span with { Attributes = ValueList<AttributeAnswer>.Empty };

    private protected override IEnumerable<string> Narrowed(RelationsQuestion before, RelationsQuestion after)
    {
        if (before.Over.Name != after.Over.Name) yield return $"relations would be over \"{after.Over.Name}\" instead of \"{before.Over.Name}\"";
        foreach (var rule in before.Rules)
        {
            if (after.Rules.FirstOrDefault(next => next.Label == rule.Label) is not { } now) continue;
            if (rule.Directed != now.Directed) yield return $"relations of \"{rule.Label}\" would {(now.Directed ? "get" : "lose")} their direction";
            if (IsNarrower(now.From, rule.From) || IsNarrower(now.To, rule.To)) yield return $"relations of \"{rule.Label}\" would be allowed between fewer spans";
        }

        static bool IsNarrower(IReadOnlyList<string> now, IReadOnlyList<string> then) => now.Count > 0 && (then.Count == 0 || then.Except(now).Any());
    }
}
