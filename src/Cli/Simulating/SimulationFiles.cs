using Assay.Cli.Training;
using Assay.Learning.Acceptance;
using Assay.Simulation.Plays;

namespace Assay.Cli.Simulating;

/// <summary>The files a simulation is played on.</summary>
internal static class SimulationFiles
{
    private const int FewestDocuments = 50;

    /// <summary>Where there is no file to test on, one of so many documents is kept for that.</summary>
    private const int HeldOut = 10;

    /// <exception cref="BadInput">A file cannot be read, or there is too little in it.</exception>
    public static PlayData Read(string file, string? test, string? text, string? label, int seed, CancellationToken cancellation)
    {
        var columns = new TextColumns(text, label, null);
        var documents = Documents(file, columns, cancellation);
        IReadOnlyList<LabeledDocument> held;
        if (test is not null)
        {
            held = Documents(test, columns, cancellation);
        }
        else
        {
            var drawn = documents.Index().OrderBy(document => RandomDraw.Of(seed, document.Index)).Take(documents.Count / HeldOut).Select(document => document.Index).ToHashSet();
            held = [.. documents.Where((_, place) => drawn.Contains(place))];
            documents = [.. documents.Where((_, place) => !drawn.Contains(place))];
        }

        if (documents.Count < FewestDocuments)
            throw new BadInput($"{file}: there are {documents.Count} texts to label; a project is played on {FewestDocuments} or more");
        if (documents.Select(document => document.Label).Distinct().Take(2).Count() < 2)
            throw new BadInput($"{file}: all texts have the label \"{documents[0].Label}\"; there are two or more in a project");
        return new PlayData(documents, held);
    }

    /// <summary>Texts in which there is nothing to read are left out.</summary>
    private static List<LabeledDocument> Documents(string file, TextColumns columns, CancellationToken cancellation) =>
        [.. LabeledTexts.Read(file, columns, isMultiLabel: false, cancellation).Rows.Where(row => !string.IsNullOrWhiteSpace(row.Text)).Select(row => new LabeledDocument(row.Text, row.Labels[0]))];
}
