namespace Assay.Model.Questions;

/// <summary>A question asked about each region: pose, occluded, a transcription.</summary>
/// <param name="Question">Of a kind that <see cref="IQuestionKind.MayBeAttribute"/>; its name is unique among those of the region.</param>
/// <param name="On">The labels of the regions it is asked of; empty for all.</param>
public sealed record RegionAttribute(Question Question, IReadOnlyList<string> On)
{
    /// <summary>The labels of the regions it is asked of; empty for all.</summary>
    public IReadOnlyList<string> On { get; } = ValueList<string>.Of(On);

    /// <summary>Whether it is asked of regions with this label.</summary>
    public bool IsAskedOf(string label) => On.Count == 0 || On.Contains(label);
}

/// <summary>The answer to one attribute of a region.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Answer">Of its kind.</param>
public sealed record AttributeAnswer(string Name, Answer Answer);

/// <summary>A question that is answered by marking regions.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Labels">What regions may be, at least one; no tree.</param>
/// <param name="Attributes">What is asked about each region, in this order.</param>
/// <param name="AgreeAt">The least overlap, above 0 and at most 1, at which two people's regions are the same.</param>
public abstract record RegionQuestion(QuestionHead Head, LabelSet Labels, IReadOnlyList<RegionAttribute> Attributes, double AgreeAt) : Question(Head)
{
    /// <summary>What is asked about each region, in this order.</summary>
    public IReadOnlyList<RegionAttribute> Attributes { get; } = ValueList<RegionAttribute>.Of(Attributes);
}

/// <summary>Something marked in an item.</summary>
/// <param name="Label">What it is: the name of a label.</param>
/// <param name="Attributes">What was said about it, in the order of the question's attributes; those not answered are left out.</param>
public abstract record Region(string Label, IReadOnlyList<AttributeAnswer> Attributes)
{
    /// <summary>What was said about it, in the order of the question's attributes.</summary>
    public IReadOnlyList<AttributeAnswer> Attributes { get; init; } = ValueList<AttributeAnswer>.Of(Attributes);

    /// <summary>The answer to an attribute; null when it was left out.</summary>
    public Answer? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name)?.Answer;
}

/// <summary>The regions somebody marked; none is an answer too: there is nothing here.</summary>
/// <param name="Regions">In canonical order, by place and then by label; no label twice at the same place.</param>
public abstract record RegionsAnswer<TRegion>(IReadOnlyList<TRegion> Regions) : Answer where TRegion : Region
{
    /// <summary>In canonical order, by place and then by label; no label twice at the same place.</summary>
    public IReadOnlyList<TRegion> Regions { get; } = ValueList<TRegion>.Of(Regions);
}
