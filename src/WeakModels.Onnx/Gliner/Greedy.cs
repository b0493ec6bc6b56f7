namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>Of candidates that clash, the likelier: each is kept, by falling score, unless it clashes with one that was kept.</summary>
internal static class Greedy
{
    /// <summary>Those kept, by their first word; of the same first word the likelier first.</summary>
    /// <param name="candidates">In any order; equals are taken by first word, then as the model has them: by width and label, or by label and width.</param>
    /// <param name="labelsFirst">Which of the two.</param>
    /// <param name="nested">Whether one may lie within another. Otherwise no two share a word.</param>
    public static List<Candidate> Keep(IEnumerable<Candidate> candidates, bool labelsFirst, bool nested)
    {
        var byScore = candidates.OrderByDescending(one => one.Score).ThenBy(one => one.First);
        var ordered = labelsFirst ? byScore.ThenBy(one => one.Label).ThenBy(one => one.Last) : byScore.ThenBy(one => one.Last).ThenBy(one => one.Label);
        var kept = new List<Candidate>();
        var byStart = new Dictionary<int, List<int>>();
        var widest = 0;
        foreach (var one in ordered)
        {
            if (Clashes(one)) continue;
            kept.Add(one);
            if (!byStart.TryGetValue(one.First, out var ends)) byStart[one.First] = ends = [];
            ends.Add(one.Last);
            widest = Math.Max(widest, one.Last - one.First);
        }
        return [.. kept.OrderBy(one => one.First)];

        bool Clashes(Candidate one)
        {
            for (var first = one.First - widest; first <= one.Last; first++)
                if (byStart.TryGetValue(first, out var ends) && ends.Exists(last => last >= one.First && !(nested && IsWithin(one, first, last)))) return true;
            return false;
        }
    }

    /// <summary>Whether one of two spans lies within the other and is not the same.</summary>
    private static bool IsWithin(Candidate one, int first, int last) =>
        (one.First, one.Last) != (first, last) && (first <= one.First && one.Last <= last || one.First <= first && last <= one.Last);
}
