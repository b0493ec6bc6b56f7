using Assay.Learning.Text;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate;
using Assay.Pipeline.Quality.Measuring;

namespace Assay.Simulation.Plays;

/// <summary>
/// How far the people of an arm agree: the same documents in every arm, drawn by chance, answered by two people each in a project of their own, under the conditions at the arm's end. With drafts it
/// measures how far people follow the same draft, too.
/// </summary>
internal static class AgreementProbe
{
    private const string Coefficient = "krippendorff_alpha";

    /// <param name="stage">The installation.</param>
    /// <param name="play">What is played.</param>
    /// <param name="documents">Which ones.</param>
    /// <param name="drafts">Whose drafts people see; null for none.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<(double Value, double Low, double High)?> Measure(PlayStage stage, Play play, int[] documents, TextClassifier? drafts, CancellationToken cancel)
    {
        var project = await stage.Project("agreement", PlaySchema.Of(play.Data.Labels), 2, [.. documents.Select(document => play.Data.Documents[document])], cancel);
        if (drafts is not null)
            await Draft(stage, play.Data, project, documents, drafts, cancel);
        var crew = await play.Annotators(stage, project, row => documents[(int)row - 1]);
        await stage.Crew.Work(project, crew, int.MaxValue, DateTimeOffset.MaxValue, cancel);
        var agreement = await stage.Get<QualityReports>().Now(project);
        return agreement.Questions.Single().Coefficients.Single(figure => figure.Name == Coefficient).Value is { } alpha ? (alpha.Value, alpha.Low, alpha.High) : null;
    }

    private static async Task Draft(PlayStage stage, PlayData data, long project, int[] documents, TextClassifier model, CancellationToken cancel)
    {
        var chances = model.Probabilities([.. documents.Select(document => data.Documents[document].Text)], cancel: cancel);
        var predictions = stage.Tasks(project).Select(task =>
        {
            var row = chances.AsSpan(((int)task.Row!.Value - 1) * model.Classes.Count, model.Classes.Count);
            var best = 0;
            for (var label = 1; label < row.Length; label++)
                if (row[label] > row[best])
                    best = label;
            return new NewPrediction(task.Id, PlaySchema.Answer(model.Classes[best]), row[best]);
        }).ToList();
        foreach (var some in predictions.Chunk(Predictions.MostAtOnce))
            await stage.Get<Predictions>().Add(project, stage.Owner, new ModelName("own", model.Version), some);
    }
}
