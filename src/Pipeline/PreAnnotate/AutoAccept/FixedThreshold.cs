using Assay.Learning.Calibration;
using Assay.Pipeline.Database;
using Assay.Pipeline.PreAnnotate.Calibrating;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>
/// A threshold that somebody has set is a chance of being right. Until labels tell what a model's confidence is worth it is the confidence itself; then it is the confidence from which the
/// calibration gives that chance, and never below what was judged. A calibration by few labels makes it only stricter.
/// </summary>
internal static class FixedThreshold
{
    /// <summary>It is learned anew once there are so many times the labels by people.</summary>
    private const double Growth = 1.2;

    /// <summary>The drafts that can judge it now; null when it is too early to learn it anew.</summary>
    public static FixedLook? Look(Session session, AcceptRow row)
    {
        var labels = AuditBook.LabelsByPeople(session, row);
        if (labels < ModelCalibrations.Least || labels < row.LookedLabels * Growth)
            return null;
        return new FixedLook(
            labels,
            row.Held is null
                ? BlindDrafts.Of(session, ProjectSettings.Load(session, row.ProjectId).Schema, row.ModelId)
                : [.. AuditBook.All(session, row).Select(audit => new Judged(audit.Confidence, !audit.IsWrong))]);
    }

    /// <summary>The confidence from which a draft is accepted; null where none is sure enough.</summary>
    /// <param name="chance">Of being right, 0 to 1.</param>
    /// <param name="judged">Drafts held against labels.</param>
    public static double? Of(double chance, IReadOnlyList<Judged> judged)
    {
        if (ModelCalibrations.Fit(judged.Count) is not { } fit)
            return chance;
        var calibrated = Smallest(fit(judged), chance, judged.Min(one => one.Confidence));
        return judged.Count < ModelCalibrations.LeastIsotonic && calibrated < chance ? chance : calibrated;
    }

    private static double? Smallest(ICalibration calibration, double chance, double least)
    {
        if (calibration.Of(least) >= chance)
            return least;
        if (!(calibration.Of(1) >= chance))
            return null;
        var (below, from) = (least, 1.0);
        for (var middle = below + ((from - below) / 2); middle > below && middle < from; middle = below + ((from - below) / 2))
        {
            if (calibration.Of(middle) >= chance)
                from = middle;
            else
                below = middle;
        }

        return from;
    }
}

/// <param name="Labels">By people.</param>
/// <param name="Judged">Drafts held against labels given without seeing one.</param>
internal sealed record FixedLook(long Labels, IReadOnlyList<Judged> Judged);
