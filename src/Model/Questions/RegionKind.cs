using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>
/// The rules that all questions answered by regions share; a kind of them says what one region is, how much two overlap, and what several come to.
/// </summary>
/// <remarks>
/// <para>Similarity is 2·Σ / (|A| + |B|) over the best one-to-one pairs (<see cref="Matching"/>), each worth overlap × agreement on its attributes where the
/// labels are the same, otherwise nothing; 1 between two answers without regions. It is F1 with overlaps for matches (Hripcsak and Rothschild 2005).</para>
/// <para>Two people agree when their regions pair up without rest, each pair of one label, of an overlap of at least
/// <see cref="RegionQuestion.AgreeAt"/>, and in agreement on all attributes.</para>
/// </remarks>
public abstract class RegionKind<TQuestion, TAnswer, TRegion> : QuestionKind<TQuestion, TAnswer>
    where TQuestion : RegionQuestion
    where TAnswer : RegionsAnswer<TRegion>
    where TRegion : Region
{
    /// <summary>Regions one answer may have.</summary>
    public const int MostRegions = 5_000;

    private const int MostInWords = 10;

    internal RegionKind() { }

    /// <summary>What one region is called: <c>box</c>.</summary>
    private protected abstract string One { get; }

    /// <summary>What several are called: <c>boxes</c>.</summary>
    private protected abstract string Many { get; }

    /// <summary>Reads the kind's own properties of one region; null only after a report. The label is empty where it was refused.</summary>
    private protected abstract TRegion? ReadRegion(TQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item);

    /// <summary>Writes a region but for its attributes.</summary>
    private protected abstract void WriteRegion(Utf8JsonWriter writer, TQuestion question, TRegion region);

    /// <summary>How much two regions overlap, in [0, 1], whatever their labels; 1 for a region and itself.</summary>
    private protected abstract double Overlap(TQuestion question, TRegion a, TRegion b);

    /// <summary>Regions whose extents do not touch do not overlap.</summary>
    private protected abstract Extent ExtentOf(TQuestion question, TRegion region);

    /// <summary>The canonical order of places; 0 for the same place only.</summary>
    private protected abstract int ComparePlaces(TQuestion question, TRegion a, TRegion b);

    /// <summary>The place several people's regions come to; the label and the attributes of the outcome are set by the caller.</summary>
    /// <param name="question">The question.</param>
    /// <param name="label">What most of them are.</param>
    /// <param name="same">At least one, at least one of the label.</param>
    private protected abstract TRegion Middle(TQuestion question, string label, IReadOnlyList<TRegion> same);

    /// <summary>Where a region is, in words.</summary>
    private protected abstract string Place(TQuestion question, TRegion region);

    /// <summary>What is different in the places of two regions, in words.</summary>
    private protected abstract IEnumerable<string> Moves(TQuestion question, TRegion before, TRegion after);

    private protected abstract TAnswer Of(IReadOnlyList<TRegion> regions);

    /// <summary>Why two regions may not stand in one answer; null when they may.</summary>
    private protected virtual string? Conflict(TQuestion question, TRegion a, TRegion b) => null;

    /// <summary>What is wrong with an answer as a whole, beyond its regions.</summary>
    private protected virtual void CheckTogether(TQuestion question, IReadOnlyList<(TRegion Region, int Index)> regions, Findings findings) { }

    /// <inheritdoc/>
    protected override TAnswer? ReadAnswer(TQuestion question, JsonElement json, ItemFacts item, Findings findings)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            findings.Report("type", $"question \"{question.Name}\": {JsonText.Show(json)} is not a list of {Many}");
            return null;
        }
        if (json.GetArrayLength() > MostRegions)
        {
            findings.Report("too_many", $"question \"{question.Name}\": {json.GetArrayLength():N0} {Many}; at most {MostRegions:N0}");
            return null;
        }
        var before = findings.Count;
        var regions = new List<(TRegion Region, int Index)>(json.GetArrayLength());
        foreach (var (index, element) in json.EnumerateArray().Index())
        {
            if (findings.Full) break;
            findings.Enter(index);
            if (ReadOne(question, element, RegionReader.Whose(question, index), item, findings) is { } region) regions.Add((region, index));
            findings.Leave();
        }
        if (findings.Count > before) return null;
        regions.Sort((a, b) => Compare(question, a.Region, b.Region));
        for (var i = 1; i < regions.Count; i++)
            if (IsRepeated(question, regions[i - 1].Region, regions[i].Region))
                ReportPair("repeated", regions[i - 1].Index, regions[i].Index, "are the same");
        CheckTogether(question, regions, findings);
        return findings.Count == before ? Of([.. regions.Select(each => each.Region)]) : null;

        void ReportPair(string rule, int a, int b, string what) =>
            findings.ReportAt(Math.Max(a, b), rule, $"{RegionReader.Whose(question, Math.Max(a, b))}this one and region {Math.Min(a, b) + 1} {what}");
    }

    private TRegion? ReadOne(TQuestion question, JsonElement element, string whose, ItemFacts item, Findings findings)
    {
        if (RegionReader.Of(element, findings, whose) is not { } json) return null;
        var label = json.Label(question.Labels);
        var attributes = json.Attributes(question.Attributes, label, item);
        var region = ReadRegion(question, label ?? "", attributes, json, item);
        json.NothingElse();
        return region;
    }

    /// <inheritdoc/>
    protected override void WriteAnswer(Utf8JsonWriter writer, TQuestion question, TAnswer answer)
    {
        writer.WriteStartArray();
        foreach (var region in answer.Regions)
        {
            writer.WriteStartObject();
            WriteRegion(writer, question, region);
            RegionAttributes.WriteAnswers(writer, question.Attributes, region);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    protected override double Similarity(TQuestion question, TAnswer a, TAnswer b)
    {
        if (a.Equals(b)) return 1;
        if (a.Regions.Count == 0 || b.Regions.Count == 0) return 0;
        var (first, second) = Ordered(question, a, b);
        var pairs = Pairs(question, first, second, (one, other) => one.Label != other.Label
            ? 0
            : Worth(question, one, other) * RegionAttributes.Similarity(question.Attributes, one, other));
        return Math.Clamp(2 * pairs.Sum(pair => pair.Likeness) / (a.Regions.Count + b.Regions.Count), 0, 1);
    }

    /// <inheritdoc/>
    protected override bool Agree(TQuestion question, TAnswer a, TAnswer b)
    {
        if (a.Regions.Count != b.Regions.Count) return false;
        if (a.Equals(b)) return true;
        var (first, second) = Ordered(question, a, b);
        // one more pair outweighs all overlaps together, so that as many as can be are made
        var most = 1.0 + first.Count;
        return Pairs(question, first, second, (one, other) =>
            one.Label == other.Label && Worth(question, one, other) is var overlap && overlap >= question.AgreeAt && RegionAttributes.Agree(question.Attributes, one, other)
                ? most + overlap
                : 0).Count == first.Count;
    }

    /// <inheritdoc/>
    protected override Merged Merge(TQuestion question, IReadOnlyList<TAnswer?> votes) => AnswerVotes.Merge(
        votes, (a, b) => Compare(question, a.Regions, b.Regions), (a, b) => Agree(question, a, b), answers => Together(question, answers));

    private (TAnswer Answer, bool Tied) Together(TQuestion question, IReadOnlyList<TAnswer> answers)
    {
        var (kept, tied) = new RegionConsensus<TRegion>(question, answers.Count)
        {
            Alike = (a, b) => Worth(question, a, b),
            ExtentOf = region => ExtentOf(question, region),
            Middle = (label, same) => Middle(question, label, same),
        }.Of([.. answers.Select(answer => answer.Regions)]);
        var sound = new List<TRegion>();
        foreach (var region in kept)
        {
            // those that fewer people have give way
            if (sound.Exists(other => IsRepeated(question, other, region) || Conflict(question, other, region) is not null)) tied = true;
            else sound.Add(region);
        }
        sound.Sort((a, b) => Compare(question, a, b));
        return (Of(sound), tied);
    }

    /// <inheritdoc/>
    protected override AnswerScale Scale(TQuestion question) => AnswerScale.Similarity;

    /// <inheritdoc/>
    protected override string Describe(TQuestion question, TAnswer answer)
    {
        var regions = answer.Regions;
        if (regions.Count == 0) return $"no {Many}";
        var some = string.Join("; ", regions.Take(MostInWords).Select(region => Words(question, region)));
        var more = regions.Count > MostInWords ? $" and {regions.Count - MostInWords:N0} more" : "";
        return $"{regions.Count:N0} {(regions.Count == 1 ? One : Many)}: {some}{more}";
    }

    /// <inheritdoc/>
    protected override int? Parts(TQuestion question, TAnswer answer) => answer.Regions.Count;

    /// <inheritdoc/>
    /// <remarks>Regions that lie on each other are one that changed; equal ones are not told.</remarks>
    protected override IReadOnlyList<Change> Diff(TQuestion question, TAnswer before, TAnswer after)
    {
        int[] first = Other(before, after), second = Other(after, before);
        var pairs = Pairs(question, [.. first.Select(place => before.Regions[place])], [.. second.Select(place => after.Regions[place])],
            (one, other) => Worth(question, one, other) * (one.Label == other.Label ? 1 : RegionConsensus.OtherLabel));
        var changes = new List<Change>();
        foreach (var (one, other, _) in pairs)
            changes.Add(new Change(ChangeKind.Changed, first[one], second[other], [.. Differences(question, before.Regions[first[one]], after.Regions[second[other]])]));
        foreach (var (place, index) in first.Index().Where(each => pairs.All(pair => pair.First != each.Index)).Select(each => (each.Item, each.Index)))
            changes.Add(new Change(ChangeKind.Removed, place, null, [Words(question, before.Regions[place])]));
        foreach (var place in second.Where((_, index) => pairs.All(pair => pair.Second != index)))
            changes.Add(new Change(ChangeKind.Added, null, place, [Words(question, after.Regions[place])]));
        return [.. changes.OrderBy(change => change.First ?? int.MaxValue).ThenBy(change => change.Second)];

        static int[] Other(TAnswer one, TAnswer other)
        {
            var known = other.Regions.ToHashSet();
            return [.. Enumerable.Range(0, one.Regions.Count).Where(place => !known.Contains(one.Regions[place]))];
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Path, string Key)> Keys(TQuestion question) => LabelReader.Keys("labels", question.Labels)
        .Concat(question.Attributes.SelectMany((attribute, i) =>
            attribute.Question.Kind.Keys(attribute.Question).Select(key => ($"attributes[{i}].{key.Path}", key.Key))));

    /// <inheritdoc/>
    protected override IEnumerable<string> Orphans(TQuestion before, TQuestion after)
    {
        foreach (var label in before.Labels)
            if (after.Labels.Find(label.Name) is null) yield return $"the label \"{label.Name}\" would be gone";
        foreach (var clause in RegionAttributes.Orphans(before.Attributes, after.Attributes, before.Labels)) yield return clause;
        foreach (var clause in Narrowed(before, after)) yield return clause;
    }

    /// <summary>What the kind's own options would no longer allow, one clause each.</summary>
    private protected virtual IEnumerable<string> Narrowed(TQuestion before, TQuestion after) => [];

    /// <summary>A region in words: its label, where it is, its attributes.</summary>
    private string Words(TQuestion question, TRegion region)
    {
        var label = question.Labels.Find(region.Label)?.Shown ?? region.Label;
        var attributes = string.Join(", ", RegionAttributes.Describe(question.Attributes, region));
        return $"{label} {Place(question, region)}{(attributes.Length == 0 ? "" : $" ({attributes})")}";
    }

    private IEnumerable<string> Differences(TQuestion question, TRegion before, TRegion after)
    {
        if (before.Label != after.Label)
            yield return $"label {question.Labels.Find(before.Label)?.Shown ?? before.Label} → {question.Labels.Find(after.Label)?.Shown ?? after.Label}";
        if (ComparePlaces(question, before, after) != 0)
            foreach (var move in Moves(question, before, after)) yield return move;
        foreach (var attribute in RegionAttributes.Diff(question.Attributes, before, after)) yield return attribute;
    }

    private double Worth(TQuestion question, TRegion a, TRegion b) => ComparePlaces(question, a, b) == 0 ? 1 : Math.Clamp(Overlap(question, a, b), 0, 1);

    private bool IsRepeated(TQuestion question, TRegion a, TRegion b) => a.Label == b.Label && ComparePlaces(question, a, b) == 0;

    private IReadOnlyList<Alike> Pairs(TQuestion question, IReadOnlyList<TRegion> first, IReadOnlyList<TRegion> second, Func<TRegion, TRegion, double> worth) =>
        Matching.Best(first.Count, second.Count, Overlaps.Between(
            [.. first.Select(region => ExtentOf(question, region))], [.. second.Select(region => ExtentOf(question, region))], (a, b) => worth(first[a], second[b])));

    /// <summary>The two always in one order, so that no rounding makes a difference of who comes first.</summary>
    private (IReadOnlyList<TRegion> First, IReadOnlyList<TRegion> Second) Ordered(TQuestion question, TAnswer a, TAnswer b) =>
        Compare(question, a.Regions, b.Regions) <= 0 ? (a.Regions, b.Regions) : (b.Regions, a.Regions);

    private int Compare(TQuestion question, IReadOnlyList<TRegion> a, IReadOnlyList<TRegion> b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
            if (Compare(question, a[i], b[i]) is var order and not 0) return order;
        return a.Count - b.Count;
    }

    private int Compare(TQuestion question, TRegion a, TRegion b)
    {
        if (ComparePlaces(question, a, b) is var order and not 0) return order;
        if (question.Labels.IndexOf(a.Label) - question.Labels.IndexOf(b.Label) is var byLabel and not 0) return byLabel;
        return a.Attributes.Equals(b.Attributes) ? 0 : string.CompareOrdinal(Text(a), Text(b));

        string Text(Region region) => JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            RegionAttributes.WriteAnswers(writer, question.Attributes, region);
            writer.WriteEndObject();
        });
    }
}
