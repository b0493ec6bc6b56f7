namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>The beginning of every row: each label after the sign for labels, then the sign that ends them.</summary>
/// <param name="Labels">The places of the labels in the question.</param>
/// <param name="Ids">Without the encoder's first token.</param>
internal sealed record Prompt(IReadOnlyList<int> Labels, IReadOnlyList<int> Ids)
{
    /// <summary>The encoder's token before and the one after a row.</summary>
    public const int Around = 2;

    /// <summary>Labels in groups, as many at once as the model takes.</summary>
    /// <param name="labels">What a person reads of each; one that reads as one before is asked once.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="UnfitModel">A label holds a special token, or the labels leave no room for a text.</exception>
    public static IReadOnlyList<Prompt> Of(IReadOnlyList<string> labels, GlinerFolder model)
    {
        foreach (var label in labels)
            if (model.Tokenizer.Special.Within(label) is { } special) throw new UnfitModel($"the label \"{label}\" holds {special}, which is a sign of the model's own; give it another title");
        return [.. labels.Index().DistinctBy(label => label.Item).Chunk(model.Config.MostTypes).Select(group => Of(group, model))];
    }

    private static Prompt Of((int Index, string Item)[] group, GlinerFolder model)
    {
        var ids = new List<int>();
        foreach (var (_, label) in group)
        {
            ids.Add(model.EntityId);
            ids.AddRange(model.Tokenizer.Pieces.EncodeWord(label));
        }
        ids.Add(model.SeparatorId);
        if (ids.Count + Around >= model.MostTokens)
            throw new UnfitModel($"the labels take {ids.Count + Around} tokens, and the model takes {model.MostTokens} with a text after them: give them shorter titles ({string.Join(", ", group.Take(5).Select(one => one.Item))} …)");
        return new Prompt([.. group.Select(one => one.Index)], ids);
    }
}
