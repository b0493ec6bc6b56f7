using Assay.Agreement;

namespace Assay.Cli.Votes;

/// <summary>
/// What a Krippendorff's α means in a sentence, by the custom of Krippendorff (2004), "Reliability in content analysis", Human Communication
/// Research 30:411-433: from .800 on reliable, from .667 for tentative conclusions. Judged by the whole interval, never by the value alone.
/// </summary>
internal static class Reading
{
    public static string Of(Coefficient alpha) => alpha switch
    {
        { Interval: not { } } => $"Krippendorff's α is not defined. {alpha.Undefined}",
        { Interval: { Low: >= 0.8 } } => "Krippendorff's α lies above .800: these labels can be relied on.",
        { Interval: { High: < 0.667 } } => "Krippendorff's α lies below .667: people do not mean the same by these labels. Look at the guidelines before asking for more.",
        { Interval: { Low: >= 0.667, High: < 0.8 } } => "Krippendorff's α lies between .667 and .800: enough for tentative conclusions.",
        { Interval: { Low: >= 0.667 } } => "Krippendorff's α lies above .667; whether above .800, more tasks with several votes would show.",
        _ => "The interval of Krippendorff's α is too wide for a verdict: more tasks with several votes would show.",
    };
}
