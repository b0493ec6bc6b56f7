namespace Assay.Aggregation.Regions;

/// <summary>A labelled stretch of a text, its end exclusive, in any unit: code points, tokens.</summary>
public readonly record struct LabelledSpan(int Start, int End, string Label)
{
    internal bool Overlaps(LabelledSpan other) => Start < other.End && other.Start < End;
}

/// <summary>A text and what people marked in it.</summary>
/// <param name="Length">In the unit of the spans.</param>
/// <param name="Readings">Who read it and what they marked; marking nothing is an answer too.</param>
public sealed record ReadDocument(int Length, IReadOnlyList<(int Annotator, IReadOnlyList<LabelledSpan> Spans)> Readings);

/// <summary>A span of the outcome.</summary>
/// <param name="Span">As somebody marked it.</param>
/// <param name="Confidence">The probability of just this span and label.</param>
/// <param name="Votes">How many marked it just so.</param>
public sealed record MergedSpan(LabelledSpan Span, double Confidence, int Votes);

/// <summary>Merged spans of many documents.</summary>
public sealed record SpanConsensus
{
    /// <summary>By document, in order of their start; they do not overlap.</summary>
    public required IReadOnlyList<IReadOnlyList<MergedSpan>> Documents { get; init; }

    /// <summary>By person, the chance of finding an entity at all, exactly or roughly; null for one who read nothing.</summary>
    public required IReadOnlyList<double?> Recall { get; init; }

    /// <summary>Rounds taken.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the last round changed next to nothing.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>
/// Merges spans span by span: overlapping spans are one place, where one of them is true or none is. Everyone has chances to mark an entity exactly,
/// with another label, with other bounds, with both wrong or not at all, and to mark one where none is; Dawid-Skene over places finds them and the
/// truth together.
/// </summary>
/// <remarks>
/// <para>After Dawid and Skene (1979) for what to believe of whom, and in the spirit of Nguyen et al. (2017), "Aggregating and predicting sequence
/// labels from crowd annotations", ACL, who do so token by token. A majority of tokens loses entities that each reader misses half of, and welds the
/// bounds of different readers together; here a span is taken whole, from someone who marked it. Needs no tokens.</para>
/// <para>A place holds at most one entity: of a chain of overlapping spans one survives. Quiet stretches between places are counted in units of
/// the mean span. Time grows with readers × (spans of a place)² × rounds.</para>
/// </remarks>
public static class Spans
{
    /// <summary>Merges the spans of all documents; the more there are, the better each reader is known.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="annotators">The number of people.</param>
    /// <param name="options">Rounds and tolerance.</param>
    /// <exception cref="ArgumentException">A span is empty or outside its document, or there is no such person.</exception>
    public static SpanConsensus Merge(IReadOnlyList<ReadDocument> documents, int annotators, AggregationOptions? options = null)
    {
        Check(documents, annotators);
        var all = documents.SelectMany(document => document.Readings).SelectMany(reading => reading.Spans).ToList();
        var meanLength = all.Count == 0 ? 1 : all.Average(span => span.End - span.Start);
        var places = new List<(int Document, List<LabelledSpan> Candidates)>();
        var quiet = new double[annotators];
        var quietInAll = 0.0;
        for (var d = 0; d < documents.Count; d++)
        {
            var here = Overlapping(documents[d]);
            var covered = here.Sum(spans => spans.Max(span => span.End) - spans[0].Start);
            var stretches = (documents[d].Length - covered) / meanLength;
            quietInAll += stretches;
            foreach (var (annotator, _) in documents[d].Readings) quiet[annotator] += stretches;
            places.AddRange(here.Select(spans => (d, spans)));
        }
        var model = Sightings.Fit([.. places.Select(place => ToPlace(documents[place.Document], place.Candidates))], quiet, quietInAll, options ?? AggregationOptions.Default);

        var merged = documents.Select(_ => new List<MergedSpan>()).ToList();
        foreach (var ((document, candidates), truth) in places.Zip(model.Probabilities))
        {
            if (truth[^1] >= 0.5) continue;
            var best = 0;
            for (var c = 1; c < candidates.Count; c++)
                if (truth[c] > truth[best]) best = c;
            merged[document].Add(new MergedSpan(candidates[best], truth[best], documents[document].Readings.Count(reading => reading.Spans.Contains(candidates[best]))));
        }
        var read = documents.SelectMany(document => document.Readings).Select(reading => reading.Annotator).ToHashSet();
        return new SpanConsensus
        {
            Documents = merged,
            Recall = [.. Enumerable.Range(0, annotators).Select(a => read.Contains(a) && places.Count > 0 ? model.Found(a) : (double?)null)],
            Iterations = model.Outcome.Iterations,
            Converged = places.Count == 0 || model.Outcome.Converged,
        };
    }

    private static void Check(IReadOnlyList<ReadDocument> documents, int annotators)
    {
        foreach (var (d, document) in documents.Index())
            foreach (var (annotator, spans) in document.Readings)
            {
                if ((uint)annotator >= (uint)annotators)
                    throw new ArgumentException($"Document {d} was read by annotator {annotator}; there are {annotators}.", nameof(documents));
                foreach (var span in spans)
                    if (span.Start < 0 || span.End > document.Length || span.Start >= span.End)
                        throw new ArgumentException($"Document {d}: span {span.Start} to {span.End} is empty or outside 0 to {document.Length}.", nameof(documents));
            }
    }

    /// <summary>The distinct spans in groups that overlap, directly or through others.</summary>
    private static List<List<LabelledSpan>> Overlapping(ReadDocument document)
    {
        var groups = new List<List<LabelledSpan>>();
        var end = 0;
        foreach (var span in document.Readings.SelectMany(reading => reading.Spans).Distinct()
            .OrderBy(span => span.Start).ThenBy(span => span.End).ThenBy(span => span.Label, StringComparer.Ordinal))
        {
            if (groups.Count == 0 || span.Start >= end) groups.Add([]);
            groups[^1].Add(span);
            end = Math.Max(groups[^1].Count == 1 ? 0 : end, span.End);
        }
        return groups;
    }

    private static Place ToPlace(ReadDocument document, List<LabelledSpan> candidates)
    {
        List<LabelledSpan>[] said = [.. document.Readings.Select(reading => candidates.FindAll(reading.Spans.Contains))];
        var seen = new Sighting[candidates.Count + 1][];
        var ways = new int[candidates.Count + 1][];
        for (var t = 0; t < candidates.Count; t++)
        {
            seen[t] = [.. said.Select(spans => Kind(candidates[t], spans))];
            ways[t] = [1, 1, 1, 1, 1, 1, 1];
            foreach (var group in candidates.GroupBy(other => Kind(candidates[t], [other]))) ways[t][(int)group.Key] = group.Count();
            ways[t][(int)Sighting.Missed] = 1;
        }
        seen[^1] = [.. said.Select(spans => spans.Count > 0 ? Sighting.FalseAlarm : Sighting.Quiet)];
        ways[^1] = [1, 1, 1, 1, 1, candidates.Count, 1];
        return new Place([.. document.Readings.Select(reading => reading.Annotator)], seen, ways);
    }

    /// <summary>The best of what someone marked, seen from this truth.</summary>
    private static Sighting Kind(LabelledSpan truth, List<LabelledSpan> marked)
    {
        var best = Sighting.Missed;
        foreach (var span in marked)
        {
            if (!span.Overlaps(truth)) continue;
            var kind = (span.Start == truth.Start && span.End == truth.End, span.Label == truth.Label) switch
            {
                (true, true) => Sighting.Exact,
                (true, false) => Sighting.OtherLabel,
                (false, true) => Sighting.OtherBounds,
                _ => Sighting.OtherBoth,
            };
            if (kind < best) best = kind;
        }
        return best;
    }
}
