namespace Assay.Benchmarks.AutoAccept;

/// <summary>Items whose labels are known, and the two models that are made from some of them.</summary>
internal abstract class LabeledSet(string name, int items, int labels)
{
    public string Name => name;

    public int Items => items;

    public int Labels => labels;

    /// <summary>Items that the models are made from.</summary>
    public int Learned { get; init; } = 1_000;

    /// <summary>Items drawn at random to choose the threshold.</summary>
    public int Audited { get; init; } = 1_000;

    /// <summary>By rules that are read off the learned items, weighed by the label model.</summary>
    /// <param name="learned">Items whose labels are used.</param>
    /// <param name="asked">Items that are drafted.</param>
    public abstract KnownDraft[] ByRules(int[] learned, int[] asked);

    /// <summary>By a model trained on the learned items.</summary>
    /// <param name="learned">Items whose labels are used.</param>
    /// <param name="asked">Items that are drafted.</param>
    /// <param name="seed">Of what training leaves to chance.</param>
    public abstract KnownDraft[] ByTraining(int[] learned, int[] asked, int seed);
}
