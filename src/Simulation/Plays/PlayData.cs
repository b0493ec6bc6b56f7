using Assay.Learning.Text;

namespace Assay.Simulation.Plays;

/// <summary>What is played on: documents to label, others to hold models against, and both as vectors.</summary>
public sealed class PlayData
{
    private readonly Lazy<(TextFeatures Features, SparseRows Rows, SparseRows Test)> space;

    /// <param name="documents">Two or more labels among them.</param>
    /// <param name="test">One or more.</param>
    /// <exception cref="ArgumentException">There are too few.</exception>
    public PlayData(IReadOnlyList<LabeledDocument> documents, IReadOnlyList<LabeledDocument> test)
    {
        (Documents, Test) = (documents, test);
        Labels = [.. documents.Select(document => document.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Labels.Count < 2)
            throw new ArgumentException($"The documents have {Labels.Count} different labels; two are the fewest that can be learned.", nameof(documents));
        if (test.Count == 0)
            throw new ArgumentException("There is no document to hold models against.", nameof(test));
        PlaceOf = Labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        space = new(() =>
        {
            string[] texts = [.. documents.Select(document => document.Text)];
            var features = TextFeatures.Fit(texts, new TextFeatureOptions { MaximumFeatures = 1 << 18 });
            return (features, features.Transform(texts), features.Transform([.. test.Select(document => document.Text)]));
        });
    }

    public IReadOnlyList<LabeledDocument> Documents { get; }

    public IReadOnlyList<LabeledDocument> Test { get; }

    /// <summary>In the order of the alphabet.</summary>
    public IReadOnlyList<string> Labels { get; }

    public IReadOnlyDictionary<string, int> PlaceOf { get; }

    /// <summary>Trains on the labels there are, and on the documents without one; gives how many test documents the model gets right.</summary>
    /// <param name="labels">By document its label; others have none.</param>
    /// <param name="cancel">Stops.</param>
    public int RightWhenTrainedOn(IReadOnlyDictionary<int, string> labels, CancellationToken cancel)
    {
        if (labels.Values.Distinct().Count() < 2)
            return Test.Count(document => document.Label == labels.Values.FirstOrDefault());
        var (features, rows, test) = space.Value;
        var model = TextClassifier.TrainSemiSupervised(
            features, rows, [.. labels.OrderBy(label => label.Key).Select(label => new TrainingRow(label.Key, [PlaceOf[label.Value]]))],
            [.. Enumerable.Range(0, Documents.Count).Where(document => !labels.ContainsKey(document))], Labels, cancel: cancel);
        return Right(model.Probabilities(test, cancel: cancel), model.Classes);
    }

    /// <summary>How many test documents a model gets right.</summary>
    public int Right(TextClassifier model, CancellationToken cancel) => Right(model.Probabilities([.. Test.Select(document => document.Text)], cancel: cancel), model.Classes);

    private int Right(float[] chances, IReadOnlyList<string> classes)
    {
        var right = 0;
        for (var i = 0; i < Test.Count; i++)
        {
            var row = chances.AsSpan(i * classes.Count, classes.Count);
            var best = 0;
            for (var k = 1; k < row.Length; k++)
                if (row[k] > row[best])
                    best = k;
            if (classes[best] == Test[i].Label)
                right++;
        }

        return right;
    }
}
