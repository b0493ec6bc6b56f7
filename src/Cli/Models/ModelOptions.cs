using System.CommandLine;

namespace Assay.Cli.Models;

/// <summary>What the command line says of a model beside where it lies. Each kind of model takes some of it; what it does not take is refused.</summary>
/// <param name="Template">The sentence that a label is put into, at <c>{}</c>; null for the model's own.</param>
/// <param name="Threshold">How likely a label or a span must be to be drafted, 0 to 1; null for the model's own.</param>
/// <param name="Nested">Whether a span may lie within another.</param>
/// <param name="Entailment">Which output of an NLI model means entailment, where its names do not say so.</param>
internal sealed record ModelOptions(string? Template = null, double? Threshold = null, bool Nested = false, string? Entailment = null)
{
    private static readonly Option<string> TemplateOption = new("--template") { Description = "nli: the sentence that a label is put into, at {} [default: This example is {}.]", HelpName = "SENTENCE" };

    private static readonly Option<double?> ThresholdOption = new("--threshold") { Description = "How likely a span, with nli a label, must be to be drafted, 0 to 1 [default: nli, gliner 0.5; others any]", HelpName = "SHARE" };

    private static readonly Option<bool> NestedOption = new("--nested") { Description = "A span may lie within another; otherwise the surest of those that overlap is drafted" };

    private static readonly Option<string> EntailmentOption = new("--entailment") { Description = "nli: the output that means entailment, where the model's names do not say so", HelpName = "NAME" };

    /// <summary>What nothing was said of.</summary>
    public static readonly ModelOptions None = new();

    /// <summary>Of a language model.</summary>
    public LlmOptions Llm { get; init; } = new();

    /// <summary>As they stand in the help.</summary>
    public static IReadOnlyList<Option> All => [TemplateOption, ThresholdOption, NestedOption, EntailmentOption, .. LlmOptions.All];

    /// <summary>The options that were given, by their names.</summary>
    public IEnumerable<string> Given
    {
        get
        {
            if (Template is not null) yield return TemplateOption.Name;
            if (Threshold is not null) yield return ThresholdOption.Name;
            if (Nested) yield return NestedOption.Name;
            if (Entailment is not null) yield return EntailmentOption.Name;
            foreach (var name in Llm.Given) yield return name;
        }
    }

    /// <summary>What was given that is about spans.</summary>
    public IEnumerable<string> GivenOfSpans => Given.Intersect(OfSpans);

    /// <summary>What every model takes that yields spans.</summary>
    public static IReadOnlyList<string> OfSpans { get; } = [ThresholdOption.Name, NestedOption.Name];

    /// <exception cref="BadInput">A value is out of its range.</exception>
    public static ModelOptions Of(ParseResult parsed)
    {
        var threshold = parsed.GetValue(ThresholdOption);
        if (threshold is not (null or >= 0 and <= 1))
            throw new BadInput(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--threshold {threshold}: a probability is from 0 to 1"));
        return new ModelOptions(parsed.GetValue(TemplateOption), threshold, parsed.GetValue(NestedOption), parsed.GetValue(EntailmentOption)) { Llm = LlmOptions.Of(parsed) };
    }
}
