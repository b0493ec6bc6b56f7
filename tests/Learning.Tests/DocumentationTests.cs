using Assay.Learning.Acceptance;
using Assay.Learning.Calibration;
using Assay.Learning.Images;
using Assay.Learning.LabelErrors;
using Assay.Learning.Tagging;
using Assay.Learning.Text;
using Assay.Learning.Vectors;

namespace Assay.Learning.Tests;

/// <summary>The pages of docs/methods hold what the code does.</summary>
public sealed class DocumentationTests
{
    private static readonly string Page = PageOf("risk-control");

    [Fact]
    public void The_example_runs_as_the_page_says()
    {
        // begin risk-control
        // 250 drafts audited at random; the surer half is right, of the others every third is wrong
        var audits = Enumerable.Range(0, 250).Select(i => new AuditedDraft(i % 2 == 0 ? 0.97 : 0.6, i % 2 == 1 && i % 3 == 0)).ToList();
        var pool = Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 0.97 : 0.6);
        var target = new ErrorTarget(epsilon: 0.05, delta: 0.1);
        var choice = RiskControl.Choose(audits, ThresholdGrid.Of(pool, audits.Count, target), target);
        // choice.Accepted.Threshold is 0.97, with 0 of 125 wrong and at most 0.024 wrong of all
        // end

        (choice.Accepted!.Threshold, choice.Accepted.Wrong, choice.Accepted.Audited, Math.Round(choice.Accepted.Bound, 3)).ShouldBe((0.97, 0, 125, 0.024));
        ShouldHoldExample("risk-control");
    }

    [Fact]
    public void The_example_of_calibration_runs_as_the_page_says()
    {
        // begin calibration
        // the two in the middle are the wrong way round
        var isotonic = IsotonicCalibration.Fit([new(0.2, false), new(0.4, true), new(0.6, false), new(0.8, true)]);
        // isotonic.Of(0.5) is 0.5, isotonic.Of(0.65) is 0.75, isotonic.Of(0.9) is 1
        // end

        (isotonic.Of(0.5), Math.Round(isotonic.Of(0.65), 12), isotonic.Of(0.9)).ShouldBe((0.5, 0.75, 1));
        ShouldHoldExample("calibration");
    }

    [Fact]
    public void The_example_of_the_text_classifier_runs_as_the_page_says()
    {
        // begin text-classifier
        TrainingText[] examples = [new("a goal in the last minute", 0), new("the match was lost", 0), new("the bank raised its rates", 1), new("shares fell in the market", 1)];
        var model = TextClassifier.Train(examples, ["sport", "money"]);
        var chances = new double[2];
        model.Probabilities("a late goal won the match", chances);
        // chances[0] is above 0.5
        // end

        chances[0].ShouldBeGreaterThan(0.5);
        ShouldHoldExample("text-classifier");
    }

    [Fact]
    public void The_example_of_confident_learning_runs_as_the_page_says()
    {
        // begin confident-learning
        // five items of two classes; the third and the fifth look like the other class
        var noise = ConfidentLearning.Find([0.9f, 0.1f, 0.8f, 0.2f, 0.4f, 0.6f, 0.1f, 0.9f, 0.8f, 0.2f], given: [0, 0, 0, 1, 1], classes: 2);
        // noise.Suspects[0] is item 4, noise.Suspects[1] is item 2; noise.WrongShare is 0.4
        // end

        (noise.Suspects[0].Item, noise.Suspects[1].Item, Math.Round(noise.WrongShare, 6)).ShouldBe((4, 2, 0.4));
        ShouldHoldExample("confident-learning");
    }

    [Fact]
    public void The_example_of_answers_given_twice_runs_as_the_page_says()
    {
        // begin answer-errors
        // a model finds the first answer unlikely, three times; the second person agrees twice
        var rate = AnswerErrors.Rate([0.2f, 0.8f, 0.2f, 0.8f, 0.2f, 0.8f], [(0, 0), (0, 1), (0, 0)], classes: 2, expected: 0.1, weight: 20);
        var doubt = AnswerErrors.Doubt([0.2f, 0.8f], given: 0, rate);
        // rate is 0.1; an answer that the model gives a chance of 0.2 is wrong with a chance of 0.32
        // end

        (Math.Round(rate, 2), Math.Round(doubt, 2)).ShouldBe((0.1, 0.32));
        ShouldHoldExample("answer-errors");
    }

    [Fact]
    public void The_example_of_the_tagger_runs_as_the_page_says()
    {
        // begin sequence-tagger
        TaggedText Came(string name, string day) => new($"{name} came on {day}.", [new(0, name.Length, "PER"), new(name.Length + 9, name.Length + 9 + day.Length, "DAY")]);
        var tagger = SequenceTagger.Train([Came("Anna", "Monday"), Came("Bert Wood", "Friday"), Came("Clara", "Sunday"), Came("Dora Lee", "Monday")], ["PER", "DAY"]);
        var found = tagger.Tag("Emil Bach came on Tuesday.");
        // Emil Bach is PER with a chance of 0.98, Tuesday is DAY with 0.98
        // end

        found.Select(span => (span.Start, span.End, span.Label, Math.Round(span.Probability, 2))).ShouldBe([(0, 9, "PER", 0.98), (18, 25, "DAY", 0.98)]);
        ShouldHoldExample("sequence-tagger");
    }

    [Fact]
    public void The_example_of_the_image_descriptor_runs_as_the_page_says()
    {
        // begin image-descriptor
        // plain images of 16 × 16 pixels, red, green and blue of each
        byte[] Plain(byte red, byte blue) => [.. Enumerable.Range(0, 16 * 16).SelectMany(_ => (byte[])[red, 40, blue])];
        var warm = ImageDescriptor.Of(16, 16, Plain(200, 30));
        var cold = ImageDescriptor.Of(16, 16, Plain(30, 200));
        var classifier = VectorClassifier.Train([warm, cold], [0, 1], classes: 2);
        var chances = classifier.Probabilities(ImageDescriptor.Of(16, 16, Plain(220, 50)));
        // chances[0], that it is like the warm one, is above 0.9
        // end

        chances[0].ShouldBeGreaterThan(0.9);
        ShouldHoldExample("image-descriptor");
    }

    [Theory]
    [InlineData(0.05, 45)]
    [InlineData(0.02, 114)]
    [InlineData(0.01, 230)]
    public void The_fewest_audits_are_those_of_the_page(double epsilon, int audits)
    {
        new ErrorTarget(epsilon, 0.1).AuditsFor(0).ShouldBe(audits);
        Page.ShouldContain($"{audits} for");
    }

    /// <summary>A row of a table that a test has measured stands on the page.</summary>
    internal static void ShouldHold(params object[] cells) =>
        Page.ShouldContain($"| {string.Join(" | ", cells.Select(cell => FormattableString.Invariant($"{cell}")))} |");

    private static void ShouldHoldExample(string page)
    {
        var source = File.ReadAllText(Path.Combine(Root(), "tests", "Learning.Tests", "DocumentationTests.cs")).ReplaceLineEndings("\n");
        var example = source.Split($"        // begin {page}\n")[1].Split("        // end\n")[0].Split('\n').Select(line => line.Trim());
        PageOf(page).ShouldContain(string.Join('\n', example).Trim());
    }

    internal static string PageOf(string name) => File.ReadAllText(Path.Combine(Root(), "docs", "methods", $"{name}.md")).ReplaceLineEndings("\n");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
