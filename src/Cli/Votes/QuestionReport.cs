using Assay.Agreement;
using Assay.Cli.Votes.Exports;
using Assay.Model.Regions;

namespace Assay.Cli.Votes;

/// <summary>How far people agree on one question of an export, by what fits its answers.</summary>
internal sealed class QuestionReport
{
    private readonly AskedQuestion question;
    private readonly Func<Dictionary<string, object?>> told;
    private readonly Action<Output> say;

    private QuestionReport(AskedQuestion question, Func<Dictionary<string, object?>> told, Action<Output> say) =>
        (this.question, this.told, this.say) = (question, told, say);

    public string Title => $"{question.Name} ({question.Type})";

    /// <param name="export">The export.</param>
    /// <param name="question">One of its questions.</param>
    /// <param name="scale">What labels are.</param>
    /// <param name="isScaled">Whether somebody said so, which only fits labels.</param>
    /// <exception cref="BadInput">The answers cannot be compared, or not in this way.</exception>
    public static QuestionReport Of(AnnotationExport export, AskedQuestion question, Func<LongTable, Scale> scale, bool isScaled)
    {
        if (isScaled && question.Form != AnswerForm.Single)
            throw new BadInput($"{export.File}: --level goes with labels, numbers and texts; \"{question.Name}\" is answered by {(question.Form == AnswerForm.Set ? "several " : "")}{question.Type}");
        switch (question.Form)
        {
            case AnswerForm.Single:
                var table = export.Table(question);
                var labels = LabelReport.Of(table.Votes, scale(table));
                return new QuestionReport(question, labels.Told, labels.Say);
            case AnswerForm.Set:
                var sets = LabelReport.OfSets(export.Table(question).Votes);
                return new QuestionReport(question, sets.Told, sets.Say);
            case AnswerForm.Spans:
                var spans = RegionReport.Of(export.Marks(question, said => ((Spans)said).Parts));
                return new QuestionReport(question, spans.Told, spans.Say);
            case AnswerForm.Boxes:
                var boxes = RegionReport.Of(export.Marks(question, said => ((Boxes)said).Parts), RotatedBox.Iou, "boxes");
                return new QuestionReport(question, boxes.Told, boxes.Say);
            case AnswerForm.Polygons:
                var polygons = RegionReport.Of(export.Marks(question, said => ((Outlines)said).Parts), Polygon.Iou, "polygons");
                return new QuestionReport(question, polygons.Told, polygons.Say);
            default:
                throw new BadInput($"{export.File}: {Why(question)}");
        }
    }

    /// <summary>Says among other questions that this one cannot be compared.</summary>
    public static QuestionReport None(AskedQuestion question) => new(
        question, () => new Dictionary<string, object?> { ["error"] = Why(question) }, output => output.Say(Why(question)));

    public Dictionary<string, object?> Told()
    {
        var all = new Dictionary<string, object?> { ["question"] = question.Name, ["type"] = question.Type };
        foreach (var (name, value) in told())
            all[name] = value;
        return all;
    }

    public void Say(Output output) => say(output);

    private static string Why(AskedQuestion question) =>
        $"\"{question.Name}\" is answered by {question.Type}, which are not compared here; choices, ratings, numbers, texts, text spans, boxes and polygons are";
}
