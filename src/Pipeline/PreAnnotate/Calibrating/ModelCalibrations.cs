using Assay.Learning.Calibration;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.PreAnnotate.Calibrating;

/// <summary>Measures how right a project's models are for how sure they say they are, and what that makes of a threshold.</summary>
public sealed class ModelCalibrations(Db db)
{
    /// <summary>Judged drafts from which a calibration is learned at all.</summary>
    public const int Least = 30;

    /// <summary>Judged drafts from which it may take any shape.</summary>
    public const int LeastIsotonic = 300;

    private const int MostDrafts = 50_000;

    private const string DraftsSql =
        "SELECT confidence FROM prediction WHERE model_id = @modelId AND NOT is_replaced AND confidence IS NOT NULL ORDER BY id DESC LIMIT @MostDrafts";

    /// <exception cref="NotFound">The project has no such model.</exception>
    public ModelCalibration Of(long projectId, long modelId)
    {
        var (judged, drafts) = db.Read(session =>
        {
            if (session.OneOrNone<long?>("SELECT id FROM weak_model WHERE id = @modelId AND project_id = @projectId", new { modelId, projectId }) is null)
                throw new NotFound($"The project has no model {modelId}.");
            return (BlindDrafts.Of(session, ProjectSettings.Load(session, projectId).Schema, modelId), session.Query<double>(DraftsSql, new { modelId, MostDrafts }).ToList());
        });
        return Told(modelId, judged, drafts);
    }

    /// <summary>How a calibration is learned of so many judged drafts; null where they are too few.</summary>
    internal static Func<IReadOnlyCollection<Judged>, ICalibration>? Fit(int judged) => judged < Least ? null : judged < LeastIsotonic ? PlattCalibration.Fit : IsotonicCalibration.Fit;

    private static ModelCalibration Told(long modelId, IReadOnlyList<Judged> judged, IReadOnlyList<double> drafts)
    {
        var fit = Fit(judged.Count);
        var calibration = fit?.Invoke(judged);
        var errors = judged.Count == 0 ? null : CalibrationErrors.Of(judged);
        return new ModelCalibration
        {
            ModelId = modelId,
            Judged = judged.Count,
            Right = judged.Count(one => one.IsRight),
            Needed = Least,
            MeanConfidence = errors?.MeanConfidence,
            Error = errors?.Expected,
            CalibratedError = fit is null ? null : CalibrationErrors.Of(CalibrationErrors.HeldOut(judged, fit)).Expected,
            Method = calibration switch { null => null, PlattCalibration => CalibrationMethods.Platt, _ => CalibrationMethods.Isotonic },
            Groups =
            [
                .. ReliabilityGroup.Of(judged).Select(group => new ConfidenceGroup(
                    group.From, group.To, group.Items, group.MeanConfidence, group.Right, group.Low, group.High, calibration?.Of(group.MeanConfidence))),
            ],
            Thresholds = calibration is null ? [] : Thresholds(calibration, [.. drafts.OrderDescending()]),
        };
    }

    private static List<ExpectedErrors> Thresholds(ICalibration calibration, double[] sure)
    {
        var told = new List<ExpectedErrors>();
        var (above, wrong) = (0, 0.0);
        for (var hundredth = 100; hundredth >= 0; hundredth--)
        {
            var threshold = hundredth / 100.0;
            for (; above < sure.Length && sure[above] >= threshold; above++)
                wrong += 1 - calibration.Of(sure[above]);
            if (above > 0)
                told.Add(new ExpectedErrors(threshold, calibration.Of(threshold), above / (double)sure.Length, wrong / above));
        }

        told.Reverse();
        return told;
    }
}
