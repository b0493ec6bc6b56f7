using Assay.Simulation.Plays;

namespace Assay.Simulation.Tests.Plays;

public sealed class PlayTests
{
    private static readonly string[] Topics = ["sport", "world", "business"];
    private static readonly Assumptions Usual = new() { AgreementDocuments = 40, AcceptAfter = 60, Epsilon = 0.1 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_hand_every_document_is_answered_once_and_labels_are_as_right_as_people_are()
    {
        var result = await new Play(Data(300), Arm.Manual, Usual, 1).Run(cancel: Stop);

        (result.HumanTasks, result.Labeled, result.Accepted, result.Reviews).ShouldBe((300, 300, 0, 0));
        result.TasksPer1000.ShouldBe(1_000);
        result.LabelAccuracy.ShouldBe(0.91, 0.06, "the people drawn are right on about so many");
        result.Alpha!.Value.Value.ShouldBeInRange(0.5, 0.97);
        result.HoursPer1000.ShouldBe(7.2 / 3.6, 1, "four seconds, and twelve words at four a second");
        result.Curve[^1].ShouldBe((300, result.ModelAccuracy));
    }

    [Fact]
    public async Task Without_mistakes_all_labels_are_right_and_people_agree()
    {
        var result = await new Play(Data(200), Arm.Active, Usual with { Mistakes = 0 }, 1).Run(cancel: Stop);

        (result.LabelAccuracy, result.Alpha!.Value.Value).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Where_the_model_chooses_people_stop_at_the_budget()
    {
        var result = await new Play(Data(400), Arm.Active, Usual with { Budget = 250 }, 2).Run(cancel: Stop);

        result.HumanTasks.ShouldBe(100);
        result.Accepted.ShouldBe(0);
        result.Curve.Count.ShouldBeGreaterThan(2);
        result.Curve[^1].Accuracy.ShouldBeGreaterThan(result.Curve[0].Accuracy);
    }

    [Fact]
    public async Task With_drafts_every_document_gets_a_label_and_some_without_a_person()
    {
        var result = await new Play(Data(600), Arm.PreAnnotated, Usual with { Mistakes = 0.2 }, 1).Run(cancel: Stop);

        result.Labeled.ShouldBe(600);
        result.Accepted.ShouldBeGreaterThan(50);
        result.AcceptRefusal.ShouldBeNull();
        (result.AcceptedRight / (double)result.Accepted).ShouldBeGreaterThan(0.85, "a tenth may be wrong");
        result.HumanTasks.ShouldBeLessThan(600 - result.Accepted + 150, "second answers and reviews besides");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_play_and_another_another()
    {
        var data = Data(250);
        var first = await new Play(data, Arm.Combined, Usual, 5).Run(cancel: Stop);

        Told(await new Play(data, Arm.Combined, Usual, 5).Run(cancel: Stop)).ShouldBe(Told(first));
        Told(await new Play(data, Arm.Combined, Usual, 6).Run(cancel: Stop)).ShouldNotBe(Told(first));

        static string Told(ArmResult result) =>
            $"{result.HumanTasks} {result.Worked} {result.LabeledRight}/{result.Labeled} {result.Accepted} {result.Alpha} {result.ModelRight} {string.Join(' ', result.Curve)}";
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task A_play_that_is_stopped_ends(int after)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        await Should.ThrowAsync<OperationCanceledException>(new Play(Data(300), Arm.Combined, Usual, 9).Run(tasks => { if (tasks >= after) stop.Cancel(); }, stop.Token).WaitAsync(TimeSpan.FromMinutes(2), Stop));
    }

    [Fact]
    public void Data_of_one_label_or_without_a_test_are_refused()
    {
        var one = new LabeledDocument("a", "x");
        Should.Throw<ArgumentException>(() => new PlayData([one, one], [one])).Message.ShouldContain("1 different");
        Should.Throw<ArgumentException>(() => new PlayData([one, new LabeledDocument("b", "y")], []));
    }

    /// <summary>Texts in a small language of its own, in which the topic can be learned.</summary>
    internal static PlayData Data(int documents)
    {
        var chance = new Random(11);
        LabeledDocument[] all = [.. Enumerable.Range(0, documents + 200).Select(_ => Document(chance))];
        return new PlayData(all[..documents], all[documents..]);
    }

    private static LabeledDocument Document(Random chance)
    {
        var topic = chance.Next(Topics.Length);
        return new LabeledDocument(
            string.Join(' ', Enumerable.Range(0, 12).Select(place => place < 3 ? Word(topic, (int)(60 * Math.Pow(chance.NextDouble(), 2))) : Word(Topics.Length, chance.Next(60)))), Topics[topic]);
    }

    /// <summary>A word of five letters of its own, so that parts of words tell nothing.</summary>
    private static string Word(int topic, int place)
    {
        var letters = new Random((topic * 1_000) + place);
        return string.Concat(Enumerable.Range(0, 5).Select(_ => (char)('a' + letters.Next(26))));
    }
}
