using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Metrics;

/// <summary>The platform's table of projects, none older than forty times as long as it took to count.</summary>
public sealed class MetricsReports(Db db, Func<long, IReadOnlyList<AlphaFigure>> agreement, Func<long, OwnModelFigure> model, TimeProvider clock)
{
    private readonly Recent<MetricsReport> recent = new(
        clock, TimeSpan.FromSeconds(1), projectId =>
        {
            var (alphas, own) = (agreement(projectId), model(projectId));
            return db.Read(session => Count(session, projectId, alphas, own, clock.GetUtcNow()));
        });

    public MetricsReport Of(long projectId) => recent.Of(projectId);

    private static MetricsReport Count(Session session, long projectId, IReadOnlyList<AlphaFigure> alphas, OwnModelFigure own, DateTimeOffset now)
    {
        var settings = ProjectSettings.Load(session, projectId);
        var (work, rows) = WorkDone.Of(session, projectId);
        return new MetricsReport
        {
            At = now,
            Work = work,
            Table =
            [
                .. rows,
                .. alphas.Select(alpha => new MetricRow("alpha", alpha.Question, alpha.Value, alpha.Value is null ? "too_few_shared" : null)),
                .. LabelEvidence.Rows(session, settings),
                Model(own),
            ],
            Labels = Mixes.Labels(session, projectId),
            Queue = Mixes.Queue(session, projectId),
            GoldRate = settings.GoldRate,
        };
    }

    private static MetricRow Model(OwnModelFigure own) => new(
        "model_accuracy", own.Question, own.Accuracy, own.Accuracy is not null ? null : own.HasModel ? "too_few_random" : own.IsOn ? "no_model" : "off");
}
